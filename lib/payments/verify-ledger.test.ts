import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { chainOf } from '#lib/ledger/chain.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { DemoLogLine } from './gateway/demo-log.ts'
import { startPayment } from './start-payment.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'
import { tell } from './test-events.ts'
import { verifiedText, verifyLedger } from './verify-ledger.ts'

let services: TestServices
let home: Home
let bill: TestBill
let attemptId: string

const CAPTURED = { kind: 'captured', paymentId: 'pay_one', reference: 'R', amountPaise: '20000', at: '' } as const
const LOG: DemoLogLine[] = [CAPTURED, { kind: 'answered', eventId: 'evt_one', status: 200 }]

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  home = await makeHome(services)
  await makeBill(services, home, { of: '2026-09', own: 30_000, subsidy: 12_000 })
  bill = await makeBill(services, home, { of: '2026-10', own: 50_000, surcharge: 300 })
  const prepaid = await makeHome(services)
  await makeBill(services, prepaid, { of: '2026-10', own: 40_000, mode: 'PREPAID' })
  await tell(services, { paymentId: 'pay_one', reference: bill.paymentReference, amount: 20_000 }, 'evt_one')
  const started = await startPayment(services, home.actor, { billId: bill.id })
  attemptId = started?.ok ? started.attemptId : ''
})
afterAll(() => services.close())

