import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getBill } from '#lib/billing/get-bill.ts'
import { homeView } from '#lib/billing/home-view.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { getAttempt } from './get-attempt.ts'
import { getPayChoice } from './get-pay-choice.ts'
import { startPayment } from './start-payment.ts'
import { startTogether } from './start-together.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'
import { tell } from './test-events.ts'
import { verifyLedger } from './verify-ledger.ts'

let services: TestServices
let home: Home
let bill: TestBill

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
})

const chosen = (amount: number | null, of = home.connectionId) => ({
  connectionId: of,
  amountPaise: amount === null ? null : paise(amount),
})
const start = (amount: number, key?: string) => startPayment(services, home.actor, chosen(amount), { key })
const attemptOf = async (started: Awaited<ReturnType<typeof startPayment>>) => {
  if (!started?.ok) throw new Error(started?.reason ?? 'not found')
  return services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
}
const view = (attemptId: string) => getAttempt(services, home.actor, { connectionId: home.connectionId, attemptId })
const unpaid = async () => totalUnpaid(await billStandings(services.db, home.connectionId))
const ahead = () => advanceOf(services.db, home.connectionId)
const pay = async (amount: number) => {
  const { id, reference } = await attemptOf(await start(amount))
  await tell(services, { paymentId: `pay_${id}`, reference, amount })
  return id
}

describe('a part of a bill', () => {
  test('settles so much; bill and Home say what is still open, and the next attempt asks for it', async () => {
    const id = (await attemptOf(await start(50_000))).id
    expect(await view(id)).toMatchObject({ amountPaise: 50_000n, openAfterPaise: 57_500n, isChosen: true })
    await pay(50_000)
    expect(await view(id)).toMatchObject({ state: 'PAID' })
    expect(await unpaid()).toBe(57_500n)
    const shown = await homeView(services, home.actor, home.connectionId)
    expect(shown?.bill).toMatchObject({ state: 'PART_PAID', unpaidPaise: 57_500n, payableByDuePaise: 107_500n })
    const shownBill = await getBill(services, home.actor, { connectionId: home.connectionId, billId: bill.id })
    expect(shownBill).toMatchObject({ state: 'PART_PAID', unpaidPaise: 57_500n })
    // The prompt rebate is left, the digital one was for paying in full online.
    const rest = await attemptOf(await startPayment(services, home.actor, { billId: bill.id }))
    expect(rest).toMatchObject({ amountPaise: 55_370n, rebatePaise: 2_130n })
  })

  test('is the same attempt for the same amount, and replaces one over another', async () => {
    const first = await attemptOf(await start(50_000))
    expect((await attemptOf(await start(50_000))).id).toBe(first.id)
    const other = await attemptOf(await start(60_000))
    expect(other.id).not.toBe(first.id)
    expect(await view(first.id)).toMatchObject({ state: 'EXPIRED', upiLink: null })
    const whole = await attemptOf(await startPayment(services, home.actor, { billId: bill.id }))
    expect(await view(other.id)).toMatchObject({ state: 'EXPIRED' })
    expect((await attemptOf(await start(104_305))).id).toBe(whole.id)
  })

  test('ends what is open for its own bill, and nothing of a neighbour’s', async () => {
    const neighbour = await makeHome(services)
    await makeBill(services, neighbour, { of: '2026-10', own: 40_000 })
    await startTogether(services, neighbour.actor, { connectionIds: [neighbour.connectionId] })
    const theirs = () =>
      services.db.paymentAttempt.findFirstOrThrow({ where: { connectionId: neighbour.connectionId } })
    const before = await theirs()
    const first = await attemptOf(await start(50_000))
    await start(60_000)
    expect(await view(first.id)).toMatchObject({ state: 'EXPIRED' })
    expect(before.state).not.toBe('EXPIRED')
    expect(await theirs()).toEqual(before)
  })

  test('waits for the payment that the bank is at, and for nobody else’s', async () => {
    const neighbour = await makeHome(services)
    const theirBill = await makeBill(services, neighbour, { of: '2026-10', own: 40_000 })
    const theirs = await attemptOf(await startPayment(services, neighbour.actor, { billId: theirBill.id }))
    const atBank = (of: { id: string; reference: string }, amount: number) =>
      tell(services, { paymentId: `pay_${of.id}`, reference: of.reference, amount, kind: 'authorized' })
    await atBank(theirs, 40_000)
    const first = await attemptOf(await start(50_000))
    expect(first).toMatchObject({ connectionId: home.connectionId, amountPaise: 50_000n })
    await atBank(first, 50_000)
    expect(await start(60_000)).toMatchObject({ ok: true, attemptId: first.id })
  })

  test('that comes after its attempt was replaced is taken all the same', async () => {
    const first = await attemptOf(await start(50_000))
    await start(60_000)
    await tell(services, { paymentId: `pay_${first.id}`, reference: first.reference, amount: 50_000 })
    expect(await unpaid()).toBe(57_500n)
    expect(await view(first.id)).toMatchObject({ state: 'PAID' })
  })
})

