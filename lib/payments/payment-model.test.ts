import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { addMonths, firstDayOf, type Month, month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { decideRefund } from './decide-refund.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import type { DemoLogLine } from './gateway/demo-log.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { reconcile, sweepGateway } from './reconcile.ts'
import { recordEvent } from './record-event.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefunds } from './send-refunds.ts'
import { startPayment } from './start-payment.ts'
import { sweepInbox } from './sweep-inbox.ts'
import { type Home, makeBill, makeHome, type TestBill } from './test-bills.ts'
import { mortal } from './test-crash.ts'
import { eventBody, tell } from './test-events.ts'
import { PaymentModel } from './test-payment-model.ts'
import { agreeToRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

/** Sequences in all; each part has a database of its own and the same number of them, from a seed of its own. */
const { numRuns: SEQUENCES, seed } = fuzz(500, 20_000)
/** The most steps of one. */
const { numRuns: LONGEST } = fuzz(10, 50)
const PARTS = 4
const BEGIN = '2026-11-03T10:00:00+05:30'
const MINUTE = 60_000

/** The portal as a sequence meets it: one home, its bills and attempts, and the gateway. */
class Real {
  readonly bills: TestBill[] = []
  readonly attempts: { id: string; reference: string }[] = []
  readonly #home: Home
  readonly services: PaymentServices
  readonly gateway: MemoryGateway
  readonly #setTime: (at: string) => void
  #month: Month = month('2026-10')

  constructor(services: PaymentServices, gateway: MemoryGateway, home: Home, setTime: (at: string) => void) {
    this.services = { ...services, gateway }
    this.gateway = gateway
    this.#home = home
    this.#setTime = setTime
  }

  setTime(at: number): void {
    this.#setTime(new Date(at).toISOString())
  }

  /** Issues the next month's bill, on its own day. Returns what the clock shows then. */
  async issue(own: bigint): Promise<number> {
    if (this.bills.length > 0) this.#month = addMonths(this.#month, 1)
    const at = Date.parse(`${firstDayOf(addMonths(this.#month, 1)).slice(0, 8)}03T10:00:00+05:30`)
    this.setTime(Math.max(at, this.services.now().getTime()))
    this.bills.push(await makeBill(this.services, this.#home, { of: this.#month, own: Number(own) }))
    return this.services.now().getTime()
  }

  async start(chosen: bigint | null): Promise<bigint | null> {
    const { connectionId, actor } = this.#home
    const newest = this.bills.at(-1)
    if (chosen === null && !newest) return null
    const wanted = chosen === null ? { billId: newest?.id ?? '' } : { connectionId, amountPaise: paise(chosen) }
    const started = await startPayment(this.services, actor, wanted)
    if (!started?.ok) return null
    const { id, reference, amountPaise } = await this.services.db.paymentAttempt.findFirstOrThrow({
      where: { id: started.attemptId },
    })
    if (this.attempts.every((attempt) => attempt.id !== id)) this.attempts.push({ id, reference })
    return amountPaise
  }

  async state({ mayEnd }: { mayEnd: boolean }): Promise<{ owed: bigint; ahead: bigint; states: string[] }> {
    const { db, now } = this.services
    const { connectionId } = this.#home
    // Twice, as the schedule does each minute: what has run out may move on at once.
    for (let round = 0; mayEnd && round < 2; round++)
      await db.$transaction((tx) => endExpiredAttempts(tx, now(), connectionId))
    const rows = await db.paymentAttempt.findMany({ where: { connectionId }, select: { id: true, state: true } })
    const stateOf = new Map(rows.map(({ id, state }) => [id, state === 'CREATED' ? 'SHOWN' : state]))
    return {
      owed: totalUnpaid(await billStandings(db, connectionId)),
      ahead: await advanceOf(db, connectionId),
      states: this.attempts.map(({ id }) => String(stateOf.get(id))),
    }
  }
}

type Step = fc.AsyncCommand<PaymentModel, Real>

/** A step that the model and the portal both do; afterwards they must say the same. */
function step(
  name: string,
  run: (model: PaymentModel, real: Real) => Promise<void>,
  may?: (model: Readonly<PaymentModel>) => boolean,
): Step {
  return {
    check: (model) => may?.(model) ?? true,
    toString: () => name,
    run: async (model, real) => {
      await run(model, real)
      model.passTime()
      const { owed, ahead, attempts } = model
      const mayEnd = attempts.some(({ endsAt }) => endsAt < model.now)
      expect(await real.state({ mayEnd })).toEqual({ owed, ahead, states: attempts.map(({ state }) => state) })
    },
  }
}

const hasAttempt = ({ attempts }: Readonly<PaymentModel>) => attempts.length > 0
const pick = (length: number, index: number) => index % length

const issue = (own: bigint) =>
  step(`issue ${own}`, async (model, real) => {
    model.now = await real.issue(own)
    model.passTime()
    model.issue(own)
  })
const start = (chosen: bigint | null) =>
  step(`start ${chosen ?? 'in full'}`, async (model, real) => {
    expect(await real.start(chosen)).toBe(model.start(chosen))
  })
const wait = (minutes: number) =>
  step(`wait ${minutes} minutes`, async (model, real) => {
    model.now += minutes * MINUTE
    real.setTime(model.now)
  })

/** `more` is paid above or below what was asked. Delivered `copies` times at once, by a process that dies at `crash`. */
const capture = (index: number, { more, copies, crash }: { more: bigint; copies: number; crash: number | null }) =>
  step(
    `capture of ${index}, ${more} more, ${copies} copies, ${crash === null ? 'no crash' : `crash at ${crash}`}`,
    async (model, real) => {
      const attempt = pick(model.attempts.length, index)
      const asked = model.attempts[attempt]?.amount ?? 0n
      const amount = asked + more > 0n ? asked + more : asked
      const { id, reference } = real.gateway.capture(real.attempts[attempt]?.reference ?? '', paise(amount))
      const event = { paymentId: id, reference: reference ?? '', amount: Number(amount) }
      const eventId = `evt_${id}`
      const deliver = async (the: PaymentServices) => {
        await recordEvent(the, { eventId, body: eventBody(event, the.now()) })
        await processEvent(the, eventId)
      }
      if (crash !== null) await deliver(mortal(real.services, crash)).catch(() => undefined)
      await Promise.all(Array.from({ length: copies }, () => deliver(real.services)))
      model.credit({ id, amount, attempt })
    },
    hasAttempt,
  )
const loseEvent = (index: number) =>
  step(
    `capture of ${index} without an event`,
    async (model, real) => {
      const attempt = pick(model.attempts.length, index)
      const amount = model.attempts[attempt]?.amount ?? 0n
      const { id } = real.gateway.capture(real.attempts[attempt]?.reference ?? '', paise(amount))
      model.lost.push({ id, amount, attempt })
    },
    hasAttempt,
  )
const repeat = (index: number) =>
  step(
    `told again of payment ${index}`,
    async (model, real) => {
      const payment = model.payments[pick(model.payments.length, index)]
      if (!payment) return
      const reference = real.attempts[payment.attempt ?? 0]?.reference ?? ''
      await tell(real.services, { paymentId: payment.id, reference, amount: Number(payment.amount) })
    },
    ({ payments }) => payments.some(({ attempt }) => attempt !== null),
  )
const news = (index: number, kind: 'failed' | 'authorized') =>
  step(
    `${kind} ${index}`,
    async (model, real) => {
      const attempt = pick(model.attempts.length, index)
      const { reference = '' } = real.attempts[attempt] ?? {}
      await tell(real.services, { paymentId: `pay_${randomUUID()}`, reference, amount: 100, kind })
      model.move(attempt, kind === 'failed' ? 'FAILED' : 'PENDING')
    },
    hasAttempt,
  )
const byPaper = (index: number, amount: bigint) =>
  step(
    `by the printed QR of bill ${index}: ${amount}`,
    async (model, real) => {
      const reference = real.bills[pick(real.bills.length, index)]?.paymentReference ?? ''
      const { id } = real.gateway.capture(reference, paise(amount))
      await tell(real.services, { paymentId: id, reference, amount: Number(amount) })
      model.credit({ id, amount, attempt: null })
    },
    ({ bills }) => bills > 0,
  )
const byNobody = (amount: bigint) =>
  step(`of nobody: ${amount}`, async (_, real) => {
    const { id } = real.gateway.capture('NOBODY', paise(amount))
    await tell(real.services, { paymentId: id, reference: 'NOBODY', amount: Number(amount) })
  })
const refund = (index: number, share: number) =>
  step(
    `refund of ${index}, ${share} %`,
    async (model, real) => {
      const payment = model.payments[pick(model.payments.length, index)]
      const left = payment ? payment.amount - payment.refunded : 0n
      const amount = (left * BigInt(share)) / 100n
      if (!payment || amount === 0n) return
      const { services } = real
      const where = { channel: 'UPI', reference: payment.id } as const
      const { id: paymentId } = await services.db.payment.findFirstOrThrow({ where })
      const refundId = randomUUID()
      const wanted = { refundId, paymentId, amountPaise: paise(amount), reason: 'OTHER' } as const
      const one = testOfficer('BILLING_OFFICER')
      expect(await requestRefund(services, one, { ...wanted, amountPaise: paise(left + 1n) })).toMatchObject({
        ok: false,
      })
      expect(await requestRefund(services, one, wanted)).toMatchObject({ ok: true })
      const agreed = await agreeToRefund(services, refundId)
      expect(agreed.ok).toBe(model.refund(payment, amount))
      if (agreed.ok) expect(await sendRefunds(services)).toBe(1)
      else await decideRefund(services, testOfficer('SUPERVISOR'), { refundId, agree: false })
    },
    ({ payments }) => payments.length > 0,
  )
const ask = () =>
  step('an hour later the gateway is asked', async (model, real) => {
    model.now += 61 * MINUTE
    real.setTime(model.now)
    model.passTime()
    await sweepInbox(real.services)
    await reconcile(real.services)
    await sweepGateway(real.services)
    for (const payment of model.lost) model.credit(payment)
    model.lost = []
  })

const index = fc.nat(20)
const amount = fc.bigInt({ min: 100n, max: 90_000n })
const captured = fc.record({
  more: fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, fc.bigInt({ min: -20_000n, max: 20_000n })),
  copies: fc.integer({ min: 1, max: 3 }),
  crash: fc.option(fc.integer({ min: 1, max: 25 })),
})
const steps = [
  amount.map(issue),
  fc.constant(start(null)),
  amount.map(start),
  fc.tuple(index, captured).map(([at, how]) => capture(at, how)),
  fc.tuple(index, captured).map(([at, how]) => capture(at, how)),
  index.map(loseEvent),
  index.map(repeat),
  index.map((at) => news(at, 'failed')),
  index.map((at) => news(at, 'authorized')),
  fc.constantFrom(5, 16, 25 * 60).map(wait),
  fc.tuple(index, amount).map(([at, paid]) => byPaper(at, paid)),
  amount.map(byNobody),
  fc.tuple(index, fc.integer({ min: 1, max: 100 })).map(([at, share]) => refund(at, share)),
  fc.constant(ask()),
]

const timeout = SEQUENCES * LONGEST * 60

test(`${SEQUENCES} sequences of what can happen to money end as a small model says, and every rupee is in the ledger`, {
  timeout,
}, async () => {
  const part = async (at: number) => {
    const plain = await testServices(BEGIN)
    const log: DemoLogLine[] = []
    const sequence = async (commands: Iterable<Step>) => {
      plain.setTime(BEGIN)
      const gateway = new MemoryGateway(plain.now)
      const home = await makeHome(plain)
      const { db } = plain
      // Nothing of the sequence before is asked about.
      await db.gatewayQr.updateMany({ where: { nextCheckAt: { not: null } }, data: { nextCheckAt: null } })
      await db.gatewaySweep.deleteMany()
      await db.gatewaySweep.create({ data: { name: 'payments', until: plain.now() } })
      const real = new Real({ ...plain, gateway }, gateway, home, plain.setTime)
      const model = new PaymentModel(plain.now().getTime())
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await ask().run(model, real)
      log.push(...gateway.log)
    }
    await fc.assert(fc.asyncProperty(fc.commands(steps, { maxCommands: LONGEST, size: 'max' }), sequence), {
      ...{ numRuns: SEQUENCES / PARTS, seed: seed + at },
    })
    const verified = await verifyLedger(plain, log)
    expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
    await plain.close()
  }
  await Promise.all(Array.from({ length: PARTS }, (_, at) => part(at)))
})
