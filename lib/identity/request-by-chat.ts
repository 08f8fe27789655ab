import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { env } from '#lib/platform/env.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { randomCode } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { AnonymousActor } from './actor.ts'
import { type LoginName, readLoginName } from './login-name.ts'
import { numberOnRecord } from './number-on-record.ts'
import { codeHash, subjectHashOf } from './open-challenge.ts'
import {
  CHAT_WORDS_PER_SOURCE_AND_HOUR,
  CODE_LIVES_SECONDS,
  HOUR_SECONDS,
  secondsAfter,
  TRIES_PER_CODE,
} from './otp-policy.ts'

/**
 * The way in where others have used up a number's codes or tries, which may show or not (threat T5, ASVS 6.1.1): six digits for
 * the page of a login to show. Once the phone on record has written them to us on WhatsApp, a code goes there by SMS
 * (`sendChatCode`). They are added to the login that waits for a code already (`challengeId`), whose code works until then; else
 * one is made that has no code yet. Strangers can ask for as many as they like: they write from no phone of that number. The
 * answer is the same for a number that nobody has. Returns the challenge's id; null where the utility has no WhatsApp number,
 * what was typed (`who`) is no number, or the network address has asked too often.
 */
export async function requestByChat(
  services: Services,
  actor: AnonymousActor,
  { who, challengeId }: { who: string; challengeId?: string },
): Promise<string | null> {
  const read = readLoginName(who)
  if (!env().whatsappNumber || !read.ok) return null
  const limit = { limit: CHAT_WORDS_PER_SOURCE_AND_HOUR, windowSeconds: HOUR_SECONDS }
  if (!(await takeFromLimit(services, { key: limitKey('chat words from', actor.source), ...limit })).ok) return null
  if (challengeId && (await addWord(services, challengeId))) return challengeId
  return waitForPhone(services, actor, read.name)
}

/** Whether the login still takes a code, and so has digits now; it keeps those that it had. */
async function addWord({ db, now }: Services, challengeId: string): Promise<boolean> {
  const isOpen = { id: challengeId, closedAt: null, expiresAt: { gt: now() }, tries: { lt: TRIES_PER_CODE } }
  const added = await db.otpChallenge.updateMany({
    where: { ...isOpen, chatWord: null },
    data: { chatWord: randomCode() },
  })
  return added.count > 0 || (await db.otpChallenge.count({ where: isOpen })) > 0
}

/** A login without a code, which waits for its number's phone to write. */
async function waitForPhone(services: Services, actor: AnonymousActor, name: LoginName): Promise<string> {
  const { db, now } = services
  const found = await numberOnRecord(services, name)
  const at = now()
  const id = randomUUID()
  // Counted for itself: what is asked for here takes nothing from the number.
  const subjectHash = subjectHashOf(`chat ${id}`)
  await db.$transaction(async (tx) => {
    await tx.otpChallenge.createMany({
      data: {
        ...{ id, mobile: found?.mobile ?? null, chatWord: randomCode(), byChat: true, subjectHash },
        // Of no code: what is typed has six digits.
        ...{ byConsumerNo: name.kind === 'consumerNo', codeHash: Uint8Array.from(codeHash(id, '')) },
        ...{ createdAt: at, expiresAt: secondsAfter(at, CODE_LIVES_SECONDS) },
      },
    })
    const detail = { by: name.kind, subject: subjectHash.slice(0, 12), waitsFor: 'WHATSAPP' }
    await recordAudit(tx, actor, 'login.code-requested', { at, detail })
  })
  return id
}
