import type { Services } from '#lib/platform/services.ts'
import { type LoginAlarm, raiseAlarm } from './login-alarm.ts'
import { CODE_LIVES_SECONDS, HOUR_SECONDS, NUMBERS_OF_A_HUNDRED, secondsAfter } from './otp-policy.ts'

export const NUMBERS_IN_A_ROW: LoginAlarm = {
  ...{ key: 'numbers in a row', noticedBy: 'numbers of a hundred' },
  ...{ action: 'login.numbers-in-a-row', fault: 'NUMBERS_IN_A_ROW' },
}

/**
 * Raises the alarm when within an hour codes were asked for by too many of a hundred adjacent mobile numbers, on record or not,
 * as when somebody goes through a series of them (threat T4). Browsers that have logged in before do not count. Nobody is held
 * up by it. Run every minute; of two at once one says so. Returns whether it is so.
 */
export async function watchRuns(services: Services): Promise<boolean> {
  const since = secondsAfter(services.now(), CODE_LIVES_SECONDS - HOUR_SECONDS)
  const [run] = await services.db.$queryRaw<{ numbers: number }[]>`
    select count(distinct "subjectHash")::int as "numbers" from "OtpChallenge"
     where "expiresAt" > ${since} and "hundredHash" is not null
     group by "hundredHash" having count(distinct "subjectHash") >= ${NUMBERS_OF_A_HUNDRED}
     order by 1 desc limit 1`
  if (run) await raiseAlarm(services, NUMBERS_IN_A_ROW, { tried: run.numbers, limit: NUMBERS_OF_A_HUNDRED })
  return run !== undefined
}
