import type { Services } from '#lib/platform/services.ts'
import { secondsAfter } from './otp-policy.ts'

/** A code counts for a day's limit, and its challenge is of use to whoever looks into a complaint of that week. */
const CHALLENGE_KEPT_SECONDS = 7 * 86_400
/** At most so many rows a statement: a backlog of months must not hold one for long. */
const AT_ONCE = 5_000

/**
 * Forgets challenges of codes, which hold numbers of mobiles, a week after they ended, and counts of limits when their
 * window is over. Run every minute; two at once do no harm. Returns how many rows were forgotten.
 */
export async function forgetSpent({ db, now }: Services): Promise<number> {
  const at = now()
  const challenges = await db.$executeRaw`
    delete from "OtpChallenge" where "id" in (
      select "id" from "OtpChallenge" where "expiresAt" < ${secondsAfter(at, -CHALLENGE_KEPT_SECONDS)}
       order by "expiresAt" limit ${AT_ONCE})`
  const counts = await db.$executeRaw`
    delete from "RateLimit" where ("key", "windowAt") in (
      select "key", "windowAt" from "RateLimit" where "expiresAt" < ${at} order by "expiresAt" limit ${AT_ONCE})`
  const passkeys = await db.$executeRaw`
    delete from "PasskeyChallenge" where "id" in (
      select "id" from "PasskeyChallenge" where "expiresAt" < ${at} order by "expiresAt" limit ${AT_ONCE})`
  return challenges + counts + passkeys
}
