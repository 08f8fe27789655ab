import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { getAttempt } from './get-attempt.ts'
import { getBatch } from './get-batch.ts'
import { getReceipt } from './get-receipt.ts'
import { requestRefund } from './request-refund.ts'
import { settlePayment } from './settle-payment.ts'
import { startPayment } from './start-payment.ts'
import { startTogether } from './start-together.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'
import { tell } from './test-events.ts'
import { agreeToRefund } from './test-refunds.ts'
import { readUpiLink } from './upi-link.ts'
import { verifyLedger } from './verify-ledger.ts'

let services: TestServices
let actor: ConsumerActor
let homes: Home[]
let bills: TestBill[]

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
  homes = [await makeHome(services), await makeHome(services), await makeHome(services)]
  bills = []
  for (const [index, home] of homes.entries())
    bills.push(await makeBill(services, home, { of: '2026-10', own: (index + 1) * 10_000, digital: 100 }))
  actor = (homes[0] as Home).actor
  for (const home of homes.slice(1)) await share(home, actor)
})

/** Lets another person see a connection too. */
const share = ({ connectionId }: Home, { consumerId }: ConsumerActor) =>
  services.db.mobileLink.create({
    data: { consumerId, connectionId, proof: 'MASTER_RECORD', linkedAt: services.now() },
  })
const home = (index: number) => homes[index] as Home
const bill = (index: number) => bills[index] as TestBill
const ids = () => homes.map(({ connectionId }) => connectionId)
const begin = (connectionIds = ids(), key?: string) => startTogether(services, actor, { connectionIds }, { key })
const batchOf = async (started: Awaited<ReturnType<typeof startTogether>>) => {
  if (!started?.ok) throw new Error(started?.reason ?? 'not found')
  return services.db.paymentBatch.findUniqueOrThrow({ where: { id: started.batchId }, include: { attempts: true } })
}
const view = (batchId: string, who = actor) => getBatch(services, who, { batchId })
const unpaid = () =>
  Promise.all(ids().map(async (connectionId) => totalUnpaid(await billStandings(services.db, connectionId))))
const ahead = () => Promise.all(ids().map((connectionId) => advanceOf(services.db, connectionId)))
const made = () => services.db.paymentAttempt.count({ where: { connectionId: { in: ids() } } })
const openOf = (billId: string) =>
  services.db.paymentAttempt.count({
    where: { billId, state: { in: ['CREATED', 'SHOWN', 'PENDING', 'UNKNOWN'] } },
  })

