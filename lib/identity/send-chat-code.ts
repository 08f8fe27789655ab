import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { randomCode } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { AnonymousActor } from './actor.ts'
import { takeCode } from './code-breaker.ts'
import { codeHash, mayBeSentTo, ownCodeKey, subjectHashOf } from './open-challenge.ts'
import { CODE_EVERY_SECONDS, CODE_LIVES_SECONDS, secondsAfter } from './otp-policy.ts'

export type ChatCodeResult =
  | 'SENT'
  /** No login of this number waits for these digits: wrong, or over. */
  | 'UNKNOWN'
  /** The phone has written for as many codes as a number may have in an hour or a day. */
  | 'TOO_MANY'

const CHAT = 'chat'

/**
 * Sends the code of a login whose number's phone writes for it (`requestByChat`); one that was sent before no longer works. The
 * message shows that its person wants it, no more: the code goes by SMS, so that a WhatsApp account in other hands opens
 * nothing. It lives as long as any from now on, has the tries of any, and counts for the phone, apart from what others asked
 * for. Written again within half a minute, the digits send none; later another, as somebody does whose SMS does not come.
 */
export async function sendChatCode(
  services: Services,
  actor: AnonymousActor,
  { mobile, word, language }: { mobile: Mobile; word: string; language: Locale },
): Promise<ChatCodeResult> {
  const at = services.now()
  const sent = await services.db.$transaction(async (tx) => {
    const [waiting] = await tx.$queryRaw<{ id: string; isWritten: boolean; expiresAt: Date }[]>`
      select "id", "byChat" and "isSent" as "isWritten", "expiresAt" from "OtpChallenge"
       where "mobile" = ${mobile}::char(10) and "chatWord" = ${word}::char(6) and "closedAt" is null and "expiresAt" > ${at}
       order by "createdAt" desc limit 1 for update`
    if (!waiting) return 'UNKNOWN'
    if (waiting.isWritten && waiting.expiresAt > secondsAfter(at, CODE_LIVES_SECONDS - CODE_EVERY_SECONDS))
      return 'SENT'
    const sentTo = { mobile, countedFor: CHAT, at }
    if (!(await mayBeSentTo(tx, `${mobile} by chat`, sentTo))) return 'TOO_MANY'
    const { id } = waiting
    const [code, subjectHash] = [randomCode(), subjectHashOf(`chat ${id}`)]
    const data = { codeHash: Uint8Array.from(codeHash(id, code)), subjectHash, tries: 0, byChat: true, isSent: true }
    const expiresAt = secondsAfter(at, CODE_LIVES_SECONDS)
    await tx.otpChallenge.update({ where: { id }, data: { ...data, expiresAt }, select: { id: true } })
    const message = templateText(language, 'sms', 'otp', { code, minutes: CODE_LIVES_SECONDS / 60 })
    await queueMessage(tx, {
      ...{ channel: 'SMS', to: mobile, kind: 'OTP', ...message, onceKey: ownCodeKey(CHAT, randomUUID()), at },
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
