import type { Services } from '#lib/platform/services.ts'
import { type LoginAlarm, raiseAlarm } from './login-alarm.ts'
import { DAY_SECONDS, FAILED_CODES_PER_DAY, FAILED_SHARE, secondsAfter } from './otp-policy.ts'

export const SLOW_GUESSING: LoginAlarm = {
  ...{ key: 'slow guessing', noticedBy: 'wrong codes of a day' },
  ...{ action: 'login.slow-guessing-noticed', fault: 'CODES_GUESSED_SLOWLY' },
}
/** The day changes little within it, and a state has hundreds of thousands of codes a day to count. */
const EVERY_MS = 900_000

/**
 * Makes the chore that raises the alarm when of the codes that were tried within a day too many were never typed right, as when
 * somebody guesses at many numbers so slowly that each hour's budget has room (threat T3). Codes that may still be typed, and
 * those of browsers that have logged in before, do not count. Nobody is held up by it. Run every minute, it looks every quarter of
 * an hour; of two at once one says so. What it makes returns whether it is so, null where it did not look.
 */
export function slowGuessWatch(): (services: Services) => Promise<boolean | null> {
  let lookedAt = Number.NEGATIVE_INFINITY
  return async (services) => {
    const at = services.now()
    if (at.getTime() - lookedAt < EVERY_MS) return null
    lookedAt = at.getTime()
    const [sum] = await services.db.$queryRaw<{ tried: number; failed: number }[]>`
      select count(*)::int as "tried", (count(*) filter (where not "isRight"))::int as "failed" from "OtpChallenge"
       where "expiresAt" > ${secondsAfter(at, -DAY_SECONDS)} and "expiresAt" <= ${at}
         and not "byKnownDevice" and ("tries" > 0 or "isRight")`
    if (!sum) throw new Error('A count always has a row.')
    const { tried, failed } = sum
    const isSo = failed > FAILED_CODES_PER_DAY && failed > FAILED_SHARE * tried
    if (isSo) await raiseAlarm(services, SLOW_GUESSING, { failed, tried })
    return isSo
  }
}
