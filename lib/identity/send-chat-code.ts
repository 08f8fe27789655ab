import { recordAudit } from '#lib/audit/record-audit.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { randomCode } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { AnonymousActor } from './actor.ts'
import { takeCode } from './code-breaker.ts'
import { codeHash, mayBeSentTo, ownCodeKey } from './open-challenge.ts'
import { CODE_LIVES_SECONDS, secondsAfter } from './otp-policy.ts'

export type ChatCodeResult =
  | 'SENT'
  /** No login of this number waits for these digits: wrong, over, or written before. */
  | 'UNKNOWN'
  /** The phone has written for as many codes as a number may have in an hour or a day. */
  | 'TOO_MANY'

/**
 * Sends the code of a login that waits for its number's phone to write (`requestByChat`). The message shows that its person
 * wants it, no more: the code goes by SMS, so that a WhatsApp account in other hands opens nothing. It lives as long as any
 * from now on, and counts for the phone, apart from what others asked for. Of two messages at once one sends.
 */
export async function sendChatCode(
  services: Services,
  actor: AnonymousActor,
  { mobile, word, language }: { mobile: Mobile; word: string; language: Locale },
): Promise<ChatCodeResult> {
  const at = services.now()
  const sent = await services.db.$transaction(async (tx) => {
    const [waiting] = await tx.$queryRaw<{ id: string; subjectHash: string }[]>`
      select "id", "subjectHash" from "OtpChallenge"
       where "mobile" = ${mobile}::char(10) and "chatWord" = ${word}::char(6) and not "isSent" and "closedAt" is null
         and "expiresAt" > ${at}
       order by "createdAt" desc limit 1 for update`
    if (!waiting) return 'UNKNOWN'
    if (!(await mayBeSentTo({ db: tx, now: services.now }, `${mobile} by chat`))) return 'TOO_MANY'
    const { id, subjectHash } = waiting
    const code = randomCode()
    const data = { codeHash: Uint8Array.from(codeHash(id, code)), isSent: true }
    const expiresAt = secondsAfter(at, CODE_LIVES_SECONDS)
    await tx.otpChallenge.update({ where: { id }, data: { ...data, expiresAt }, select: { id: true } })
    const message = templateText(language, 'sms', 'otp', { code, minutes: CODE_LIVES_SECONDS / 60 })
    await queueMessage(tx, {
      ...{ channel: 'SMS', to: mobile, kind: 'OTP', ...message, onceKey: ownCodeKey('chat', id), at },
    })
    const detail = { by: 'chat', subject: subjectHash.slice(0, 12) }
    await recordAudit(tx, actor, 'login.code-requested', { at, detail })
    return { id }
  })
  if (typeof sent === 'string') return sent
  // It counts among the minute's, and waits for none of them: behind it stands more than a number that somebody knows.
  await takeCode(services, { challengeId: sent.id, at, isSent: true })
  return 'SENT'
}
