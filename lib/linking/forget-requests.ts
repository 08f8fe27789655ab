import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Services } from '#lib/platform/services.ts'

/** Long enough to look into a complaint of the same day. */
const KEPT_AFTER_SECONDS = 24 * 3_600

/**
 * Forgets what people typed on the way to a link or another number, a day after it could have been of use: what came of
 * it stands with the link and in the audit. Returns how many were forgotten.
 */
export async function forgetLinkRequests({ db, now }: Services): Promise<number> {
  const where = { expiresAt: { lt: secondsAfter(now(), -KEPT_AFTER_SECONDS) } }
  const [requests, changes] = [await db.linkRequest.deleteMany({ where }), await db.numberChange.deleteMany({ where })]
  return requests.count + changes.count
}
