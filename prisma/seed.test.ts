import { afterAll, beforeAll, expect, test } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import { listDemoPhones } from '#lib/messaging/list-demo-phones.ts'
import { powerQualityView } from '#lib/metering/power-quality-view.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { seedDemo } from './seed.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await seedDemo(services)
}, 240_000)
afterAll(() => services.close())

const billsOf = (consumerNo: string) =>
  services.db.bill.findMany({
    where: { connection: { consumerNo } },
    orderBy: { month: 'asc' },
    select: { month: true, energyWh: true, payableByDuePaise: true, basis: true, issuedAt: true },
  })

test('each home has fourteen bills; Asha Kumari has one to pay', async () => {
  const asha = await billsOf('100044280028')
  expect(asha).toHaveLength(14)
  expect(asha.at(-1)).toMatchObject({ month: '2026-10', energyWh: 201_000n, payableByDuePaise: 107_500n })
  expect(asha.every(({ payableByDuePaise }) => payableByDuePaise > 0n)).toBe(true)
  expect(await services.db.bill.count()).toBe(14 * (12 + 2))
})

test('there are homes with nothing to pay, above 400 units, provisional, prepaid and in arrears', async () => {
  expect((await billsOf('100044280037')).every(({ payableByDuePaise }) => payableByDuePaise === 0n)).toBe(true)
  expect((await billsOf('100044280035')).every(({ energyWh }) => energyWh > 400_000n)).toBe(true)
  expect((await billsOf('100044280047')).at(-1)?.basis).toBe('PROVISIONAL')
  expect(await services.db.bill.count({ where: { mode: 'PREPAID' } })).toBe(14)
  expect(await services.db.billLine.count({ where: { code: 'ARREARS' } })).toBeGreaterThan(1)
})

test('homes without a smart meter have the bills that the utility sends', async () => {
  for (const consumerNo of ['100044280051', '100044280053']) {
    expect(await billsOf(consumerNo)).toHaveLength(14)
    expect(await services.db.meterDay.count({ where: { connection: { consumerNo } } })).toBe(0)
  }
  const bills = await services.db.bill.findMany({
    where: { issuer: 'UTILITY' },
    select: { month: true, basis: true, lines: { where: { code: 'ARREARS' } } },
  })
  expect(bills.filter(({ basis }) => basis === 'PROVISIONAL').map(({ month }) => month)).toEqual(['2026-07'])
  expect(bills.flatMap(({ lines }) => lines)).toEqual([])
})

test('readings reach to yesterday, and messages carry the dates of their months', async () => {
  const last = await services.db.meterDay.findFirst({ orderBy: { onDay: 'desc' }, select: { onDay: true } })
  expect(last?.onDay.toISOString().slice(0, 10)).toBe('2026-11-22')
  const messages = await services.db.message.findMany({
    where: { toMobile: '9000000028' },
    orderBy: { createdAt: 'asc' },
  })
  expect(messages.length).toBeGreaterThan(13)
  expect(messages[0]?.createdAt.toISOString().slice(0, 7)).toBe('2025-10')
})

test('announced work and longer breakdowns have notices that meet what the meters noted', async () => {
  const notices = await services.db.outageNotice.findMany()
  const planned = notices.filter((notice) => notice.class === 'PLANNED')
  expect(planned.filter(({ status }) => status === 'RESTORED').length).toBeGreaterThan(6)
  expect(notices.some((notice) => notice.class === 'BREAKDOWN')).toBe(true)
  const { id } = await services.db.connection.findUniqueOrThrow({ where: { consumerNo: '100044280028' } })
  const [link] = await services.db.mobileLink.findMany({ where: { connectionId: id } })
  const actor = { kind: 'consumer', consumerId: link?.consumerId ?? '', sessionId: '' } as const
  const view = await powerQualityView(services, actor, { connectionId: id, period: null })
  if (!view || view === 'EMPTY') throw new Error('Asha has a supply to show.')
  expect(view.outages).toMatchObject({ plannedCount: 1, openCount: 0 })
  // Blocks and events tell the same minutes.
  const [blocks] = await services.db.$queryRaw<{ out: number }[]>`
    select sum("minutesOut")::int as out from "BlockDay" where "connectionId" = ${id}::uuid and "onDay" >= '2026-11-01'`
  expect(view.outages.minutes).toBe(blocks?.out)
})

