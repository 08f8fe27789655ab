import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordCounterPayment } from '#lib/payments/record-counter-payment.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { statementOfAccount, statementOfYear } from './statement-of-account.ts'

let services: TestServices
const COUNTER = { kind: 'system', name: 'test' } as const

beforeAll(async () => {
  services = await testServices('2026-11-20T10:00:00+05:30')
})
afterAll(() => services.close())

const pay = (home: Home, reference: string, amount: number, at: string) =>
  recordCounterPayment(services, COUNTER, {
    ...{ consumerNo: home.consumerNo, channel: 'COUNTER', reference },
    ...{ amountPaise: paise(amount), paidAt: new Date(at) },
  })

test('opening, what was charged and paid, and closing add up, day by day and over the years', async () => {
  const home = await makeHome(services)
  const february = await makeBill(services, home, { of: '2026-02', own: 50_000 })
  const march = await makeBill(services, home, { of: '2026-03', own: 70_000 })
  await pay(home, 'st-1', 130_000, '2026-04-20T11:00:00+05:30')
  const april = await makeBill(services, home, { of: '2026-04', own: 40_000 })

  const place = { connectionId: home.connectionId, april: month('2025-04') }
  const before = await statementOfYear(services, home.actor, place)
  expect(before?.years).toEqual(['2025-04', '2026-04'])
  expect(before?.statement).toMatchObject({
    openingPaise: 0n,
    chargesPaise: 50_000n,
    closingPaise: 50_000n,
    to: '2026-03-31',
  })

  const now = await statementOfYear(services, home.actor, { ...place, april: null })
  expect(now?.statement).toMatchObject({
    ...{ openingPaise: 50_000n, chargesPaise: 110_000n, creditsPaise: 130_000n, closingPaise: 30_000n },
    ...{ from: '2026-04-01', to: '2026-11-20', consumerNo: home.consumerNo },
  })
  expect(now?.statement.rows.map(({ kind, changePaise, balancePaise }) => [kind, changePaise, balancePaise])).toEqual([
    ['BILL_ISSUED', 70_000n, 120_000n],
    ['PAYMENT', -130_000n, -10_000n],
    // What was paid ahead pays for this bill: that moves nothing.
    ['BILL_ISSUED', 40_000n, 30_000n],
  ])
  const [second, payment, third] = now?.statement.rows ?? []
  expect([second?.bill?.id, third?.bill?.id]).toEqual([march.id, april.id])
  expect(payment?.payment).toMatchObject({ channel: 'COUNTER', receiptNo: expect.stringMatching(/^R/) })
  expect(before?.statement.rows[0]?.bill?.id).toBe(february.id)
})

test('a day that is named counts from its first to its last moment in India', async () => {
  const home = await makeHome(services)
  await makeBill(services, home, { of: '2026-09', own: 10_000 })
  await pay(home, 'st-2', 1_000, '2026-10-10T00:00:00+05:30')
  await pay(home, 'st-3', 2_000, '2026-10-10T23:59:59+05:30')
  await pay(home, 'st-4', 4_000, '2026-10-11T00:00:00+05:30')
  const on = { connectionId: home.connectionId, from: '2026-10-10', to: '2026-10-10' } as Parameters<
    typeof statementOfAccount
  >[2]
  const day = await statementOfAccount(services, home.actor, on)
  expect(day).toMatchObject({ openingPaise: 10_000n, creditsPaise: 3_000n, closingPaise: 7_000n })
})

test('a bill that is issued before its date is within the days of the statement', async () => {
  const home = await makeHome(services)
  // Bills may be made on the first of a month and dated the second.
  await makeBill(services, home, { of: '2026-11', own: 10_000 })
  const found = await statementOfYear(services, home.actor, { connectionId: home.connectionId, april: null })
  expect(found?.statement.rows.map(({ on }) => on)).toEqual(['2026-12-02'])
  expect(found?.statement).toMatchObject({ to: '2026-12-02', closingPaise: 10_000n })
})

test('a stranger gets none, and a year that is none of the account is the running one', async () => {
  const [home, stranger] = [await makeHome(services), await makeHome(services)]
  const place = { connectionId: home.connectionId, april: month('2031-04') }
  expect(await statementOfYear(services, stranger.actor, place)).toBeNull()
  expect(await statementOfYear(services, home.actor, { ...place, connectionId: 'no-id' })).toBeNull()
  const own = await statementOfYear(services, home.actor, place)
  expect(own).toMatchObject({ april: '2026-04', years: ['2026-04'], statement: { rows: [], closingPaise: 0n } })
  for (const april of ['2025-05', '2025-04', '2011-04'].map(month))
    expect((await statementOfYear(services, home.actor, { ...place, april }))?.april).toBe('2026-04')
})
