import type { Services } from '#lib/platform/services.ts'
import { type LoginAlarm, raiseAlarm } from './login-alarm.ts'
import { CODES_JUDGED, HOUR_SECONDS, RIGHT_SHARE, secondsAfter } from './otp-policy.ts'

export const CODES_UNANSWERED: LoginAlarm = {
  ...{ key: 'codes unanswered', noticedBy: 'share of right codes' },
  ...{ action: 'login.codes-unanswered', fault: 'CODES_UNANSWERED' },
}

/**
 * Raises the alarm when of the codes that were sent within an hour too few led to a right answer, as when somebody lets the
 * portal write SMS that nobody waits for (threat T4). Only codes whose five minutes are over are judged. Nobody is held up by
 * it. Run every minute; of two at once one says so. Returns whether it is so.
 */
export async function watchAnswers(services: Services): Promise<boolean> {
  const at = services.now()
  const [sum] = await services.db.$queryRaw<{ sent: number; right: number }[]>`
    select count(*)::int as "sent", (count(*) filter (where "isRight"))::int as "right" from "OtpChallenge"
     where "isSent" and "expiresAt" > ${secondsAfter(at, -HOUR_SECONDS)} and "expiresAt" <= ${at}`
  if (!sum) throw new Error('A count always has a row.')
  const { sent, right } = sum
  const isLow = sent >= CODES_JUDGED && right < RIGHT_SHARE * sent
  if (isLow) await raiseAlarm(services, CODES_UNANSWERED, { sent, right })
  return isLow
}
