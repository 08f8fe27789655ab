import { randomUUID } from 'node:crypto'
import type { AuditAction } from '#lib/audit/audit-actions.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import { keyedHash, keyedHashes, randomCode, sameBytes } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { OtpPurpose } from '#prisma/generated/client.ts'
import type { AnonymousActor } from './actor.ts'
import { noteHeldCode, returnCode, takeCode } from './code-breaker.ts'
import { knownDevices } from './known-device.ts'
import type { NumberOnRecord } from './number-on-record.ts'
import {
  CODE_EVERY_SECONDS,
  CODE_LIVES_SECONDS,
  CODES_PER_DAY,
  CODES_PER_HOUR,
  CODES_PER_SOURCE_AND_HOUR,
  DAY_SECONDS,
  HOUR_SECONDS,
  secondsAfter,
} from './otp-policy.ts'

export type CodeWish = {
  /** A code for one purpose is none for another. */
  purpose: OtpPurpose
  /** What was typed, one text for one name: limits count by it, whether anybody has it or not. */
  subject: string
  /** The mobile that was typed, where one was: whoever asks for one number after another is noticed (`watch-runs.ts`). */
  typedMobile?: Mobile
  /** How the audit names what was typed. */
  by: string
  byConsumerNo: boolean
  /** Looks up the number on record; called once the sender's own limit allows it. Null: nobody gets a code. */
  find: () => Promise<NumberOnRecord | null>
  /** Which text of the `sms` messages carries the code. */
  text:
    | 'otp'
    | 'otpDesk'
    | 'otpTracking'
    | 'otpBill'
    | 'otpLinkOld'
    | 'otpLinkNew'
    | 'otpNumberOld'
    | 'otpNumberNew'
    | 'otpToken'
    | 'otpExport'
    | 'otpErasure'
    | 'otpPasskey'
    | 'otpProof'
  /** What it says besides code, minutes and sender. */
  facts?: Record<string, string>
  /** How the audit calls it. */
  action: AuditAction
  /** Of the browser that asks, where it has logged in before. */
  deviceTokens?: readonly string[]
  /**
   * Whoever has a number can ask for it, and nothing else stands behind it: no login, no right facts of a bill, no account of
   * an officer. Such codes are held back when too many are sent within a minute.
   */
  isForAnybody?: true
}

export type OpenedChallenge =
  | { ok: true; challengeId: string }
  /** A code was sent within the last half minute; the earlier one still works. */
  | { ok: false; reason: 'wait' }
  /** The hour's or the day's codes for this number, or the hour's for this network address, are used up. */
  | { ok: false; reason: 'too-many-codes' }

/** Too many codes are sent in this minute, to whomever: none is sent in the rest of it, and one that was sent still works. */
export type HeldCode = { ok: false; reason: 'busy' }

/** The keyed hash under which a challenge's code is kept: bound to the challenge, worthless for another. */
export const codeHash = (challengeId: string, code: string): Buffer => keyedHash('otp', `${challengeId}:${code}`)

/** Whether a hash is that of the code, under whichever secret it was made. */
export const isCodeHash = (hash: Uint8Array, challengeId: string, code: string): boolean =>
  keyedHashes('otp', `${challengeId}:${code}`).some((known) => sameBytes(hash, known))

/**
 * The key of a code's message that does not count with the number's others: INV14 and `mayBeSentTo` count by what stands in its
 * middle.
 */
export const ownCodeKey = (countedFor: string, challengeId: string): string => `code:${countedFor}:${challengeId}`

/** The keyed hash under which challenges for one name are counted. */
export const subjectHashOf = (subject: string): string => keyedHash('otp subject', subject).toString('base64url')

/** The keyed hash of the hundred numbers that share a mobile's first eight digits. */
export const hundredHashOf = (mobile: Mobile): string =>
  keyedHash('otp hundred', mobile.slice(0, 8)).toString('base64url')

/**
 * Makes a challenge for a name and, if a number on record belongs to it, sends the code there. The answer is the same
 * for a name that nobody has. Limits on the name are shown, those on the number behind it stay silent, or two ways to
 * one number would tell that they belong together. A browser that this number's person has logged in with before has
 * these limits for itself (threat T5), and is not held back with the others.
 */