describe('several connections by one QR', () => {
  test('pay each its own bill, with a receipt for each', async () => {
    const { id, reference } = await batchOf(await begin())
    const shown = await view(id)
    expect(shown).toMatchObject({ state: 'SHOWN', amountPaise: 59_700n, isChanged: false })
    expect(readUpiLink(shown?.upiLink ?? '')).toMatchObject({ reference, amountPaise: 59_700n })
    await tell(services, { paymentId: `pay_${id}`, reference, amount: 59_700 })
    expect(await unpaid()).toEqual([0n, 0n, 0n])
    expect(await ahead()).toEqual([0n, 0n, 0n])
    const paid = await view(id)
    expect(paid).toMatchObject({ state: 'PAID', upiLink: null })
    const receipts = await Promise.all(
      (paid?.shares ?? []).map(({ connectionId, paymentId }) =>
        getReceipt(services, actor, { connectionId, paymentId: paymentId ?? '' }),
      ),
    )
    expect(new Set(receipts.map((receipt) => receipt?.receiptNo)).size).toBe(3)
    const byHome = new Map(receipts.map((receipt) => [receipt?.consumerNo, receipt]))
    for (const [index, { consumerNo }] of homes.entries())
      expect(byHome.get(consumerNo)).toMatchObject({
        amountPaise: BigInt((index + 1) * 10_000 - 100),
        rebatePaise: 100n,
        settled: [{ billId: bill(index).id }],
      })
  })

  test('told again, by the same event or another, change nothing', async () => {
    const { id, reference } = await batchOf(await begin())
    const event = { paymentId: `pay_${id}`, reference, amount: 59_700 }
    await Promise.all(Array.from({ length: 5 }, () => tell(services, event)))
    await tell(services, event, `evt_${id}`)
    await tell(services, event, `evt_${id}`)
    const payments = await services.db.payment.findMany({
      where: { reference: `pay_${id}` },
      orderBy: { share: 'asc' },
    })
    expect(payments.map(({ share }) => share)).toEqual([1, 2, 3])
    const money = {
      channel: 'UPI',
      reference: `pay_${id}`,
      amountPaise: paise(59_700),
      utr: null,
      eventId: null,
    } as const
    const settled = await services.db.$transaction((tx) =>
      settlePayment(tx, services.now(), { ...money, paidAt: services.now() }, async () => []),
    )
    expect(settled).toEqual({
      ...{ paymentId: payments[0]?.id, isRepeat: true, amountPaise: 59_700n },
      connectionId: payments[0]?.connectionId,
    })
    expect(await unpaid()).toEqual([0n, 0n, 0n])
  })

  test('leave out who owes nothing, and refuse when nobody owes', async () => {
    await tell(services, { paymentId: `pay_${bill(1).id}`, reference: bill(1).paymentReference, amount: 20_000 })
    const batch = await batchOf(await begin())
    expect(batch.attempts.map(({ connectionId }) => connectionId).sort()).toEqual(
      [home(0).connectionId, home(2).connectionId].sort(),
    )
    expect(await begin([home(1).connectionId])).toEqual({ ok: false, reason: 'NOTHING_DUE' })
  })

  test('refuse while the bank is at one of them, and beyond what UPI moves', async () => {
    const started = await startPayment(services, actor, { billId: bill(1).id })
    const attemptId = started?.ok ? started.attemptId : ''
    const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })
    await tell(services, { paymentId: `pay_${attemptId}`, reference, amount: 20_000, kind: 'authorized' })
    expect(await begin()).toEqual({ ok: false, reason: 'UNDECIDED' })
    expect(await begin([home(0).connectionId, home(2).connectionId])).toMatchObject({ ok: true })
    const rich = await makeHome(services)
    await share(rich, actor)
    await makeBill(services, rich, { of: '2026-10', own: 10_000_100 })
    expect(await begin([rich.connectionId])).toEqual({ ok: false, reason: 'TOO_LARGE' })
  })

  test('are failed or pending together', async () => {
    const { id, reference } = await batchOf(await begin())
    const payment = { paymentId: `pay_${id}`, reference, amount: 59_700 }
    await tell(services, { ...payment, kind: 'authorized' })
    const { attempts } = await services.db.paymentBatch.findUniqueOrThrow({
      where: { id },
      include: { attempts: true },
    })
    expect(attempts.map(({ state }) => state)).toEqual(['PENDING', 'PENDING', 'PENDING'])
    expect(await begin()).toEqual({ ok: false, reason: 'UNDECIDED' })
    await tell(services, { ...payment, kind: 'failed' })
    expect(await view(id)).toMatchObject({ state: 'FAILED', upiLink: null })
    await tell(services, payment)
    expect(await view(id)).toMatchObject({ state: 'PAID' })
  })
})

describe('whose they are', () => {
  test('a stranger’s connection in the list is not found, and nothing is made', async () => {
    const stranger = await makeHome(services)
    await makeBill(services, stranger, { of: '2026-10', own: 5_000 })
    for (const foreign of [stranger.connectionId, randomUUID(), "' or 1=1"])
      expect(await begin([...ids(), foreign])).toBeNull()
    expect(await begin([])).toBeNull()
    expect(await startTogether(services, stranger.actor, { connectionIds: ids() })).toBeNull()
    expect([await made(), await openOf(bill(0).id)]).toEqual([0, 0])
    expect(await services.db.paymentAttempt.count({ where: { connectionId: stranger.connectionId } })).toBe(0)
  })

  test('only who may see all of a batch sees it, since it tells what each owes', async () => {
    const { id } = await batchOf(await begin())
    // The second home's own holder sees that home and not the others.
    expect(await view(id, home(1).actor)).toBeNull()
    expect(await view(id, (await makeHome(services)).actor)).toBeNull()
    expect(await view(randomUUID())).toBeNull()
    await services.db.mobileLink.updateMany({
      where: { consumerId: actor.consumerId, connectionId: home(2).connectionId },
      data: { endedAt: services.now() },
    })
    expect(await view(id)).toBeNull()
    expect(await begin()).toBeNull()
  })
})

