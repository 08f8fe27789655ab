import { DAY_SECONDS, HOUR_SECONDS } from '#lib/identity/otp-policy.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { PROOFS_PER_DAY, PROOFS_PER_HOUR, PROOFS_PER_SOURCE_AND_HOUR } from './link-policy.ts'
import type { LinkRequest } from './link-request.ts'

/**
 * Takes one from what may be tried to prove a connection, on each count before anything is looked at. All of them are
 * raised whichever is used up, and for consumer numbers that nobody has as well.
 */
export async function takeProof(
  services: Services,
  { source }: { source: string },
  { consumerNo, mobile }: Pick<LinkRequest, 'consumerNo' | 'mobile'>,
): Promise<boolean> {
  const counts: [string, string, number, number][] = [
    ['link proofs from', source, PROOFS_PER_SOURCE_AND_HOUR, HOUR_SECONDS],
    ['link proofs of', consumerNo, PROOFS_PER_HOUR, HOUR_SECONDS],
    ['link proofs of in a day', consumerNo, PROOFS_PER_DAY, DAY_SECONDS],
    ['link proofs by', mobile, PROOFS_PER_HOUR, HOUR_SECONDS],
    ['link proofs by in a day', mobile, PROOFS_PER_DAY, DAY_SECONDS],
  ]
  let isWithin = true
  for (const [purpose, subject, limit, windowSeconds] of counts) {
    const { ok } = await takeFromLimit(services, { key: limitKey(purpose, subject), limit, windowSeconds })
    isWithin &&= ok
  }
  return isWithin
}
