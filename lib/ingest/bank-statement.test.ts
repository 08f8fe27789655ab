import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import { knownElsewhereUntil } from '#lib/payments/known-elsewhere-until.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { startTogether } from '#lib/payments/start-together.ts'
import { type Home, makeBill, makeHome, type TestBill } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { taken } from './test-files.ts'

let services: TestServices
let home: Home
let bill: TestBill
let serial = 100_000

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
})
afterAll(async () => {
  const verified = await verifyLedger(services, null)
  expect(verified.filter(({ broken }) => broken.length > 0)).toEqual([])
  await services.close()
})
beforeEach(async () => {
  services.setTime('2026-11-05T10:00:00+05:30')
  home = await makeHome(services)
  bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
  serial += 1
})

const HEADER = 'consumer_no,amount_rupees,paid_at,channel,reference,utr'
const load = (rows: string[], options = {}) => taken(services, 'payments', [HEADER, ...rows, ''].join('\n'), options)
const line = (tr: string, rupees: string, { utr = `6300${serial}`, at = '2026-11-05 10:00' } = {}) =>
  `,${rupees},${at},UPI,${tr},${utr}`
const attempt = async () => {
  const started = await startPayment(services, home.actor, { billId: bill.id })
  if (!started?.ok) throw new Error('The bill could not be paid.')
  return services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
}
const owed = async ({ connectionId } = home) => [
  totalUnpaid(await billStandings(services.db, connectionId)),
  await advanceOf(services.db, connectionId),
]
const alarmsOf = async (reference: string) =>
  (await services.db.paymentAlarm.findMany({ where: { reference } })).map(({ kind }) => kind)

