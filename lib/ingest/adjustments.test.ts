import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { MASTER_HEADER, masterRow, taken } from './test-files.ts'

let services: TestServices
let serial = 0
/** A connection that no other test reads. */
let consumerNo = ''

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(async () => {
  serial += 1
  consumerNo = `0880${String(serial).padStart(5, '0')}`
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial)}\n`)
})

const file = (...rows: string[]) => ['consumer_no,reason,amount_rupees,reference', ...rows, ''].join('\n')
const stored = () =>
  services.db.adjustment.findMany({
    where: { connection: { consumerNo } },
    orderBy: { reference: 'asc' },
    select: { reason: true, amountPaise: true, reference: true },
  })

test('a file of adjustments is taken once', async () => {
  const rows = file(`${consumerNo},DEPOSIT_INTEREST,-120.50,INT-2026`, `${consumerNo},duty,20,ORDER 7/26`)
  expect(await taken(services, 'adjustments', rows)).toMatchObject({ accepted: 2, rejected: 0 })
  expect(await taken(services, 'adjustments', rows)).toMatchObject({ accepted: 0, unchanged: 2, rejected: 0 })
  expect(await stored()).toEqual([
    { reason: 'DEPOSIT_INTEREST', amountPaise: -12_050n, reference: 'INT-2026' },
    { reason: 'DUTY', amountPaise: 2_000n, reference: 'ORDER 7/26' },
  ])
})

test('another amount under a known reference is refused, and the first one stays', async () => {
  await taken(services, 'adjustments', file(`${consumerNo},OTHER,-50,A1`))
  const other = await taken(services, 'adjustments', file(`${consumerNo},OTHER,-60,A1`))
  expect(other).toMatchObject({ accepted: 0, rejected: 1 })
  expect(other.reasons).toEqual(['2: reference is known with another amount'])
  expect(await stored()).toMatchObject([{ amountPaise: -5_000n }])
})

test('a dry run changes nothing', async () => {
  const rows = file(`${consumerNo},OTHER,-50,A1`)
  expect(await taken(services, 'adjustments', rows, { isDryRun: true })).toMatchObject({ accepted: 1 })
  expect(await stored()).toEqual([])
})

test.each([
  ['NO,OTHER,-50,A1', 'consumer_no NO is unknown'],
  ['C,TRUE_UP,-50,A1', 'reason is not DUTY or DEPOSIT_INTEREST or OTHER: "TRUE_UP"'],
  ['C,OTHER,0,A1', 'amount_rupees is zero'],
  ['C,OTHER,much,A1', 'amount_rupees is not an amount in rupees: "much"'],
  ['C,OTHER,-50,', 'reference is empty'],
])('%s is refused: %s', async (row, reason) => {
  const result = await taken(services, 'adjustments', file(row.replace(/^C,/, `${consumerNo},`)))
  expect(result).toMatchObject({ accepted: 0, rejected: 1, reasons: [`2: ${reason}`] })
})
