import type { Services } from '#lib/platform/services.ts'
import { officerWithAuthenticator } from '#lib/staff/test-officer.ts'
import { type DecidedRefund, decideRefund } from './decide-refund.ts'

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