/** What is broken once `plant` has done its damage, which is undone afterwards. */
async function brokenAfter(plant: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  let broken: string[] = []
  const undo = new Error('undo')
  // As the owner: the portal's account could do little of it.
  await services
    .asOwner()
    .$transaction(async (tx) => {
      await plant(tx)
      const verified = await verifyLedger({ db: tx as Db, now: services.now }, LOG)
      broken = verified.filter((check) => check.broken.length > 0).map(({ id }) => id)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return broken
}

/** Writes a transaction with these entries as nothing in the portal would. */
async function plantTransaction(tx: Tx, kind: 'PAYMENT' | 'REBATE', entries: { connectionId?: string }[]) {
  const at = services.now()
  const connectionId = entries.find((one) => one.connectionId)?.connectionId ?? null
  const chainId = chainOf(connectionId)
  const { id } = await tx.ledgerTransaction.create({
    data: {
      chainId,
      id: randomUUID(),
      kind,
      reference: 'COUNTER:planted',
      connectionId,
      occurredAt: at,
      recordedAt: at,
    },
  })
  const rows = entries.map((one, index) => ({ chainId, transactionId: id, position: index + 1, ...one }))
  await tx.ledgerEntry.createMany({ data: rows as never })
  // Now instead of at the commit that never comes: the chain itself is whole.
  await tx.$executeRaw`set constraints "LedgerTransaction_sealed" immediate`
}

const entry = (
  side: string,
  account: string,
  amountPaise: bigint,
  of: { connectionId?: string; billId?: string } = {},
) => ({
  side,
  account,
  amountPaise,
  ...of,
})

describe('the invariants', () => {
  test('hold, and each has its line', async () => {
    const verified = await verifyLedger(services, LOG)
    expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
    expect(verified.map(({ id }) => id)).toEqual(Array.from({ length: 14 }, (_, index) => `INV${index + 1}`))
    expect(verifiedText(verified)).toMatch(/14 passed, 0 failed\n$/)
  })

  test('INV1 finds a transaction out of balance', async () => {
    const plant = (tx: Tx) => plantTransaction(tx, 'REBATE', [entry('DEBIT', 'REBATE', 5n)])
    expect(await brokenAfter(plant)).toEqual(['INV1'])
  })

  test.each([
    ['a capture that was not credited', [...LOG, { ...CAPTURED, paymentId: 'pay_lost' }], 'INV2'],
    ['a credit that was not captured', LOG.slice(1), 'INV2'],
    ['another amount', [{ ...CAPTURED, amountPaise: '1' }, ...LOG.slice(1)], 'INV2'],
    ['an answered event that is not there', [...LOG, { kind: 'answered', eventId: 'evt_lost', status: 200 }], 'INV6'],
  ] as [string, DemoLogLine[], string][])("the gateway's log shows %s", async (_, log, id) => {
    const verified = await verifyLedger(services, log)
    expect(verified.filter(({ broken }) => broken.length > 0).map((check) => check.id)).toEqual([id])
  })

  test('INV3 finds a transaction without its payment', async () => {
    const entries = [entry('DEBIT', 'COUNTER_CLEARING', 5n), entry('CREDIT', 'SUSPENSE', 5n)]
    expect(await brokenAfter((tx) => plantTransaction(tx, 'PAYMENT', entries))).toEqual(['INV3'])
  })

  test('INV4 finds refunds above their payment, and one whose money is not owed as agreed, or did not leave as paid', async () => {
    const payment = await services.db.payment.findFirstOrThrow({ where: { reference: 'pay_one' } })
    const refund = (amountPaise: bigint, state: 'REQUESTED' | 'AGREED' | 'PAID') => ({
      ...{
        chainId: payment.chainId,
        id: randomUUID(),
        paymentId: payment.id,
        amountPaise,
        reason: 'OTHER' as const,
        state,
      },
      ...{ requestedBy: 'officer-one', requestedAt: services.now() },
    })
    const above = async (tx: Tx) => {
      await tx.$executeRaw`alter table "Refund" disable trigger "Refund_within_payment"`
      await tx.refund.createMany({ data: [refund(15_000n, 'REQUESTED'), refund(15_000n, 'REQUESTED')] })
    }
    expect(await brokenAfter(above)).toEqual(['INV4'])
    for (const state of ['AGREED', 'PAID'] as const)
      expect(await brokenAfter((tx) => tx.refund.create({ data: refund(100n, state) }))).toEqual(['INV4'])
    expect(await brokenAfter((tx) => tx.refund.create({ data: refund(100n, 'REQUESTED') }))).toEqual([])
  })

  test('INV5 finds a bill settled beyond what is owed, an advance below zero, and a bill that was not booked', async () => {
    const of = { connectionId: home.connectionId, billId: bill.id }
    const beyond = [entry('DEBIT', 'REBATE', 90_000n), entry('CREDIT', 'RECEIVABLE', 90_000n, of)]
    expect(await brokenAfter((tx) => plantTransaction(tx, 'REBATE', beyond))).toEqual(['INV5'])
    const below = [entry('DEBIT', 'ADVANCE', 5n, { connectionId: home.connectionId }), entry('CREDIT', 'REBATE', 5n)]
    expect(await brokenAfter((tx) => plantTransaction(tx, 'REBATE', below))).toEqual(['INV5'])
    const line = { ...of, position: 99, code: 'FPPPA', amountPaise: 100n, arithmetic: {} }
    expect(await brokenAfter((tx) => tx.billLine.create({ data: line }))).toEqual(['INV5'])
  })

  test('INV7 finds an event that failed and one that waits', async () => {
    const event = { eventId: 'evt_planted', body: new Uint8Array(), receivedAt: services.now() }
    const failed = { ...event, processedAt: services.now(), error: 'given up' }
    expect(await brokenAfter((tx) => tx.gatewayEvent.create({ data: failed }))).toEqual(['INV7'])
    const waiting = { ...event, receivedAt: new Date(services.now().getTime() - 6 * 60_000) }
    expect(await brokenAfter((tx) => tx.gatewayEvent.create({ data: waiting }))).toEqual(['INV7'])
    expect(await brokenAfter((tx) => tx.gatewayEvent.create({ data: event }))).toEqual([])
  })

  test('INV8 finds a state without its history and a move that is not allowed', async () => {
    const { connectionId } = home
    const where = { connectionId_id: { connectionId, id: attemptId } }
    expect(await brokenAfter((tx) => tx.paymentAttempt.update({ where, data: { state: 'PAID' } }))).toEqual(['INV8'])
    const plant = async (tx: Tx) => {
      const at = services.now()
      for (const [position, fromState, toState] of [
        [2, 'CREATED', 'PAID'],
        [3, 'PAID', 'FAILED'],
      ] as const)
        await tx.paymentStateChange.create({ data: { connectionId, attemptId, position, fromState, toState, at } })
      await tx.paymentAttempt.update({ where, data: { state: 'FAILED' } })
    }
    expect(await brokenAfter(plant)).toEqual(['INV8'])
  })

  test('INV9 finds a second open attempt of a bill', async () => {
    const plant = async (tx: Tx) => {
      await tx.$executeRaw`drop index "PaymentAttempt_one_open_a_bill"`
      const at = services.now()
      const attempt = { connectionId: home.connectionId, billId: bill.id, reference: 'JAPLANTED', amountPaise: 1n }
      const { id } = await tx.paymentAttempt.create({
        data: { ...attempt, rebatePaise: 0n, createdAt: at, expiresAt: at },
      })
      const of = { connectionId: home.connectionId, attemptId: id }
      await tx.paymentStateChange.create({ data: { ...of, position: 1, toState: 'CREATED', at } })
    }
    expect(await brokenAfter(plant)).toEqual(['INV9'])
  })

  test('INV10 finds a receipt number that nobody has', async () => {
    const plant = (tx: Tx) => tx.receiptSeries.update({ where: { month: '2026-11' }, data: { last: { increment: 1 } } })
    expect(await brokenAfter(plant)).toEqual(['INV10'])
  })

  test('INV11 finds an amount that was changed all the same', async () => {
    const plant = async (tx: Tx) => {
      await tx.$executeRaw`set local session_replication_role = 'replica'`
      await tx.$executeRaw`update "LedgerEntry" set "amountPaise" = "amountPaise" * 2 where "billId" = ${bill.id}::uuid
        and "account" = 'RECEIVABLE_SURCHARGE'`
    }
    expect(await brokenAfter(plant)).toContain('INV11')
  })

  test('INV11 finds a guard that is off', async () => {
    const plant = (tx: Tx) => tx.$executeRaw`alter table "LedgerEntry" disable trigger "LedgerEntry_stays"`
    expect(await brokenAfter(plant)).toEqual(['INV11'])
  })

  test('INV11 finds a transaction without its seal, and a root that is not that of its heads', async () => {
    const unsealed = async (tx: Tx) => {
      await tx.$executeRaw`set local session_replication_role = 'replica'`
      await tx.$executeRaw`delete from "LedgerSeal" where "position" = 1 and "chainId" = ${home.connectionId}::uuid`
    }
    expect(await brokenAfter(unsealed)).toEqual(['INV11'])
    const root = { number: 1, sealedAt: services.now(), hash: new Uint8Array(32) }
    expect(await brokenAfter((tx) => tx.ledgerRoot.create({ data: root }))).toEqual(['INV11'])
  })

  test('INV12 finds a reading whose file or meter nobody knows', async () => {
    const unknown = {
      connectionId: home.connectionId,
      onDay: new Date('2019-01-01'),
      meterId: randomUUID(),
      energyWh: 1n,
    }
    const day = { ...unknown, batchId: randomUUID(), receivedAt: services.now() }
    expect(await brokenAfter((tx) => tx.meterDay.create({ data: day }))).toEqual(['INV12'])
  })

  test('INV12 finds a file that counted twice', async () => {
    const [startedAt, finishedAt] = [services.now(), services.now()]
    const batch = { kind: 'daily-reads', source: 'days.csv', contentHash: 'a', accepted: 1, startedAt, finishedAt }
    expect(await brokenAfter((tx) => tx.ingestBatch.createMany({ data: [batch, batch] }))).toEqual(['INV12'])
  })

  test('INV13 finds a complaint that is gone, one that never began, and one that stands as nobody decided', async () => {
    const registered = await registerComplaint(services, home.actor, {
      ...{ connectionId: home.connectionId, requestKey: randomUUID(), category: 'BILL' },
      ...{ since: 'October', detail: '', evidence: null },
    })
    const id = registered?.ok ? registered.complaintId : ''
    const gone = async (tx: Tx) => {
      await tx.$executeRaw`set local session_replication_role = 'replica'`
      await tx.$executeRaw`delete from "Complaint" where "id" = ${id}::uuid`
    }
    const unbegun = async (tx: Tx) => {
      await tx.$executeRaw`set local session_replication_role = 'replica'`
      await tx.$executeRaw`delete from "ComplaintEvent" where "complaintId" = ${id}::uuid`
    }
    const undecided = (tx: Tx) =>
      tx.complaint.update({ where: { id }, data: { state: 'RESOLVED', decidedAt: services.now() } })
    for (const plant of [gone, unbegun, undecided]) expect(await brokenAfter(plant), plant.name).toEqual(['INV13'])
  })

  test('INV14 finds a number that was sent too many codes', async () => {
    const message = {
      channel: 'SMS',
      toMobile: '9000000099',
      kind: 'OTP',
      text: '',
      createdAt: services.now(),
      sendAfter: services.now(),
    } as const
    const minutes = (...at: number[]) =>
      at.map((minute) => ({ ...message, createdAt: new Date(services.now().getTime() + minute * 60_000) }))
    const found = (data: object[]) => brokenAfter((tx) => tx.message.createMany({ data: data as never }))
    // Whatever the clock says: an hour of UTC begins after ninety minutes.
    expect(await found(minutes(50, 51, 52, 70, 80, 109))).toEqual(['INV14'])
    expect(await found(minutes(50, 51, 52, 70, 80, 110, 111))).toEqual([])
    const [ten, day] = [Array.from({ length: 10 }, (_, n) => n * 15), 24 * 60]
    expect(await found(minutes(...ten, day - 1))).toEqual(['INV14'])
    expect(await found(minutes(...ten, day, day + 15))).toEqual([])
    // A known browser's codes count for it, and those that the phone wrote for together.
    const own = (way: string, many: number) =>
      minutes(...ten.slice(0, many).map((at) => at / 15)).map((one, n) => ({ ...one, onceKey: `code:${way}:${n}` }))
    expect(await found([...minutes(0, 1, 2, 3, 4), ...own('chat', 5), ...own('a-browser', 5)])).toEqual([])
    expect(await found(own('chat', 6))).toEqual(['INV14'])
    expect(await found(own('a-browser', 6))).toEqual(['INV14'])
  })

  test('INV14 finds a second code within half a minute, unless the first had logged somebody in', async () => {
    const at = (seconds: number) => new Date(services.now().getTime() + seconds * 1_000)
    const challenge = (seconds: number, more: object = {}) => ({
      ...{
        purpose: 'LOGIN' as const,
        mobile: '9000000099',
        codeHash: new Uint8Array(),
        byConsumerNo: false,
        isSent: true,
      },
      ...{ subjectHash: 'one name', createdAt: at(seconds), expiresAt: at(seconds + 300), ...more },
    })
    const found = (...data: object[]) => brokenAfter((tx) => tx.otpChallenge.createMany({ data: data as never }))
    expect(await found(challenge(0, { closedAt: at(29) }), challenge(29))).toEqual(['INV14'])
    expect(await found(challenge(0), challenge(1))).toEqual(['INV14'])
    expect(await found(challenge(0, { closedAt: at(30) }), challenge(30))).toEqual([])
    expect(await found(challenge(0, { closedAt: at(5), isRight: true }), challenge(6))).toEqual([])
    // Its office ended all logins.
    expect(await found(challenge(0, { closedAt: at(5) }), challenge(6))).toEqual([])
    expect(await found(challenge(0), challenge(1, { subjectHash: 'another way to the number' }))).toEqual([])
    expect(await found(challenge(0, { isSent: false }), challenge(1))).toEqual([])
  })
})
