import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addMonths, month } from '#lib/units/ist.ts'
import { sumPaise } from '#lib/units/paise.ts'
import { compareBills } from './compare-bills.ts'
import { issueBills } from './issue-bills.ts'
import { connectHome, loadExampleTariff, officer, payAtCounter, readMonth, type TestHome } from './test-homes.ts'

let services: TestServices
let home: TestHome
let bills: { id: string; month: string; payableByDuePaise: bigint }[]

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services)
  // Unpaid in May, paid with some ahead in July: arrears, surcharge and an advance come and go.
  for (const [of, wh] of [
    ...([
      ['2026-04', 3_000],
      ['2026-05', 4_000],
      ['2026-06', 9_000],
      ['2026-07', 11_000],
      ['2026-08', 2_000],
    ] as const),
  ]) {
    await readMonth(services, home, of, wh)
    services.setTime(`${addMonths(month(of), 1)}-04T10:00:00+05:30`)
    if (of === '2026-07') await payAtCounter(services, home, 9_000, '2026-07-28T12:00:00+05:30')
    await issueBills(services, officer, { month: month(of) })
  }
  bills = await services.db.bill.findMany({
    where: { connectionId: home.id },
    orderBy: { month: 'asc' },
    select: { id: true, month: true, payableByDuePaise: true },
  })
})
afterAll(() => services.close())

const compare = (billId: string, withId?: string, actor = home.actor) =>
  compareBills(services, actor, { connectionId: home.id, billId, ...(withId && { withId }) })

test('any two issued bills are taken apart to the paisa, with all that was carried over', async () => {
  expect(bills).toHaveLength(5)
  const causes = new Set<string>()
  for (const bill of bills) {
    for (const other of bills) {
      if (bill === other) continue
      const found = await compare(bill.id, other.id)
      expect(found?.differencePaise).toBe(bill.payableByDuePaise - other.payableByDuePaise)
      expect(sumPaise(found?.parts.map(({ amountPaise }) => amountPaise) ?? [])).toBe(found?.differencePaise)
      for (const { cause } of found?.parts ?? []) causes.add(cause)
    }
  }
  for (const cause of ['DAYS', 'UNITS', 'DUTY', 'SUBSIDY', 'ARREARS', 'DPS', 'ADVANCE', 'ROUNDING'] as const)
    expect(causes).toContain(cause)
})

test('without another bill named, it is the one before', async () => {
  const found = await compare(bills[2]?.id ?? '')
  expect([found?.bill.month, found?.other.month]).toEqual(['2026-06', '2026-05'])
  expect(found?.choices.map(({ month }) => month)).toEqual(['2026-08', '2026-07', '2026-05', '2026-04'])
  expect(await compare(bills[0]?.id ?? '')).toBeNull()
})

test('a bill of somebody else, an unknown one and the bill itself are nothing to compare with', async () => {
  const stranger = await connectHome(services)
  await readMonth(services, stranger, '2026-10', 3_000)
  services.setTime('2026-11-04T10:00:00+05:30')
  await issueBills(services, officer, { month: month('2026-10'), consumerNo: stranger.consumerNo })
  const theirs = await services.db.bill.findFirstOrThrow({ where: { connectionId: stranger.id }, select: { id: true } })
  const [first, second] = bills
  if (!first || !second) throw new Error('The home has bills.')
  expect(await compare(second.id, theirs.id)).toBeNull()
  expect(await compare(theirs.id, second.id)).toBeNull()
  expect(await compare(second.id, second.id)).toBeNull()
  expect(await compare(second.id, 'no id')).toBeNull()
  expect(await compare(second.id, first.id, stranger.actor)).toBeNull()
})
