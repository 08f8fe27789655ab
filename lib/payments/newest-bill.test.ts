import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day } from '#lib/units/ist.ts'
import { billOfPayment } from './newest-bill.ts'
import { makeBill, makeHome } from './test-bills.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-01T18:00:00+05:30')
})
afterAll(() => services.close())

test('a payment is for a bill that is out, be it dated the day after, and for none that came later', async () => {
  const home = await makeHome(services)
  const { connectionId } = home
  const older = await makeBill(services, home, { of: '2026-09', own: 20_000 })
  // Issued on the 1st, dated the 2nd.
  const newer = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const of = async (paidOn: string, namedBillId: string | null = null) =>
    (await billOfPayment(services.db, connectionId, { paidOn: day(paidOn), namedBillId }))?.id ?? null
  expect([await of('2026-11-01'), await of('2026-11-02')]).toEqual([newer.id, newer.id])
  expect([await of('2026-10-31'), await of('2026-10-31', newer.id), await of('2026-10-01')]).toEqual([
    ...[older.id, newer.id, null],
  ])
})
