import type { Services } from '#lib/platform/services.ts'
import type { AnonymousActor } from './actor.ts'
import { nameKey, readLoginName, type UnreadableName } from './login-name.ts'
import { numberOnRecord } from './number-on-record.ts'
import { type HeldCode, type OpenedChallenge, openChallenge } from './open-challenge.ts'

export type RequestOtpResult = OpenedChallenge | HeldCode | UnreadableName

/**
 * Begins a login: makes a challenge for what was typed (`who`, a mobile or a consumer number) and, if a number on
 * record belongs to it, sends the code there. The answer is the same for a number that nobody has. `deviceTokens` come from
 * the cookie of a browser that has logged in before.
 */
export async function requestOtp(
  services: Services,
  actor: AnonymousActor,
  { who, deviceTokens }: { who: string; deviceTokens?: readonly string[] },
): Promise<RequestOtpResult> {
  const read = readLoginName(who)
  if (!read.ok) return read
  return openChallenge(services, actor, {
    ...{ purpose: 'LOGIN', text: 'otp', action: 'login.code-requested' },
    subject: nameKey(read.name),
    typedMobile: read.name.kind === 'mobile' ? read.name.mobile : undefined,
    by: read.name.kind,
    byConsumerNo: read.name.kind === 'consumerNo',
    find: () => numberOnRecord(services, read.name),
    deviceTokens,
    isForAnybody: true,
  })
}
