import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { env } from '#lib/platform/env.ts'
import { randomCode } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { AnonymousActor } from './actor.ts'
import { readLoginName } from './login-name.ts'
import { numberOnRecord } from './number-on-record.ts'
import { codeHash, mayAsk, subjectHashOf } from './open-challenge.ts'
import { CODE_LIVES_SECONDS, secondsAfter } from './otp-policy.ts'

/**
 * The way in where others have used up a number's codes or tries (threat T5, ASVS 6.1.1): a challenge without a code, and
 * six digits for its page to show. Once the phone on record has written them to us on WhatsApp, the code goes there by SMS
 * (`sendChatCode`). Strangers can ask for as many as they like: they write from no phone of that number, and what has no code
 * cannot be guessed. The answer is the same for a number that nobody has. Returns the challenge's id; null where the utility has
 * no WhatsApp number, what was typed (`who`) is no number, or the network address has asked too often.
 */
export async function requestByChat(
  services: Services,
  actor: AnonymousActor,
  { who }: { who: string },
): Promise<string | null> {
  const read = readLoginName(who)
  if (!env().whatsappNumber || !read.ok || !(await mayAsk(services, actor))) return null
  const { db, now } = services
  const found = await numberOnRecord(services, read.name)
  const at = now()
  const [id, chatWord] = [randomUUID(), randomCode()]
  // Counted for itself: what is asked for here takes nothing from the number.
  const subjectHash = subjectHashOf(`chat ${id}`)
  await db.$transaction(async (tx) => {
    await tx.otpChallenge.createMany({
      data: {
        ...{ id, mobile: found?.mobile ?? null, chatWord, subjectHash, byConsumerNo: read.name.kind === 'consumerNo' },
        // Of no code: what is typed has six digits.
        codeHash: Uint8Array.from(codeHash(id, '')),
        ...{ createdAt: at, expiresAt: secondsAfter(at, CODE_LIVES_SECONDS) },
      },
    })
    const detail = { by: read.name.kind, subject: subjectHash.slice(0, 12), waitsFor: 'WHATSAPP' }
    await recordAudit(tx, actor, 'login.code-requested', { at, detail })
  })
  return id
}
