import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectHome } from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { areaOutages } from './area-outages.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-14T12:30:00+05:30')
})
afterAll(() => services.close())

const at = (time: string) => new Date(`2026-11-14T${time}:00+05:30`)
type Told = {
  status: 'ACTIVE' | 'PARTIALLY_RESTORED' | 'RESTORED' | 'SCHEDULED'
  from: Date
  to: Date
  estimate?: Date
}

/** What somebody is told of one breakdown where they live. */
async function told({ status, from, to, estimate }: Told) {
  const home = await connectHome(services)
  const subdivision = `Test ${home.consumerNo}`
  await services.db.connection.update({ where: { id: home.id }, data: { subdivision } })
  const batch = { id: randomUUID(), kind: 'outages', source: 'test', contentHash: '', startedAt: services.now() }
  await services.db.ingestBatch.create({ data: batch })
  await services.db.outageNotice.create({
    data: {
      ...{ id: home.consumerNo, class: 'BREAKDOWN', status, feeders: [], subdivisions: [subdivision] },
      ...{ startsAt: from, endsAt: to, estimatedAt: estimate ?? null },
      ...{ publicTexts: {}, original: {}, updatedAt: services.now(), batchId: batch.id },
    },
  })
  return (await areaOutages(services, home.actor, home.id)).map(({ until }) => until)
}

test('an outage that lasts longer than was announced is told until its new estimate, and while it is not over', async () => {
  const announced = { from: at('10:00'), to: at('12:00') }
  expect(await told({ status: 'ACTIVE', ...announced, estimate: at('15:00') })).toEqual([at('15:00')])
  expect(await told({ status: 'PARTIALLY_RESTORED', ...announced })).toEqual([at('12:00')])
  expect(await told({ status: 'RESTORED', ...announced, estimate: at('15:00') })).toEqual([])
  expect(await told({ status: 'SCHEDULED', ...announced })).toEqual([])
  const days = { from: new Date('2026-11-12T12:00:00+05:30'), to: new Date('2026-11-12T14:00:00+05:30') }
  expect(await told({ status: 'ACTIVE', ...days })).toEqual([])
})
