import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addMonths, type Month, month } from '#lib/units/ist.ts'
import { compareBills } from './compare-bills.ts'
import { getBill } from './get-bill.ts'
import { issueBills } from './issue-bills.ts'
import { listBills } from './list-bills.ts'
import { connectHome, loadExampleTariff, officer, payAtCounter, readMonth, type TestHome } from './test-homes.ts'

const MONTHS = ['2026-06', '2026-07', '2026-08', '2026-09'].map(month)

let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services)
  for (const of of MONTHS) {
    await readMonth(services, home, of, 9_000)
    services.setTime(`${addMonths(of, 1)}-04T10:00:00+05:30`)
    await issueBills(services, officer, { month: of })
    if (of !== '2026-06') continue
    const [june] = await listBills(services, home.actor, home.id)
    await payAtCounter(services, home, Number(june?.unpaidPaise) / 100, '2026-07-05T12:00:00+05:30')
  }
})
afterAll(() => services.close())

const list = async (options?: Parameters<typeof listBills>[3]) =>
  (await listBills(services, home.actor, home.id, options)).map(({ month: of, state }) => `${of} ${state}`)

test('bills come page by page, each standing as on a page with all of them', async () => {
  const all = await list()
  expect(all.map((said) => said.slice(0, 7))).toEqual(MONTHS.toReversed())
  expect(await list({ limit: 2 })).toEqual(all.slice(0, 2))
  expect(await list({ limit: 2, before: '2026-08' as Month })).toEqual(all.slice(2))
  expect(await list({ before: '2026-06' as Month })).toEqual([])
})

test('what is unpaid of an old bill stands on the newest, whichever of them are listed', async () => {
  const bills = await listBills(services, home.actor, home.id)
  const [newest, ...older] = bills
  expect(newest?.state).toBe('DUE')
  for (const { id, state, unpaidPaise } of older) {
    const bill = await getBill(services, home.actor, { connectionId: home.id, billId: id })
    expect([bill?.state, bill?.unpaidPaise]).toEqual([state, unpaidPaise])
    expect(bill?.carriedBy?.id).toBe(state === 'CARRIED_OVER' ? newest?.id : undefined)
  }
  expect(older.map(({ state }) => state)).toContain('CARRIED_OVER')
})

test('a bill tells of the months that end with it', async () => {
  const bills = await listBills(services, home.actor, home.id)
  const july = bills.find(({ month: of }) => of === '2026-07')
  const bill = await getBill(services, home.actor, { connectionId: home.id, billId: july?.id ?? '' })
  expect(bill?.history.map(({ month: of }) => of)).toEqual(['2026-06', '2026-07'])
})

test('the one that is compared with is among the choices', async () => {
  const [newest, , , oldest] = await listBills(services, home.actor, home.id)
  const asked = { connectionId: home.id, billId: newest?.id ?? '', withId: oldest?.id ?? '' }
  const found = await compareBills(services, home.actor, asked)
  expect(found?.choices.map(({ month: of }) => of)).toEqual(['2026-08', '2026-07', '2026-06'])
})

test('a stranger gets none of them', async () => {
  const stranger = await connectHome(services)
  expect(await listBills(services, stranger.actor, home.id)).toEqual([])
  expect(await listBills(services, stranger.actor, home.id, { before: '2026-08' as Month })).toEqual([])
})