test('the prepaid home has a balance each morning, which falls by what its days cost', async () => {
  const balances = await services.db.prepaidBalance.findMany({
    where: { asOf: { gte: new Date('2026-11-01T00:00:00+05:30') } },
    orderBy: { asOf: 'asc' },
  })
  expect(balances).toHaveLength(23)
  const falls = balances.slice(1).map(({ balancePaise }, index) => (balances[index]?.balancePaise ?? 0n) - balancePaise)
  expect(falls.every((paise) => paise >= 0n)).toBe(true)
  expect(balances.at(-1)?.asOf).toEqual(new Date('2026-11-23T06:00:00+05:30'))
})

test('a start on the same day changes nothing; a later one adds readings and bills, and leaves strangers alone', async () => {
  const counts = () =>
    Promise.all([
      services.db.meterDay.count(),
      services.db.bill.count(),
      services.db.payment.count(),
      services.db.outageNotice.count(),
      services.db.prepaidBalance.count(),
    ])
  const before = await counts()
  await seedDemo(services)
  expect(await counts()).toEqual(before)
  services.setTime('2026-12-04T10:00:00+05:30')
  await seedDemo(services)
  const [days, bills, payments, , balances] = await counts()
  expect(balances).toBe(before[4] + 11)
  expect(days).toBeGreaterThan(before[0] + 100)
  expect([bills, payments]).toEqual([before[1] + 12 + 2, before[2]])
  expect(await services.db.meterDayRevision.count()).toBe(0)
})

test('half hours of the last sixty days add up to the registers, but for the days on which a meter contradicts itself', async () => {
  const rows = await services.db.$queryRaw<{ consumerNo: string; onDay: Date; differs: boolean; known: number }[]>`
    select c."consumerNo", b."onDay", b."blocksKnown" as known, d."energyWh" <> b."energyKnownWh" as differs
    from "BlockDay" b join "Connection" c on c.id = b."connectionId"
    left join "MeterDay" d using ("connectionId", "onDay", "meterId")`
  expect(
    rows.filter(({ differs }) => differs).map(({ consumerNo, onDay }) => [consumerNo, onDay.getUTCDate()]),
  ).toEqual(expect.arrayContaining([['100044280049', 11]]))
  expect(rows.every(({ differs, onDay }) => !differs || onDay.getUTCDate() === 11)).toBe(true)
  // A day whose register never came, with the blocks of its first half.
  expect(rows.filter(({ known }) => known < 48).every(({ known, differs }) => known === 27 && differs === null)).toBe(
    true,
  )
  expect(await services.db.meterDay.count({ where: { source: 'BLOCKS' } })).toBe(0)
})

test('one home has gone above its load, in two months of the financial year', async () => {
  const rows = await services.db.$queryRaw<{ consumerNo: string; months: number }[]>`
    select c."consumerNo", count(distinct date_trunc('month', d."onDay"))::int as months
    from "MeterDay" d join "Connection" c on c.id = d."connectionId"
    join "ConnectionTerms" t using ("connectionId")
    where d."onDay" >= '2026-04-01' and d."maxDemandW" > t."sanctionedLoadW" group by 1`
  expect(rows).toEqual([{ consumerNo: '100044280028', months: 2 }])
})

test('one home has low evenings and high nights, others a supply that is fine', async () => {
  const [asha] = await services.db.$queryRaw<{ below: number; above: number; out: number; farBelow: number }[]>`
    select sum("minutesBelow")::int as below, sum("minutesAbove")::int as above, sum("minutesOut")::int as out,
      sum("minutesFarBelow")::int as "farBelow"
    from "BlockDay" b join "Connection" c on c.id = b."connectionId" where c."consumerNo" = '100044280028'`
  expect(asha).toMatchObject({ farBelow: 0 })
  expect([asha?.below, asha?.above, asha?.out].every((minutes) => Number(minutes) > 60)).toBe(true)
})

test('each person of the demo has a story on its tour', async () => {
  const phones = await listDemoPhones(services)
  expect(phones).toHaveLength(12)
  for (const { mobile } of phones) expect(textsFor('hi', 'demo').has(`story_${mobile}`), mobile).toBe(true)
})
