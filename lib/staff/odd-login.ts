import { recordAudit } from '#lib/audit/record-audit.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { formatInstant } from '#lib/units/display.ts'
import { timeOfDay } from '#lib/units/ist.ts'
import { localeOf } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { HABITS_LAST_SECONDS, NIGHT } from './staff-policy.ts'

/** What is new of an officer's login. */
export type Oddity = 'device' | 'night' | 'authenticator'

type Login = { staffId: string; at: Date; device: string; hasEnrolled: boolean }

/**
 * What a login has that none of the officer's of the last 90 days had (ASVS 8.4.2): a kind of device, an hour of the night, or an
 * authenticator that was set up again. Of an officer who was away for so long all is new; the very first login is none. To be
 * asked before its session starts.
 */
export async function odditiesOf(tx: Tx, { staffId, at, device, hasEnrolled }: Login): Promise<Oddity[]> {
  const all = await tx.staffSession.findMany({ where: { staffId }, select: { createdAt: true, device: true } })
  if (all.length === 0) return []
  const since = secondsAfter(at, -HABITS_LAST_SECONDS)
  const before = all.filter(({ createdAt }) => createdAt > since)
  const oddities: Oddity[] = []
  if (before.every((login) => login.device !== device)) oddities.push('device')
  if (isNight(at) && !before.some(({ createdAt }) => isNight(createdAt))) oddities.push('night')
  if (hasEnrolled) oddities.push('authenticator')
  return oddities
}

/** By the hour in India. */
function isNight(at: Date): boolean {
  const time = timeOfDay(at)
  return time >= NIGHT.from || time < NIGHT.to
}

/** Notes an odd login, and tells its officer by SMS: whoever was not there calls. Nobody is kept out. */
export async function tellOfOddLogin(
  tx: Tx,
  { staffId, at, device }: Login,
  { oddities, sessionId }: { oddities: readonly Oddity[]; sessionId: string },
): Promise<void> {
  const officer = await tx.staffAccount.findUniqueOrThrow({
    where: { id: staffId },
    select: { mobile: true, language: true },
  })
  const language = localeOf(officer.language)
  const facts = { device, at: formatInstant(at, language), helpline: env().discom.helpline }
  const to = parseMobile(officer.mobile)
  if (to)
    await queueMessage(tx, {
      ...{ channel: 'SMS', to, kind: 'DESK_LOGIN', at },
      ...templateText(language, 'sms', 'deskOdd', facts),
    })
  const detail = { session: sessionId, device, new: oddities.join(', ') }
  await recordAudit(tx, { kind: 'staff', staffId }, 'desk.login-odd', { at, detail })
}