describe('more than a bill, or ahead of any', () => {
  test('clears the bill with its rebates, and the rest is paid ahead', async () => {
    await pay(150_000)
    expect([await unpaid(), await ahead()]).toEqual([0n, 45_695n])
    const shown = await homeView(services, home.actor, home.connectionId)
    expect(shown?.bill).toMatchObject({ state: 'PAID', aheadPaise: 45_695n })
  })

  test('with nothing due it shows as advance, and the next bill uses it', async () => {
    await pay(104_305)
    expect(await getPayChoice(services, home.actor, { connectionId: home.connectionId })).toMatchObject({
      asking: null,
      aheadPaise: 0n,
    })
    const first = await attemptOf(await start(20_000))
    expect(first).toMatchObject({ billId: null, amountPaise: 20_000n, rebatePaise: 0n })
    expect(await view(first.id)).toMatchObject({ bill: null, isBillPaid: false, aheadAfterPaise: 20_000n })
    expect((await view(first.id))?.upiLink).toContain('am=200.00')
    await pay(20_000)
    expect(await getPayChoice(services, home.actor, { connectionId: home.connectionId })).toMatchObject({
      aheadPaise: 20_000n,
    })
    services.setTime('2026-12-03T10:00:00+05:30')
    await makeBill(services, home, { of: '2026-11', own: 50_000 })
    expect([await unpaid(), await ahead()]).toEqual([30_000n, 0n])
    const kinds = await services.db.ledgerTransaction.findMany({
      where: { connectionId: home.connectionId },
      orderBy: { recordedAt: 'asc' },
      select: { kind: true },
    })
    expect(kinds.map(({ kind }) => kind)).toContain('ADVANCE_USED')
  })

  test('a connection without any bill can pay ahead', async () => {
    home = await makeHome(services)
    await pay(30_000)
    expect(await ahead()).toBe(30_000n)
  })
})

test('limits are the server’s, and nothing is begun beyond them', async () => {
  expect(await start(99)).toMatchObject({ ok: false, reason: 'TOO_SMALL' })
  expect(await start(10_000_001)).toMatchObject({ ok: false, reason: 'TOO_LARGE' })
  expect(await startPayment(services, home.actor, chosen(null))).toMatchObject({ ok: false, reason: 'NOT_AMOUNT' })
  expect(await services.db.paymentAttempt.count({ where: { connectionId: home.connectionId } })).toBe(0)
})

test('a stranger begins nothing and learns nothing, whatever the amount', async () => {
  const stranger = await makeHome(services)
  for (const amount of [50_000, 0, null])
    expect(await startPayment(services, stranger.actor, chosen(amount))).toBeNull()
  expect(await startPayment(services, home.actor, chosen(50_000, randomUUID()))).toBeNull()
  expect(await startPayment(services, home.actor, chosen(50_000, "' or 1=1"))).toBeNull()
  expect(await getPayChoice(services, stranger.actor, { connectionId: home.connectionId })).toBeNull()
  expect(await services.db.paymentAttempt.count({ where: { connectionId: home.connectionId } })).toBe(0)
})

test('fifty presses at once, for a part, in full and ahead, leave one open attempt each time', async () => {
  const open = () =>
    services.db.paymentAttempt.count({
      where: { connectionId: home.connectionId, state: { in: ['CREATED', 'SHOWN'] } },
    })
  const same = await Promise.all(Array.from({ length: 25 }, () => start(50_000)))
  expect(new Set(same.map((started) => started?.ok && started.attemptId)).size).toBe(1)
  await Promise.all(
    Array.from({ length: 25 }, (_, press) =>
      press % 2 ? startPayment(services, home.actor, { billId: bill.id }) : start(40_000 + press),
    ),
  )
  expect(await open()).toBe(1)
  await pay(104_305)
  await Promise.all(Array.from({ length: 50 }, (_, press) => start(10_000 + (press % 3))))
  expect(await open()).toBe(1)
})

describe('a key', () => {
  test('answers the same request as before, even once the attempt is over, and no other', async () => {
    const key = randomUUID()
    const first = await start(50_000, key)
    services.setTime('2026-11-05T11:00:00+05:30')
    const again = await start(50_000, key)
    expect(first).toMatchObject({ ok: true, isRepeat: false })
    expect(again).toEqual({ ...first, isRepeat: true })
    expect(await start(50_001, key)).toMatchObject({ ok: false, reason: 'KEY_TAKEN' })
    expect(await startPayment(services, home.actor, { billId: bill.id }, { key })).toMatchObject({
      reason: 'KEY_TAKEN',
    })
    expect((await attemptOf(await start(50_000, randomUUID()))).id).not.toBe((await attemptOf(first)).id)
  })

  test('belongs to the one who sent it', async () => {
    const other = await makeHome(services)
    const key = randomUUID()
    await start(50_000, key)
    const theirs = await startPayment(services, other.actor, chosen(50_000, other.connectionId), { key })
    expect(theirs).toMatchObject({ ok: true, isRepeat: false, connectionId: other.connectionId })
    expect(await startPayment(services, other.actor, chosen(50_000), { key })).toBeNull()
  })

  test('is a key, and what was refused may be asked again under it', async () => {
    for (const bad of ['', 'short', 'with blanks in it', 'x'.repeat(256), 'ключ-ключ-ключ'])
      expect(await start(50_000, bad)).toMatchObject({ ok: false, reason: 'BAD_KEY' })
    const key = randomUUID()
    expect(await start(99, key)).toMatchObject({ ok: false, reason: 'TOO_SMALL' })
    expect(await start(9_900, key)).toMatchObject({ ok: true, isRepeat: false })
  })

  test('begins one payment, however many send it at once', async () => {
    const key = randomUUID()
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, press) => start(press % 5 === 4 ? 60_000 : 50_000, key)),
    )
    const begun = all.filter((started) => started?.ok)
    expect(begun.filter((started) => started?.ok && !started.isRepeat)).toHaveLength(1)
    expect(new Set(begun.map((started) => started?.ok && started.attemptId)).size).toBe(1)
    const refused = all.filter((started) => started && !started.ok)
    expect(refused.every((started) => started && !started.ok && started.reason === 'KEY_TAKEN')).toBe(true)
    expect([10, 40]).toContain(refused.length)
  })
})
