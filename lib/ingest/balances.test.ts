import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { MASTER_HEADER, masterRow, taken } from './test-files.ts'

let services: TestServices
let serial = 0
/** A prepaid connection that no other test reads. */
let consumerNo = ''

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(async () => {
  serial += 1
  consumerNo = `0880${String(serial).padStart(5, '0')}`
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial, { mode: 'PREPAID' })}\n`)
})

const file = (...rows: string[]) => ['consumer_no,balance_rupees,as_of', ...rows, ''].join('\n')
const stored = () =>
  services.db.prepaidBalance.findMany({
    where: { connection: { consumerNo } },
    orderBy: { asOf: 'asc' },
    select: { asOf: true, balancePaise: true },
  })

test('a file of balances is taken once; a balance may be below zero', async () => {
  const rows = file(
    `${consumerNo},412.60,2026-11-22 06:00`,
    `${consumerNo},-35.5,2026-11-23 06:00`,
    `${consumerNo},0,2026-11-20`,
  )
  expect(await taken(services, 'balances', rows)).toMatchObject({ accepted: 3, rejected: 0 })
  expect(await taken(services, 'balances', rows)).toMatchObject({ accepted: 0, unchanged: 3, rejected: 0 })
  expect((await stored()).map(({ balancePaise }) => balancePaise)).toEqual([0n, 41_260n, -3_550n])
})

test('a later file corrects what was said of an instant', async () => {
  await taken(services, 'balances', file(`${consumerNo},412.60,2026-11-22 06:00`))
  const corrected = file(`${consumerNo},402.60,2026-11-22T06:00:00+05:30`)
  expect(await taken(services, 'balances', corrected)).toMatchObject({ accepted: 1 })
  expect((await stored()).map(({ balancePaise }) => balancePaise)).toEqual([40_260n])
})

test('a dry run changes nothing', async () => {
  const rows = file(`${consumerNo},412.60,2026-11-22 06:00`)
  expect(await taken(services, 'balances', rows, { isDryRun: true })).toMatchObject({ accepted: 1 })
  expect(await stored()).toEqual([])
})

test.each([
  ['NO,412.60,2026-11-22', 'consumer_no NO is unknown'],
  ['C,,2026-11-22', 'balance_rupees is empty'],
  ['C,ten,2026-11-22', 'balance_rupees is not an amount in rupees: "ten"'],
  ['C,412.605,2026-11-22', 'balance_rupees is not an amount in rupees: "412.605"'],
  ['C,99999999999999999,2026-11-22', 'balance_rupees is no possible amount: "99999999999999999"'],
  ['C,-99999999999999999,2026-11-22', 'balance_rupees is no possible amount: "-99999999999999999"'],
  ['C,412.60,', 'as_of is empty'],
  ['C,412.60,22.11.2026', 'as_of is not a time: "22.11.2026"'],
  ['C,412.60,2026-11-24', 'as_of is in the future: "2026-11-24"'],
  ['C,412.60,0001-01-01 00:00:00', 'as_of is not a time: "0001-01-01 00:00:00"'],
  ['C,412.61,2026-11-01', 'says something else than line 2, which names the same'],
])('%s is rejected', async (row, reason) => {
  const result = await taken(
    services,
    'balances',
    file(`${consumerNo},412.60,2026-11-01`, row.replace(/^C\b/, consumerNo)),
  )
  expect(result).toMatchObject({ accepted: 1, rejected: 1, reasons: [`3: ${reason}`] })
})

test('a connection that pays afterwards has no balance', async () => {
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(90_000)}\n`)
  const result = await taken(services, 'balances', file('088090000,100,2026-11-22'))
  expect(result.reasons).toEqual(['2: consumer_no 088090000 is not prepaid'])
})