describe('the bank’s statement of the utility’s own address', () => {
  test('pays the attempt that its tr names, for its own day, however late it comes', async () => {
    const { id, reference } = await attempt()
    services.setTime('2026-11-07T09:00:00+05:30')
    expect(await load([line(reference, '1043.05')])).toMatchObject({ accepted: 1 })
    expect(await owed()).toEqual([0n, 0n])
    const place = { connectionId: home.connectionId, attemptId: id }
    expect(await getAttempt(services, home.actor, place)).toMatchObject({ state: 'PAID' })
    const payment = await services.db.payment.findFirstOrThrow({
      where: { attemptId: id },
      include: { transaction: { include: { entries: true } } },
    })
    expect(payment).toMatchObject({ channel: 'UPI_DIRECT', utr: `6300${serial}`, amountPaise: 104_305n })
    expect(payment.transaction.entries.find(({ side }) => side === 'DEBIT')?.account).toBe('BANK')
  })

  test('pays a bill by its standing QR, and several connections by theirs', async () => {
    expect(await load([line(bill.paymentReference, '1075.00')])).toMatchObject({ accepted: 1 })
    // Paid in full and early: the rebates are paid ahead.
    expect(await owed()).toEqual([0n, 3_195n])
    const other = await makeHome(services)
    await makeBill(services, other, { of: '2026-10', own: 20_000 })
    const begun = await startTogether(services, other.actor, { connectionIds: [other.connectionId] })
    const batchId = begun?.ok ? begun.batchId : ''
    const { reference } = await services.db.paymentBatch.findUniqueOrThrow({ where: { id: batchId } })
    expect(await load([line(reference, '200.00', { utr: `6400${serial}` })])).toMatchObject({ accepted: 1 })
    expect(await owed(other)).toEqual([0n, 0n])
  })

  test('puts money of an unknown reference into suspense, and says so', async () => {
    expect(await load([line(`NOBODY${serial}`, '10.00')])).toMatchObject({ accepted: 1 })
    const payment = await services.db.payment.findFirstOrThrow({
      where: { reference: `6300${serial}` },
      include: { transaction: { include: { entries: true } } },
    })
    expect(payment.connectionId).toBeNull()
    expect(payment.transaction.entries.map(({ account }) => account).sort()).toEqual(['BANK', 'SUSPENSE'])
    expect(await alarmsOf(`6300${serial}`)).toEqual(['UNKNOWN_REFERENCE'])
  })

  test('a consumer number beside an unknown reference does not make it somebody’s', async () => {
    await load([`${home.consumerNo},10.00,2026-11-05 10:00,UPI,NOBODY${serial},6300${serial}`])
    expect(await owed()).toEqual([107_500n, 0n])
  })

  test('records another amount than was asked, and raises an alarm', async () => {
    const { reference } = await attempt()
    await load([line(reference, '1000.00')])
    expect(await owed()).toEqual([7_500n, 0n])
    await load([line(bill.paymentReference, '10.00', { utr: `6500${serial}` })])
    expect(await owed()).toEqual([6_500n, 0n])
    expect([await alarmsOf(`6300${serial}`), await alarmsOf(`6500${serial}`)]).toEqual([
      ['WRONG_AMOUNT'],
      ['WRONG_AMOUNT'],
    ])
  })

  test('the same line again changes nothing, in this file, in another and in two at once', async () => {
    const { reference } = await attempt()
    const row = line(reference, '1043.05')
    expect(await load([row, row])).toMatchObject({ accepted: 1 })
    expect(await load([row])).toMatchObject({ accepted: 0, unchanged: 1 })
    const other = line(bill.paymentReference, '5.00', { utr: `6600${serial}` })
    const both = await Promise.all([load([row, other]), load([other, row])])
    expect(both[0].accepted + both[1].accepted).toBe(1)
    expect(await owed()).toEqual([0n, 500n])
    expect((await load([line(reference, '1043.06')])).reasons).toEqual([
      '2: this payment is known with another amount; without utr, two of one reference cannot be told apart',
    ])
    expect(await alarmsOf(`6300${serial}`)).toEqual(['AMOUNT_CHANGED'])
  })

  test('two payments of one reference are two by their UTR, and one without it', async () => {
    await load([
      line(bill.paymentReference, '1075.00'),
      line(bill.paymentReference, '1075.00', { utr: `6700${serial}` }),
    ])
    expect(await owed()).toEqual([0n, 110_695n])
    const plain = (rupees: string) => `,${rupees},2026-11-05 10:00,UPI,${bill.paymentReference},`
    expect(await load([plain('7.00')])).toMatchObject({ accepted: 1 })
    expect(await load([plain('7.00')])).toMatchObject({ accepted: 0, unchanged: 1 })
  })

  test('what the gateway has told of already is the same money', async () => {
    const { reference } = await attempt()
    await tell(services, { paymentId: `pay_${serial}`, reference, amount: 104_305 })
    const { utr } = await services.db.payment.findFirstOrThrow({ where: { reference: `pay_${serial}` } })
    const row = line(reference, '1043.05', { utr: utr ?? '' })
    expect(await load([row], { isDryRun: true })).toMatchObject({ unchanged: 1 })
    expect(await load([row])).toMatchObject({ accepted: 0, unchanged: 1 })
    expect(await owed()).toEqual([0n, 0n])
    const more = line(reference, '1043.06', { utr: utr ?? '' })
    for (const isDryRun of [true, false])
      expect((await load([more], { isDryRun })).reasons).toEqual([
        '2: this payment is known with another amount; without utr, two of one reference cannot be told apart',
      ])
    expect(await alarmsOf(utr ?? '')).toEqual(['AMOUNT_CHANGED'])
  })

  test('a dry run says what would be, and books nothing', async () => {
    const rows = [
      line(bill.paymentReference, '1075.00'),
      line('X', '0', { utr: '' }),
      line('Y', '1.00', { at: '2026-11-06', utr: '' }),
    ]
    expect(await load(rows, { isDryRun: true })).toMatchObject({
      accepted: 1,
      reasons: ['3: amount_rupees is not above zero', '4: paid_at is in the future'],
    })
    expect(await owed()).toEqual([107_500n, 0n])
  })

  test('says nothing about counters: those are known until their own last list', async () => {
    const counter = (reference: string) => `${home.consumerNo},1.00,2026-11-05 09:00,COUNTER,${reference},`
    services.setTime('2026-11-05T11:00:00+05:30')
    await load([counter(`C-${serial}`)])
    const known = await knownElsewhereUntil(services)
    expect(known).toEqual(services.now())
    services.setTime('2026-11-05T12:00:00+05:30')
    await load([line(bill.paymentReference, '1.00')])
    expect(await knownElsewhereUntil(services)).toEqual(known)
    services.setTime('2026-11-05T13:00:00+05:30')
    await load([counter(`C-${serial}`)])
    expect(await knownElsewhereUntil(services)).toEqual(services.now())
  })
})
