import { afterAll, beforeAll, expect, test } from 'vitest'
import { getBill } from '#lib/billing/get-bill.ts'
import { homeView } from '#lib/billing/home-view.ts'
import { issueBill } from '#lib/billing/issue-bill.ts'
import {
  connectHome,
  loadExampleTariff,
  officer,
  payAtCounter,
  readMonth,
  type TestHome,
} from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { month } from '#lib/units/ist.ts'
import { taken } from './test-files.ts'

// The example tariff asks 1,972 rupees for 310 units, and nothing for 93.
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const file = (...rows: string[]) =>
  ['consumer_no,reference,disconnect_on,reason,reason_text,withdrawn_on', ...rows, ''].join('\n')

async function homeWithBill(whADay: number): Promise<TestHome & { billId: string }> {
  const home = await connectHome(services)
  await readMonth(services, home, '2026-10', whADay)
  const issued = await issueBill(services, officer, { connectionId: home.id, month: month('2026-10') })
  if (!issued.ok) throw new Error(issued.reason)
  return { ...home, billId: issued.billId }
}
const seen = async (home: TestHome & { billId: string }) => ({
  home: (await homeView(services, home.actor, home.id))?.disconnection,
  bill: (await getBill(services, home.actor, { connectionId: home.id, billId: home.billId }))?.disconnection,
})

test('a notice for dues is shown with its day and words until the dues are paid', async () => {
  const home = await homeWithBill(10_000)
  const rows = file(`${home.consumerNo},D-1,2026-12-05,DUES,"Dues of more than two months",`)
  expect(await taken(services, 'disconnections', rows)).toMatchObject({ accepted: 1, rejected: 0 })
  expect(await taken(services, 'disconnections', rows)).toMatchObject({ accepted: 0, unchanged: 1 })
  const notice = { disconnectOn: '2026-12-05', reason: 'DUES', words: 'Dues of more than two months' }
  expect(await seen(home)).toEqual({ home: notice, bill: notice })
  await payAtCounter(services, home, 1972, '2026-11-20T10:00:00+05:30')
  expect(await seen(home)).toEqual({ home: null, bill: null })
})

test('a notice whose dues were paid does not come back with a later bill, nor hides the notice of that one', async () => {
  const home = await homeWithBill(10_000)
  await taken(services, 'disconnections', file(`${home.consumerNo},D-1,2026-12-05,DUES,,`))
  await payAtCounter(services, home, 1972, '2026-11-20T10:00:00+05:30')
  await readMonth(services, home, '2026-11', 10_000)
  services.setTime('2026-12-02T10:00:00+05:30')
  try {
    const issued = await issueBill(services, officer, { connectionId: home.id, month: month('2026-11') })
    const newer = { ...home, billId: issued.ok ? issued.billId : '' }
    expect((await homeView(services, home.actor, home.id))?.bill?.unpaidPaise).toBeGreaterThan(0n)
    expect(await seen(newer)).toEqual({ home: null, bill: null })
    services.setTime('2027-01-20T10:00:00+05:30')
    await taken(services, 'disconnections', file(`${home.consumerNo},D-2,2027-02-05,DUES,,`))
    expect((await seen(newer)).home).toMatchObject({ disconnectOn: '2027-02-05' })
  } finally {
    services.setTime('2026-11-23T10:00:00+05:30')
  }
})

test('a later row corrects the day, or takes the notice back', async () => {
  const home = await homeWithBill(10_000)
  await taken(services, 'disconnections', file(`${home.consumerNo},D-2,2026-12-05,DUES,,`))
  const corrected = file(`${home.consumerNo},D-2,2026-12-12,DUES,,`)
  expect(await taken(services, 'disconnections', corrected)).toMatchObject({ accepted: 1 })
  expect((await seen(home)).home).toMatchObject({ disconnectOn: '2026-12-12' })
  const withdrawn = file(`${home.consumerNo},D-2,2026-12-12,DUES,,2026-11-22`)
  expect(await taken(services, 'disconnections', withdrawn)).toMatchObject({ accepted: 1 })
  expect(await seen(home)).toEqual({ home: null, bill: null })
})

test('a notice for safety stands although nothing is owed', async () => {
  const home = await homeWithBill(3_000)
  await taken(services, 'disconnections', file(`${home.consumerNo},S-1,2026-12-01,safety,"तार खुला है",`))
  expect(await seen(home)).toEqual({
    home: { disconnectOn: '2026-12-01', reason: 'SAFETY', words: 'तार खुला है' },
    bill: null,
  })
})

test.each([
  ['NO,D-1,2026-12-05,DUES,,', 'consumer_no NO is unknown'],
  ['C,D-1,05-12-2026,DUES,,', 'disconnect_on is not a day (YYYY-MM-DD): "05-12-2026"'],
  ['C,D-1,2026-12-05,ANGER,,', 'reason is not DUES or SAFETY or OTHER: "ANGER"'],
  ['C,D-1,2026-12-05,DUES,,2026-11-24', 'withdrawn_on is after today: 2026-11-24'],
  [`C,D-1,2026-12-05,DUES,${'x'.repeat(201)},`, 'reason_text is longer than 200 characters'],
])('%s is refused', async (row, reason) => {
  const { consumerNo } = await connectHome(services)
  const result = await taken(services, 'disconnections', file(row.replace(/^C,/, `${consumerNo},`)))
  expect(result).toMatchObject({ accepted: 0, rejected: 1, reasons: [`2: ${reason}`] })
})
