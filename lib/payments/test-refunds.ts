import { randomUUID } from 'node:crypto'
import type { Services } from '#lib/platform/services.ts'
import { officerWithAuthenticator, testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { type DecidedRefund, decideRefund } from './decide-refund.ts'
import { requestRefund } from './request-refund.ts'
import { startPayment } from './start-payment.ts'
import { type Home, makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'

/** Where the homes of tests of money and of logins lie. */
export const TEST_CIRCLE = { subdivisions: ['Kokar', 'Test', 'Doranda'] }

/**
 * Agrees to a refund as a supervisor of its own, whose authenticator has not been used in this half minute. `by` is where the
 * supervisor is made, where what agrees is disturbed on purpose.
 */
export async function agreeToRefund(
  services: Services,
  refundId: string,
  by: Pick<Services, 'db' | 'now'> = services,
): Promise<DecidedRefund> {
  const { actor, code } = await officerWithAuthenticator(by, 'SUPERVISOR', TEST_CIRCLE)
  return decideRefund(services, actor, { refundId, agree: true, code: code() })
}

export type AskedRefund = {
  home: Home
  refundId: string
  /** What the payment is called at the gateway. */
  atGateway: string
  attemptId: string
}

/** Somebody has paid a bill of ₹500 on its page, and a clerk asks to give ₹200 of it back. */
export async function askedRefund(services: Services): Promise<AskedRefund> {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  const attemptId = started?.ok ? started.attemptId : ''
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })
  const refundId = randomUUID()
  const atGateway = `pay_${refundId.slice(0, 8)}`
  await tell(services, { paymentId: atGateway, reference, amount: 50_000 })
  const { id: paymentId } = await services.db.payment.findFirstOrThrow({ where: { reference: atGateway } })
  const wanted = { refundId, paymentId, amountPaise: paise(20_000), reason: 'WRONG_AMOUNT' } as const
  const asked = await requestRefund(services, testOfficer('CLERK'), wanted)
  if (!asked.ok) throw new Error(asked.reason)
  return { home, refundId, atGateway, attemptId }
}
