import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { testServices } from '#lib/platform/test-database.ts'
import { tellFault } from '#lib/platform/test-faults.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { chance } from '#lib/platform/test-random.ts'
import { paise } from '#lib/units/paise.ts'
import type { DemoLogLine } from './gateway/demo-log.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { reconcile, sweepGateway } from './reconcile.ts'
import { recordEvent } from './record-event.ts'
import { startPayment } from './start-payment.ts'
import { sweepInbox } from './sweep-inbox.ts'
import { type Home, makeBill, makeHome } from './test-bills.ts'
import { eventBody } from './test-events.ts'
import { verifyLedger } from './verify-ledger.ts'

/**
 * Fault F8: of the gateway's events three in ten are dropped, some come a day late, each up to five times, none in its order, and
 * those that met an outage all at once after it. Each seed is a home with its bill, what is paid for it and what becomes
 * of the events; some share a database and its days, as homes do.
 */
const { numRuns: SEEDS, seed: SEED } = fuzz(80, 20_000)
const TOGETHER = 40
const BEGIN = Date.parse('2026-11-03T10:00:00+05:30')
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const OWED = 50_000
const DROPPED = 0.3
const A_DAY_LATE = 0.2
/** Of those that are stored: the process dies before it acts on them. */
const LEFT = 0.1
/** Nobody takes an event between these two. */
const OUTAGE = { from: BEGIN + 2 * HOUR_MS, until: BEGIN + 5 * HOUR_MS }
/** The chores run each minute; what they ask about falls due at these hours, and whatever is left by the last. */
const CHORES_AFTER_HOURS = [0.2, 1.3, 2.4, 5.1, 6.3, 12, 24.5, 26, 36, 49, 50.5]

type Delivery = { at: number; eventId: string; body: Uint8Array<ArrayBuffer>; isActedOn: boolean }
type Story = { seed: number; home: Home; isAttemptPaid: boolean; paid: number[]; ids: string[] }

/** One seed's home, what its people pay, and each delivery of each event, none for those that are dropped. */
async function tell(services: PaymentServices, gateway: MemoryGateway, seed: number): Promise<[Story, Delivery[]]> {
  const random = chance(seed)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: OWED })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  if (!started?.ok) throw new Error('The bill could not be paid.')
  const attempt = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
  // By the attempt's QR, which takes one payment, by the printed one, or both.
  const ways = [[attempt.reference], [bill.paymentReference], [attempt.reference, bill.paymentReference]][upTo(2)] ?? []
  const story: Story = { seed, home, isAttemptPaid: ways.includes(attempt.reference), paid: [], ids: [] }
  const deliveries: Delivery[] = []
  for (const reference of ways) {
    const amount = reference === attempt.reference ? OWED : 100 + upTo(2 * OWED)
    const { id: paymentId } = gateway.capture(reference, paise(amount))
    story.paid.push(amount)
    story.ids.push(paymentId)
    const told = { paymentId, reference, amount }
    const events = [
      ...[eventBody(told, services.now()), eventBody({ ...told, kind: 'authorized' }, services.now())],
      eventBody({ ...told, paymentId: `pay_${randomUUID()}`, kind: 'failed' }, services.now()),
    ]
    for (const body of events.filter(() => random() >= DROPPED)) {
      const eventId = `evt_${randomUUID()}`
      for (let copy = upTo(4); copy >= 0; copy--) {
        const due = BEGIN + upTo(24) * 10 * MINUTE_MS + (random() < A_DAY_LATE ? DAY_MS : 0)
        const at = OUTAGE.from < due && due < OUTAGE.until ? OUTAGE.until : due
        deliveries.push({ at, eventId, body, isActedOn: random() >= LEFT })
      }
    }
  }
  return [story, deliveries]
}

/** Those of one instant come at once, and so do the chores of two processes. */
async function letDaysPass(services: PaymentServices, setTime: (at: number) => void, deliveries: readonly Delivery[]) {
  const chores = CHORES_AFTER_HOURS.map((hours) => BEGIN + hours * HOUR_MS)
  const instants = [...new Set([...deliveries.map(({ at }) => at), ...chores])].sort((a, b) => a - b)
  for (const instant of instants) {
    setTime(instant)
    const now = deliveries.filter(({ at }) => at === instant)
    await Promise.all(
      now.map(async ({ eventId, body, isActedOn }) => {
        await recordEvent(services, { eventId, body })
        if (isActedOn) await processEvent(services, eventId)
      }),
    )
    if (!chores.includes(instant)) continue
    for (const chore of [sweepInbox, reconcile, sweepGateway]) await Promise.all([chore(services), chore(services)])
  }
}

/** What a home's books must be, and are. */
async function books({ db }: PaymentServices, { seed, home: { connectionId }, isAttemptPaid, paid, ids }: Story) {
  const sum = paid.reduce((all, one) => all + one, 0)
  const rows = await db.payment.findMany({ where: { connectionId }, select: { reference: true, amountPaise: true } })
  const attempts = await db.paymentAttempt.findMany({ where: { connectionId }, select: { state: true } })
  return {
    expected: {
      ...{ seed, owed: BigInt(Math.max(OWED - sum, 0)), ahead: BigInt(Math.max(sum - OWED, 0)) },
      isAttemptPaid,
      payments: ids.map((id, index) => `${id} ${paid[index]}`).sort(),
    },
    found: {
      ...{ seed, owed: totalUnpaid(await billStandings(db, connectionId)), ahead: await advanceOf(db, connectionId) },
      isAttemptPaid: attempts.some(({ state }) => state === 'PAID'),
      payments: rows.map(({ reference, amountPaise }) => `${reference} ${amountPaise}`).sort(),
    },
  }
}

test(
  `with ${SEEDS} seeds of webhooks that are lost, late, doubled and out of order, every rupee is booked once`,
  async () => {
    let payments = 0
    for (let from = 0; from < SEEDS; from += TOGETHER) {
      const plain = await testServices(new Date(BEGIN).toISOString())
      const gateway = new MemoryGateway(plain.now)
      const services: PaymentServices = { ...plain, gateway }
      const told: [Story, Delivery[]][] = []
      for (let seed = SEED + from; seed < SEED + Math.min(from + TOGETHER, SEEDS); seed++)
        told.push(await tell(services, gateway, seed))
      const setTime = (at: number) => plain.setTime(new Date(at).toISOString())
      await letDaysPass(
        services,
        setTime,
        told.flatMap(([, deliveries]) => deliveries),
      )
      for (const [story] of told) {
        const { expected, found } = await books(services, story)
        expect(found).toEqual(expected)
        payments += story.ids.length
      }
      const log: readonly DemoLogLine[] = gateway.log
      const verified = await verifyLedger(plain, log)
      expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
      await plain.close()
    }
    tellFault({
      ...{ fault: `F8 lost, late and doubled events, ${SEEDS} seeds`, seed: SEED, ledger: 'holds' },
      ...{ acknowledged: payments, found: payments },
    })
  },
  60_000 + 1_000 * SEEDS,
)
