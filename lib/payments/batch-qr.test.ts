import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import { getBatch } from './get-batch.ts'
import type { PaymentServices } from './payment-services.ts'
import { startTogether } from './start-together.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'

/** The gateway's QR of a payment for several connections. */
const MORNING = '2026-11-05T10:00:00+05:30'
/** Fifteen minutes of the batch, and one for who scans at the last moment. */
const CLOSES = new Date('2026-11-05T10:16:00+05:30')
let plain: TestServices
let services: PaymentServices
let memory: MemoryGateway

beforeAll(async () => {
  plain = await testServices(MORNING)
})
afterAll(() => plain.close())
beforeEach(() => {
  plain.setTime(MORNING)
  memory = new MemoryGateway(plain.now)
  services = { ...plain, gateway: memory }
})

/** Somebody who sees homes of which each owes ₹100 more than the one before. */
async function owing(count: number) {
  const homes = []
  for (let index = 1; index <= count; index++) {
    const home = await makeHome(services)
    await makeBill(services, home, { of: '2026-10', own: index * 10_000 })
    homes.push(home)
  }
  const connectionIds = homes.map(({ connectionId }) => connectionId)
  const { actor } = homes[0] ?? (await makeHome(services))
  for (const connectionId of connectionIds.slice(1))
    await services.db.mobileLink.create({
      data: { consumerId: actor.consumerId, connectionId, proof: 'MASTER_RECORD', linkedAt: services.now() },
    })
  const key = randomUUID()
  const begin = async () => {
    const started = await startTogether(services, actor, { connectionIds }, { key })
    if (!started?.ok) throw new Error(started?.reason ?? 'not found')
    return services.db.paymentBatch.findUniqueOrThrow({ where: { id: started.batchId } })
  }
  const view = (batchId: string) => getBatch(services, actor, { batchId })
  return { begin, view }
}

test('asks for all of it under its own reference, until a minute after its end, and is made once', async () => {
  const { begin, view } = await owing(2)
  const { id, reference, connectionIds } = await begin()
  await begin()
  expect(memory.wanted).toEqual([{ reference, amountPaise: paise(30_000), description: '2 bills', closesAt: CLOSES }])
  expect(await view(id)).toMatchObject({ isWithoutQr: false, upiLink: expect.stringContaining(`tr=${reference}`) })
  const kept = await services.db.gatewayQr.findMany({ where: { reference } })
  expect(kept).toMatchObject([{ connectionId: connectionIds[0], amountPaise: 30_000n, closesAt: CLOSES }])
})

test('tells the payer of one bill where one is owed', async () => {
  const { begin } = await owing(1)
  await begin()
  expect(memory.wanted).toMatchObject([{ description: '1 bill', amountPaise: 10_000n }])
})

test('that the gateway did not make is asked for again at the next try, and lives as long from then', async () => {
  const { begin, view } = await owing(2)
  memory.isAway = true
  const { id } = await begin()
  expect(await view(id)).toMatchObject({ state: 'SHOWN', isWithoutQr: true, upiLink: null })
  memory.isAway = false
  plain.setTime('2026-11-05T10:05:00+05:30')
  expect(await begin()).toMatchObject({ id })
  expect(memory.wanted.map(({ closesAt }) => closesAt)).toEqual([CLOSES, new Date('2026-11-05T10:21:00+05:30')])
  expect(await view(id)).toMatchObject({ isWithoutQr: false })
})

test('is not asked for once its money has come, or is on its way', async () => {
  for (const kind of ['authorized', 'captured'] as const) {
    const { begin, view } = await owing(2)
    memory.isAway = true
    const { id, reference } = await begin()
    const money = memory.capture(reference, paise(30_000))
    const status = kind === 'authorized' ? 'AUTHORIZED' : 'CAPTURED'
    const payment: MemoryGateway['payment'] = async () => ({ ok: true, value: { ...money, status } })
    await tell({ ...plain, gateway: { ...memory, payment } }, { paymentId: money.id, reference, amount: 30_000, kind })
    memory.isAway = false
    memory.wanted.length = 0
    expect(await begin()).toMatchObject({ id })
    expect(memory.wanted).toEqual([])
    expect(await view(id)).toMatchObject({ state: kind === 'authorized' ? 'PENDING' : 'PAID' })
  }
})
