import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkSession } from '#lib/identity/check-session.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { startSession } from '#lib/identity/start-session.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { MemoryGateway } from './gateway/test-memory-gateway.ts'
import type { PaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'
import { reconcile, sweepGateway } from './reconcile.ts'
import { recordEvent } from './record-event.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefunds } from './send-refunds.ts'
import { startPayment } from './start-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { inSteps } from './test-crash.ts'
import { eventBody, tell } from './test-events.ts'
import { agreeToRefund } from './test-refunds.ts'
import { verifyLedger } from './verify-ledger.ts'

const NOW = '2026-11-07T10:00:00+05:30'
const OWED = 50_000
const { numRuns, seed } = fuzz(4, 1_000)
let plain: TestServices
let gateway: MemoryGateway
let services: PaymentServices

beforeAll(async () => {
  plain = await testServices(NOW)
  gateway = new MemoryGateway(plain.now)
  services = { ...plain, gateway }
})
beforeEach(() => plain.setTime(NOW))
afterAll(() => plain.close())

/**
 * Lets things happen at once, a statement or call of the gateway at a time, in the order that the scheduler picks: each
 * goes as far as its next step and waits there for its turn. Who waits for a row that another holds is left waiting.
 * Returns what came of each.
 */
async function inTurns<Result>(
  scheduler: fc.Scheduler,
  things: Record<string, (services: PaymentServices) => Promise<Result>>,
): Promise<Result[]> {
  /** Of each that is not over, how many of its steps wait for their turn. */
  const steps = new Map(Object.keys(things).map((name) => [name, 0]))
  const count = (name: string, more: number) => steps.has(name) && steps.set(name, (steps.get(name) ?? 0) + more)
  const run = async ([name, thing]: [string, (services: PaymentServices) => Promise<Result>]) => {
    const own = inSteps(services, async (work) => {
      count(name, 1)
      await scheduler.schedule(Promise.resolve(), name)
      count(name, -1)
      return work()
    })
    return thing(own).finally(() => steps.delete(name))
  }
  const results = Promise.all(Object.entries(things).map(run))
  results.catch(() => undefined)
  while (steps.size > 0) {
    await untilAllWait(steps)
    if (scheduler.count() > 0) await scheduler.waitOne()
  }
  return results
}

async function untilAllWait(steps: ReadonlyMap<string, number>): Promise<void> {
  const busy = () => [...steps.values()].filter((waiting) => waiting === 0).length
  for (let round = 1; busy() > 0; round++) {
    await setImmediate()
    if (round % 50 === 0 && (await waitingForRows()) >= busy()) return
  }
}

async function waitingForRows(): Promise<number> {
  const [found] = await plain.asOwner().$queryRaw<{ count: number }[]>`
    select count(*)::int as "count" from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`
  return found?.count ?? 0
}

async function homeWithBill() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: OWED })
  const standing = async () => ({
    owed: totalUnpaid(await billStandings(services.db, home.connectionId)),
    ahead: await advanceOf(services.db, home.connectionId),
  })
  return { home, bill, standing }
}

/** Some captured payment, of which the gateway has told nobody yet. */
function captured(reference: string) {
  const { id } = gateway.capture(reference, paise(OWED))
  const eventId = `evt_${id}`
  const told = async (the: PaymentServices) => {
    const event = { paymentId: id, reference, amount: OWED }
    await recordEvent(the, { eventId, body: eventBody(event, the.now()) })
    return processEvent(the, eventId)
  }
  return { id, told }
}

const races = (story: (scheduler: fc.Scheduler) => Promise<void>) =>
  fc.assert(fc.asyncProperty(fc.scheduler(), story), { numRuns, seed })

describe(`in each of ${numRuns} orders of their steps`, () => {
  test('two tabs that begin to pay a bill get the same attempt', async () => {
    await races(async (scheduler) => {
      const { home, bill } = await homeWithBill()
      const begin = (the: PaymentServices) => startPayment(the, home.actor, { billId: bill.id })
      const [one, two] = await inTurns(scheduler, { 'one tab': begin, 'other tab': begin })
      expect(one).toMatchObject({ ok: true })
      expect(two).toEqual(one)
      expect(await services.db.paymentAttempt.count({ where: { connectionId: home.connectionId } })).toBe(1)
    })
  })

  test('a webhook and the reconciler that find the same money book it once', async () => {
    await races(async (scheduler) => {
      plain.setTime(NOW)
      await services.db.gatewayQr.updateMany({ data: { nextCheckAt: null } })
      await services.db.gatewaySweep.deleteMany()
      const { home, bill, standing } = await homeWithBill()
      await startPayment(services, home.actor, { billId: bill.id })
      const attempt = await services.db.paymentAttempt.findFirstOrThrow({ where: { billId: bill.id } })
      const { id, told } = captured(attempt.reference)
      plain.setTime('2026-11-07T11:01:00+05:30')
      await inTurns<unknown>(scheduler, {
        webhook: told,
        'question about the code': reconcile,
        'question about the day': sweepGateway,
      })
      expect(await services.db.payment.count({ where: { reference: id } })).toBe(1)
      expect(await standing()).toEqual({ owed: 0n, ahead: 0n })
      const { state } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attempt.id } })
      expect(state).toBe('PAID')
    })
  })

  test('a refund and another payment of the same bill leave what one payment pays', async () => {
    await races(async (scheduler) => {
      const { bill, standing } = await homeWithBill()
      const first = gateway.capture(bill.paymentReference, paise(OWED)).id
      await tell(services, { paymentId: first, reference: bill.paymentReference, amount: OWED })
      const { id: paymentId } = await services.db.payment.findFirstOrThrow({ where: { reference: first } })
      const refundId = randomUUID()
      const wanted = { refundId, paymentId, amountPaise: paise(OWED), reason: 'OTHER' } as const
      expect(await requestRefund(services, testOfficer('BILLING_OFFICER'), wanted)).toMatchObject({ ok: true })
      const given = gateway.refundsGiven
      const refund = async (the: PaymentServices) => {
        const decided = await agreeToRefund(the, refundId, plain)
        await sendRefunds(the)
        return decided.ok
      }
      const { told } = captured(bill.paymentReference)
      expect(
        await inTurns<unknown>(scheduler, { refund, capture: told, 'another round of refunds': sendRefunds }),
      ).toEqual([true, true, expect.any(Number)])
      expect(gateway.refundsGiven - given).toBe(1)
      expect(await standing()).toEqual({ owed: 0n, ahead: 0n })
    })
  })

  test('a request beside logging out is its person’s or nobody’s, and the next one is nobody’s', async () => {
    await races(async (scheduler) => {
      plain.setTime(NOW)
      const { actor } = await makeHome(services)
      const { consumerId } = actor
      const { token, sessionId } = await services.db.$transaction((tx) =>
        startSession(tx, { consumerId, at: plain.now(), device: 'Chrome, Android' }),
      )
      // Late enough that the request writes that it was seen.
      plain.setTime('2026-11-07T10:05:00+05:30')
      const request = (the: PaymentServices) => checkSession(the, token)
      const [, ...asked] = await inTurns<unknown>(scheduler, {
        'logging out': (the) => endSessions(the, { ...actor, sessionId }, 'this'),
        request,
        'another request': request,
      })
      for (const found of asked)
        if (found !== null) expect(found).toMatchObject({ actor: { consumerId, sessionId }, connection: null })
      expect(await checkSession(services, token)).toBeNull()
    })
  })

  test('the books hold after all of them', async () => {
    const verified = await verifyLedger(plain, gateway.log)
    expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
  })
})