export async function openChallenge(
  services: Services,
  actor: AnonymousActor,
  wish: CodeWish & { isForAnybody: true },
): Promise<OpenedChallenge | HeldCode>
export async function openChallenge(
  services: Services,
  actor: AnonymousActor,
  wish: CodeWish & { isForAnybody?: never },
): Promise<OpenedChallenge>
export async function openChallenge(
  services: Services,
  actor: AnonymousActor,
  wish: CodeWish,
): Promise<OpenedChallenge | HeldCode> {
  const devices = await knownDevices(services, wish.deviceTokens ?? [])
  // Nothing is looked up for a network address that asks too often, unless a browser shows that it is known to somebody.
  if (devices.length === 0 && !(await mayAsk(services, actor))) return { ok: false, reason: 'too-many-codes' }
  const at = services.now()
  const found = await wish.find()
  const device = devices.find(({ mobile }) => mobile === found?.mobile)
  if (devices.length > 0 && !device && !(await mayAsk(services, actor))) return { ok: false, reason: 'too-many-codes' }
  // From here on a known browser counts for itself: what strangers asked for and tried under this name is not its own.
  const subject = device ? `device ${device.id}` : wish.subject
  const subjectHash = subjectHashOf(subject)
  const challengeId = randomUUID()
  const asked = { challengeId, at, isSent: found !== null }
  if (!(await takeCode(services, asked)) && wish.isForAnybody && !device) {
    await returnCode(services, asked)
    await noteHeldCode(services)
    return { ok: false, reason: 'busy' }
  }
  const code = randomCode()
  const values = { ...wish.facts, code, minutes: CODE_LIVES_SECONDS / 60 }
  // The message also says to tell the code to nobody.
  const message = templateText(found?.language ?? 'hi', 'sms', wish.text, values)

  const opened = await services.db.$transaction<OpenedChallenge>(async (tx) => {
    const refusal = await tooSoon(tx, subjectHash, at)
    if (refusal) return { ok: false, reason: refusal }
    const target = device ? subject : (found?.mobile ?? subject)
    const sentTo = { mobile: found?.mobile ?? null, countedFor: device?.id ?? null }
    const mayReceive = await mayBeSentTo(tx, target, { ...sentTo, at })
    const to = mayReceive ? (found?.mobile ?? null) : null
    await tx.otpChallenge.updateMany({ where: { subjectHash, closedAt: null }, data: { closedAt: at } })
    await tx.otpChallenge.createMany({
      data: {
        id: challengeId,
        purpose: wish.purpose,
        mobile: found?.mobile ?? null,
        codeHash: Uint8Array.from(codeHash(challengeId, code)),
        byConsumerNo: wish.byConsumerNo,
        byKnownDevice: device !== undefined,
        isSent: to !== null,
        subjectHash,
        hundredHash: wish.typedMobile && !device ? hundredHashOf(wish.typedMobile) : null,
        createdAt: at,
        expiresAt: secondsAfter(at, CODE_LIVES_SECONDS),
      },
    })
    const onceKey = device && ownCodeKey(device.id, challengeId)
    await queueMessage(tx, { channel: 'SMS', to, kind: 'OTP', ...message, onceKey, at })
    const detail = { by: wish.by, subject: subjectHash.slice(0, 12) }
    await recordAudit(tx, actor, wish.action, { at, detail })
    return { ok: true, challengeId }
  })
  // One that the number's own limits keep back stays counted: given back, it would take longer than another.
  if (!opened.ok) await returnCode(services, asked)
  return opened
}

/** Whether a network address may ask for another code in this hour; counts that it asked. */
export async function mayAsk(services: Services, { source }: AnonymousActor): Promise<boolean> {
  const key = limitKey('codes from', source)
  return (await takeFromLimit(services, { key, limit: CODES_PER_SOURCE_AND_HOUR, windowSeconds: HOUR_SECONDS })).ok
}

/**
 * Whether this name has asked too often. Requests for one name wait for each other here, so that parallel ones are
 * counted one after the other and the older of two challenges is always closed. A code that has logged somebody in
 * makes nobody wait: who logs out may come back at once.
 */
async function tooSoon(tx: Tx, subjectHash: string, at: Date): Promise<'wait' | 'too-many-codes' | null> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${subjectHash}, 0))`
  const [sent] = await tx.$queryRaw<{ justNow: number; thisHour: number; thisDay: number }[]>`
    select count(*) filter (where "closedAt" is null and "createdAt" > ${secondsAfter(at, -CODE_EVERY_SECONDS)})::int as "justNow",
           count(*) filter (where "createdAt" > ${secondsAfter(at, -HOUR_SECONDS)})::int as "thisHour",
           count(*)::int as "thisDay"
      from "OtpChallenge"
     where "subjectHash" = ${subjectHash} and "createdAt" > ${secondsAfter(at, -DAY_SECONDS)}`
  if (!sent) throw new Error('A count always has a row.')
  if (sent.justNow > 0) return 'wait'
  return sent.thisHour >= CODES_PER_HOUR || sent.thisDay >= CODES_PER_DAY ? 'too-many-codes' : null
}

/**
 * The same limits for the mobile number itself, whichever name it was reached by, or for what counts apart from it. Beyond them
 * no message is written. Counted by the messages of any hour and day too, since between two clock hours twice as many could be
 * sent. Who is counted together waits for each other here.
 */
export async function mayBeSentTo(
  tx: Tx,
  target: string,
  { mobile, countedFor, at }: { mobile: Mobile | null; countedFor: string | null; at: Date },
): Promise<boolean> {
  const key = limitKey('codes to', target)
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
  const [sent] = await tx.$queryRaw<{ thisHour: number; thisDay: number }[]>`
    select count(*) filter (where "createdAt" > ${secondsAfter(at, -HOUR_SECONDS)})::int as "thisHour",
           count(*)::int as "thisDay"
      from "Message"
     where "toMobile" = ${mobile ?? ''}::char(10) and "kind" = 'OTP' and "createdAt" > ${secondsAfter(at, -DAY_SECONDS)}
       and split_part(coalesce("onceKey", ''), ':', 2) = ${countedFor ?? ''}`
  if (!sent) throw new Error('A count always has a row.')
  const isFree = sent.thisHour < CODES_PER_HOUR && sent.thisDay < CODES_PER_DAY
  if (!isFree) noteRefusal('LIMIT', 'codes to')
  // The same statements for everybody; what is not sent takes nothing.
  const [counted, amount] = [{ db: tx, now: () => at }, isFree ? 1 : 0]
  const hour = await takeFromLimit(counted, { key, limit: CODES_PER_HOUR, windowSeconds: HOUR_SECONDS, amount })
  const dayKey = limitKey('codes to in a day', target)
  const day = await takeFromLimit(counted, { key: dayKey, limit: CODES_PER_DAY, windowSeconds: DAY_SECONDS, amount })
  return isFree && hour.ok && day.ok
}
