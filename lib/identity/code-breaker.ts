import { env } from '#lib/platform/env.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import type { Services } from '#lib/platform/services.ts'
import { countIn, spreadCount, sumOf } from '#lib/platform/spread-count.ts'
import { type LoginAlarm, raiseAlarm } from './login-alarm.ts'
import { MINUTE_SECONDS } from './otp-policy.ts'

const SENT = spreadCount('codes sent', MINUTE_SECONDS)

export const CODES_HELD: LoginAlarm = {
  ...{ key: 'codes held', noticedBy: 'codes of a minute' },
  ...{ action: 'login.codes-held', fault: 'CODES_HELD' },
}

/** A code that is asked for at `at`. `isSent`: it has a number to go to. */
export type AskedCode = { challengeId: string; at: Date; isSent: boolean }

/**
 * Counts a code before it is written, and says whether it may go: not when as many were sent in this minute already as the
 * setting allows (`CODES_PER_MINUTE`, threat T4). Each first commits its own count and reads the sum afterwards, so of any
 * number at once, in whichever processes, none beyond it goes. Of a number that nobody has the same is said by the same
 * statements, and nothing counted: whoever asks for such numbers holds up nobody.
 */
export async function takeCode(services: Services, { challengeId, at, isSent }: AskedCode): Promise<boolean> {
  const ofMinute = { ...services, now: () => at }
  const amount = isSent ? 1 : 0
  await countIn(ofMinute, SENT, { id: challengeId, amount })
  return (await sumOf(ofMinute, SENT)) - amount < env().codesPerMinute
}

/** The code was not written after all. */
export async function returnCode(services: Services, { challengeId, at, isSent }: AskedCode): Promise<void> {
  await countIn({ ...services, now: () => at }, SENT, { id: challengeId, amount: isSent ? -1 : 0 })
}

/** Notes that somebody was told to try again in a minute. */
export async function noteHeldCode(services: Services): Promise<void> {
  noteRefusal('LIMIT', 'codes of a minute')
  await raiseAlarm(services, CODES_HELD, { limit: env().codesPerMinute })
}