describe('once and whole', () => {
  test('the same again is the same batch, named twice or under a key', async () => {
    const key = randomUUID()
    const first = await begin(ids(), key)
    expect(await begin([...ids(), ...ids()].reverse(), key)).toEqual({ ...first, isRepeat: true })
    expect(await begin()).toMatchObject({ batchId: first?.ok && first.batchId })
    expect(await begin(ids().slice(1), key)).toEqual({ ok: false, reason: 'KEY_TAKEN' })
    expect(await begin(ids(), 'short')).toEqual({ ok: false, reason: 'BAD_KEY' })
    expect(await made()).toBe(3)
  })

  test('of which a part was paid meanwhile, or fewer of them, are another batch, and the one before ends', async () => {
    const first = await batchOf(await begin())
    await tell(services, { paymentId: `pay_${first.id}`, reference: bill(1).paymentReference, amount: 5_000 })
    const second = await batchOf(await begin())
    expect(second.id).not.toBe(first.id)
    // Of the part-paid bill the rest, without the rebate for paying it in full.
    expect(second.amountPaise).toBe(9_900n + 15_000n + 29_900n)
    const fewer = await batchOf(await begin(ids().slice(0, 2)))
    expect(fewer.id).not.toBe(second.id)
    expect(fewer.attempts.map(({ connectionId }) => connectionId).sort()).toEqual(ids().slice(0, 2).sort())
    for (const { id } of [first, second]) expect(await view(id)).toMatchObject({ state: 'EXPIRED', upiLink: null })
    // Nor does what is paid go to attempts of the ones before.
    const { reference, amountPaise } = fewer
    await tell(services, { paymentId: `pay_${fewer.id}`, reference, amount: Number(amountPaise) })
    expect(await view(fewer.id)).toMatchObject({ state: 'PAID' })
    for (const { id } of [first, second]) expect(await view(id)).toMatchObject({ state: 'EXPIRED' })
  })

  test('fifty presses at once, together and alone, leave one open attempt a bill', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, press) =>
        press % 3 === 0
          ? startPayment(services, actor, { billId: bill((press / 3) % 3).id })
          : begin(press % 3 === 1 ? ids() : ids().slice(0, 2).reverse()),
      ),
    )
    for (const { id } of bills) expect(await openOf(id)).toBeLessThanOrEqual(1)
    const { id } = await batchOf(await begin())
    expect(await view(id)).toMatchObject({ state: 'SHOWN' })
    for (const one of bills) expect(await openOf(one.id)).toBe(1)
  })

  test('a failure at the last connection books none of them, and the next try all', async () => {
    const { id, reference } = await batchOf(await begin())
    await services.asOwner().$executeRaw`
      create function "fails"() returns trigger language plpgsql as
      $$ begin if new."share" = 3 then raise exception 'no'; end if; return new; end $$`
    await services.asOwner().$executeRaw`
      create trigger "fails" before insert on "Payment" for each row execute function "fails"()`
    await tell(services, { paymentId: `pay_${id}`, reference, amount: 59_700 }, `evt_${id}`)
    expect(await unpaid()).toEqual([10_000n, 20_000n, 30_000n])
    expect(await services.db.payment.count({ where: { reference: `pay_${id}` } })).toBe(0)
    await services.asOwner().$executeRaw`drop trigger "fails" on "Payment"`
    await tell(services, { paymentId: `pay_${id}`, reference, amount: 59_700 }, `evt_${id}`)
    expect(await unpaid()).toEqual([0n, 0n, 0n])
  })

  test('another amount than asked is taken: less pays some of them, more is paid ahead, and both are told', async () => {
    const { id, reference, attempts } = await batchOf(await begin())
    const inOrder = attempts.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const first = inOrder[0]
    if (!first) throw new Error('no attempts')
    await tell(services, { paymentId: `pay_${id}`, reference, amount: Number(first.amountPaise) })
    const paid = await services.db.payment.findMany({ where: { reference: `pay_${id}` } })
    expect(paid.map(({ connectionId, amountPaise }) => [connectionId, amountPaise])).toEqual([
      [first.connectionId, first.amountPaise],
    ])
    expect((await view(id))?.shares.filter(({ paymentId }) => paymentId)).toHaveLength(1)
    await tell(services, { paymentId: `pay_more_${id}`, reference, amount: 70_000 })
    expect(await unpaid()).toEqual([0n, 0n, 0n])
    // The first one's bill was settled before, so that its share is paid ahead; what is over is the last one's.
    const kept = new Map([
      [first.connectionId, first.amountPaise],
      [inOrder.at(-1)?.connectionId, 10_300n],
    ])
    expect(await ahead()).toEqual(ids().map((connectionId) => kept.get(connectionId) ?? 0n))
    const alarms = await services.db.paymentAlarm.findMany({ where: { reference: { endsWith: id } } })
    expect(alarms.map(({ kind }) => kind)).toEqual(['WRONG_AMOUNT', 'WRONG_AMOUNT'])
  })

  test('a bill paid another way meanwhile makes the QR wrong, and its money is paid ahead', async () => {
    const { id, reference } = await batchOf(await begin())
    await tell(services, { paymentId: `pay_other_${id}`, reference: bill(0).paymentReference, amount: 10_000 })
    expect(await view(id)).toMatchObject({ isChanged: true, upiLink: null, state: 'SHOWN' })
    await tell(services, { paymentId: `pay_${id}`, reference, amount: 59_700 })
    expect(await unpaid()).toEqual([0n, 0n, 0n])
    // The first bill's digital rebate comes back too: it was paid in full online, in time.
    expect(await ahead()).toEqual([10_000n, 0n, 0n])
  })

  test('one that was begun alone ends the batch, whose late money is taken all the same', async () => {
    const { id, reference } = await batchOf(await begin())
    const alone = await startPayment(services, actor, { billId: bill(1).id })
    expect(await view(id)).toMatchObject({ state: 'EXPIRED', upiLink: null })
    expect(await openOf(bill(0).id)).toBe(0)
    await tell(services, { paymentId: `pay_${id}`, reference, amount: 59_700 })
    expect(await unpaid()).toEqual([0n, 0n, 0n])
    const place = { connectionId: home(1).connectionId, attemptId: alone?.ok ? alone.attemptId : '' }
    expect(await getAttempt(services, actor, place)).toMatchObject({ isBillPaid: true, upiLink: null })
  })

  test('a batch runs out as a whole', async () => {
    const { id } = await batchOf(await begin())
    services.setTime('2026-11-05T10:16:00+05:30')
    expect(await view(id)).toMatchObject({ state: 'EXPIRED' })
    expect(await Promise.all(bills.map((one) => openOf(one.id)))).toEqual([0, 0, 0])
  })
})

test('a share is given back by itself, and no more than it', async () => {
  const { id, reference } = await batchOf(await begin())
  await tell(services, { paymentId: `pay_${id}`, reference, amount: 59_700 })
  const payment = await services.db.payment.findFirstOrThrow({
    where: { reference: `pay_${id}`, connectionId: home(1).connectionId },
  })
  const ask = (amount: bigint) =>
    requestRefund(services, testOfficer('BILLING_OFFICER'), {
      refundId: randomUUID(),
      paymentId: payment.id,
      amountPaise: paise(amount),
      reason: 'PAID_TWICE',
    })
  expect(await ask(payment.amountPaise + 1n)).toMatchObject({ ok: false, reason: 'EXCEEDS_PAYMENT' })
  const asked = await ask(payment.amountPaise)
  const refundId = asked.ok ? asked.refundId : ''
  expect(await agreeToRefund(services, refundId)).toMatchObject({ ok: true })
  // The rebate goes with the payment that had earned it.
  expect(await unpaid()).toEqual([0n, 20_000n, 0n])
})
