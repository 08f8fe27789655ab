import { recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks, isId } from '#lib/consumers/access.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { sameBytes } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { AnonymousActor, ConsumerActor } from './actor.ts'
import { DAY_SECONDS, HOUR_SECONDS, TRIES_PER_CODE, TRIES_PER_DAY, TRIES_PER_HOUR } from './otp-policy.ts'
import { codeHash } from './request-otp.ts'
import { startSession } from './start-session.ts'

export type VerifyOtpResult =
  | { ok: true; token: string; actor: ConsumerActor; language: Locale; connectionIds: string[] }
  /** Not six digits: not counted as a try. */
  | { ok: false; reason: 'unreadable' }
  | { ok: false; reason: 'wrong'; triesLeft: number }
  /** The five tries of this code are used up. */
  | { ok: false; reason: 'spent' }
  /** Older than five minutes, used, or followed by a newer code. */
  | { ok: false; reason: 'expired' }
  /** The number's tries of the hour, or of the day, are used up, over all of its codes. */
  | { ok: false; reason: 'locked' | 'locked-today' }

type Try = { mobile: string | null; codeHash: Uint8Array; subjectHash: string; tries: number; byConsumerNo: boolean }

/**
 * Proves a login by the code of a challenge and starts a session. `challengeId` comes from the cookie of the browser
 * that asked; `device` is a coarse name of it. Each try is counted before its code is looked at, in statements that
 * parallel requests cannot get between, and only one request of a right code can close the challenge.
 */
export async function verifyOtp(
  services: Services,
  actor: AnonymousActor,
  { challengeId, code: typed, device }: { challengeId: string; code: string; device: string },
): Promise<VerifyOtpResult> {
  const code = typed.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(code)) return { ok: false, reason: 'unreadable' }
  if (!isId(challengeId)) return { ok: false, reason: 'expired' }

  const counted = await countTry(services, challengeId)
  if (!counted) return refuse(services, actor, await whyNot(services, challengeId))
  const limit = await numberLimit(services, counted)
  if (limit === 'locked' || limit === 'locked-today')
    return refuse(services, actor, { ok: false, reason: limit }, counted)

  const matches = sameBytes(counted.codeHash, codeHash(challengeId, code))
  if (!matches || limit === 'silent' || counted.mobile === null) {
    const triesLeft = TRIES_PER_CODE - counted.tries
    return refuse(
      services,
      actor,
      triesLeft > 0 ? { ok: false, reason: 'wrong', triesLeft } : { ok: false, reason: 'spent' },
      counted,
    )
  }
  return logIn(services, { challengeId, mobile: counted.mobile, device, byConsumerNo: counted.byConsumerNo })
}

/** Counts a try of an open challenge. One statement decides; of any number of parallel tries, five get a row. */
async function countTry({ db, now }: Services, challengeId: string): Promise<Try | null> {
  const [row] = await db.$queryRaw<Try[]>`
    update "OtpChallenge" set "tries" = "tries" + 1
     where "id" = ${challengeId}::uuid and "closedAt" is null and "expiresAt" > ${now()} and "tries" < ${TRIES_PER_CODE}
    returning "mobile", "codeHash", "subjectHash", "tries", "byConsumerNo"`
  return row ?? null
}

/**
 * Counts the try against the name that was typed, which is shown, and against the number behind it, which stays silent
 * (the try then counts as wrong): a lock that appears on a second name would tell that both lead to one person.
 * The budget of failures over all numbers together (threat T3) belongs here too.
 */
async function numberLimit(
  services: Services,
  { subjectHash, mobile }: Try,
): Promise<'ok' | 'silent' | 'locked' | 'locked-today'> {
  const take = (purpose: string, subject: string, limit: number, windowSeconds: number) =>
    takeFromLimit(services, { key: limitKey(purpose, subject), limit, windowSeconds })
  const hour = await take('tries', subjectHash, TRIES_PER_HOUR, HOUR_SECONDS)
  const day = await take('tries in a day', subjectHash, TRIES_PER_DAY, DAY_SECONDS)
  const hourOfNumber = await take('tries of number', mobile ?? subjectHash, TRIES_PER_HOUR, HOUR_SECONDS)
  const dayOfNumber = await take('tries of number in a day', mobile ?? subjectHash, TRIES_PER_DAY, DAY_SECONDS)
  if (!day.ok) return 'locked-today'
  if (!hour.ok) return 'locked'
  return hourOfNumber.ok && dayOfNumber.ok ? 'ok' : 'silent'
}

/** Why a challenge took no try. */
async function whyNot({ db, now }: Services, challengeId: string): Promise<Refusal> {
  const challenge = await db.otpChallenge.findUnique({
    where: { id: challengeId },
    select: { tries: true, closedAt: true, expiresAt: true },
  })
  const open = challenge && !challenge.closedAt && challenge.expiresAt > now()
  return { ok: false, reason: open && challenge.tries >= TRIES_PER_CODE ? 'spent' : 'expired' }
}

type Refusal = Exclude<VerifyOtpResult, { ok: true }>

async function refuse(
  { db, now }: Services,
  actor: AnonymousActor,
  refusal: Refusal,
  counted?: Try,
): Promise<VerifyOtpResult> {
  const detail = { reason: refusal.reason, subject: counted?.subjectHash.slice(0, 12) ?? null }
  await recordAudit(db, actor, 'login.failed', { at: now(), detail })
  return refusal
}

async function logIn(
  { db, now }: Services,
  login: { challengeId: string; mobile: string; device: string; byConsumerNo: boolean },
): Promise<VerifyOtpResult> {
  const at = now()
  return db.$transaction(async (tx) => {
    // Two requests with the right code may come this far; the database lets one of them close the challenge.
    const closed = await tx.otpChallenge.updateMany({
      where: { id: login.challengeId, closedAt: null },
      data: { closedAt: at },
    })
    if (closed.count === 0) return { ok: false, reason: 'expired' }
    const person = await tx.consumer.findUniqueOrThrow({
      where: { mobile: login.mobile },
      select: {
        id: true,
        language: true,
        links: { where: holdingLinks(at), select: { connectionId: true }, orderBy: { linkedAt: 'asc' } },
      },
    })
    const { token, sessionId } = await startSession(tx, { consumerId: person.id, at, device: login.device })
    const actor: ConsumerActor = { kind: 'consumer', consumerId: person.id, sessionId }
    await recordAudit(tx, actor, 'login.succeeded', {
      at,
      detail: { session: sessionId, by: login.byConsumerNo ? 'consumerNo' : 'mobile', device: login.device },
    })
    const connectionIds = person.links.map((link) => link.connectionId)
    return { ok: true, token, actor, language: localeOf(person.language), connectionIds }
  })
}
