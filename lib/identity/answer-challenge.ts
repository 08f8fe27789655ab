import type { AuditAction } from '#lib/audit/audit-actions.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { Tx } from '#lib/platform/db.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { latinFigures } from '#lib/units/figures.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { OtpPurpose } from '#prisma/generated/client.ts'
import type { AnonymousActor } from './actor.ts'
import { isGuessing, returnGuess, takeGuess } from './guess-budget.ts'
import { isCodeHash } from './open-challenge.ts'
import { DAY_SECONDS, HOUR_SECONDS, TRIES_PER_CODE, TRIES_PER_DAY, TRIES_PER_HOUR } from './otp-policy.ts'
import { isOwnNumber } from './own-number.ts'

export type CodeRefusal =
  /** Not six digits: not counted as a try. */
  | { ok: false; reason: 'unreadable' }
  | { ok: false; reason: 'wrong'; triesLeft: number }
  /** The five tries of this code are used up. */
  | { ok: false; reason: 'spent' }
  /** Older than five minutes, used, or followed by a newer code. */
  | { ok: false; reason: 'expired' }
  /** The number's tries of the hour, or of the day, are used up, over all of its codes. */
  | { ok: false; reason: 'locked' | 'locked-today' }
  /** Codes are being guessed: another number of the person's is asked for beside it. */
  | { ok: false; reason: 'more' }

/** The code is right, but the challenge still open: whoever acts on it closes it with `closeChallenge`. */
export type RightCode = { ok: true; mobile: Mobile; byConsumerNo: boolean }

export type Answer = {
  purpose: OtpPurpose
  challengeId: string
  /** As typed. */
  code: string
  /** How the audit calls a refusal. */
  failedAction: AuditAction
  /**
   * For what anybody can try without a login: the other number (`OwnNumber`) as typed, empty where none was. These tries count
   * in the budget over all numbers.
   */
  ownNumber?: string
}

type Try = {
  mobile: string | null
  codeHash: Uint8Array
  subjectHash: string
  tries: number
  byConsumerNo: boolean
  /** Asked for by a browser that is known, or sent because the number's phone wrote for it: it counts for itself. */
  isApart: boolean
}

/**
 * Judges the code of a challenge. `challengeId` comes from the cookie of the browser that asked. Each try is counted
 * before its code is looked at, in statements that parallel requests cannot get between. While codes are guessed over many
 * numbers (threat T3), browsers that are not known also give another number of theirs, unless the phone itself wrote to us for
 * the code; nobody is locked out by it.
 */
export async function answerChallenge(
  services: Services,
  actor: AnonymousActor,
  answer: Answer,
): Promise<RightCode | CodeRefusal> {
  const code = typedCode(answer.code)
  if (code === null) return { ok: false, reason: 'unreadable' }
  if (!isId(answer.challengeId)) return { ok: false, reason: 'expired' }

  const refuse = async (refusal: CodeRefusal, counted?: Try): Promise<CodeRefusal> => {
    const detail = { reason: refusal.reason, subject: counted?.subjectHash.slice(0, 12) ?? null }
    await recordAudit(services.db, actor, answer.failedAction, { at: services.now(), detail })
    return refusal
  }
  const isPublic = answer.ownNumber !== undefined
  const isGuessed = isPublic && (await isGuessing(services, actor.source))
  // Said before a try is counted: nobody loses one by what a stranger does.
  if (isGuessed && !answer.ownNumber && !(await isApart(services, answer))) return { ok: false, reason: 'more' }
  const counted = await countTry(services, answer)
  if (!counted) return refuse(await whyNot(services, answer))
  const limit = await numberLimit(services, counted)
  if (limit === 'locked' || limit === 'locked-today') return refuse({ ok: false, reason: limit }, counted)

  const guess = { challengeId: answer.challengeId, source: actor.source }
  const hasRoom = !isPublic || (await takeGuess(services, { ...guess, isFirst: counted.tries === 1 }))
  const needsMore = (isGuessed || !hasRoom) && !counted.isApart
  if (needsMore && !answer.ownNumber) {
    // No code was looked at: with the other number it is the same try.
    await returnTry(services, answer, counted)
    return refuse({ ok: false, reason: 'more' }, counted)
  }
  const isOwn = !needsMore || (await isOwnNumber(services, counted, answer.ownNumber ?? ''))

  const matches = isCodeHash(counted.codeHash, answer.challengeId, code)
  if (!matches || !isOwn || limit === 'silent' || counted.mobile === null) {
    const triesLeft = TRIES_PER_CODE - counted.tries
    return refuse(triesLeft > 0 ? { ok: false, reason: 'wrong', triesLeft } : { ok: false, reason: 'spent' }, counted)
  }
  if (isPublic) await returnGuess(services, guess)
  return { ok: true, mobile: counted.mobile as Mobile, byConsumerNo: counted.byConsumerNo }
}

/** Six digits as somebody typed them, with or without a space between; null for anything else. */
export function typedCode(typed: string): string | null {
  const code = latinFigures(typed).replace(/[\s-]/g, '')
  return /^\d{6}$/.test(code) ? code : null
}

/**
 * Two requests with the right code may come this far; the database lets one of them close the challenge. The try that was
 * right is counted off: what stays counted are failed ones.
 */
export async function closeChallenge(tx: Tx, challengeId: string, at: Date): Promise<boolean> {
  const where = { id: challengeId, closedAt: null }
  const data = { closedAt: at, isRight: true, tries: { decrement: 1 } }
  return (await tx.otpChallenge.updateMany({ where, data })).count === 1
}

/** Counts a try of an open challenge. One statement decides; of any number of parallel tries, five get a row. */
async function countTry({ db, now }: Services, { purpose, challengeId }: Answer): Promise<Try | null> {
  const [row] = await db.$queryRaw<Try[]>`
    update "OtpChallenge" set "tries" = "tries" + 1
     where "id" = ${challengeId}::uuid and "purpose" = ${purpose}::"OtpPurpose" and "closedAt" is null and "expiresAt" > ${now()} and "tries" < ${TRIES_PER_CODE}
    returning "mobile", "codeHash", "subjectHash", "tries", "byConsumerNo", ("byKnownDevice" or "byChat") as "isApart"`
  return row ?? null
}

/** Counts a try off again whose code was not looked at: of tries whose code was, a code never has more than five. */
async function returnTry(services: Services, { challengeId }: Answer, counted: Try): Promise<void> {
  await services.db.$executeRaw`update "OtpChallenge" set "tries" = "tries" - 1 where "id" = ${challengeId}::uuid`
  for (const limit of limitsOf(counted)) await takeFromLimit(services, { ...limit, amount: -1 })
}

/** What a try counts in: for the name that was typed, and for the number behind it, of an hour and of a day. */
function limitsOf({ subjectHash, mobile, isApart }: Try) {
  const behind = isApart ? subjectHash : (mobile ?? subjectHash)
  const [hour, day] = [
    { limit: TRIES_PER_HOUR, windowSeconds: HOUR_SECONDS },
    { limit: TRIES_PER_DAY, windowSeconds: DAY_SECONDS },
  ]
  return [
    { key: limitKey('tries', subjectHash), ...hour },
    { key: limitKey('tries in a day', subjectHash), ...day },
    { key: limitKey('tries of number', behind), ...hour },
    { key: limitKey('tries of number in a day', behind), ...day },
  ] as const
}

/**
 * Counts the try against the name that was typed, which is shown, and against the number behind it, which stays silent
 * (the try then counts as wrong): a lock that appears on a second name would tell that both lead to one person. What
 * counts apart is its own name and its own number.
 */
async function numberLimit(services: Services, counted: Try): Promise<'ok' | 'silent' | 'locked' | 'locked-today'> {
  const limits = limitsOf(counted)
  const hour = await takeFromLimit(services, limits[0])
  const day = await takeFromLimit(services, limits[1])
  const hourOfNumber = await takeFromLimit(services, limits[2])
  const dayOfNumber = await takeFromLimit(services, limits[3])
  if (!day.ok) return 'locked-today'
  if (!hour.ok) return 'locked'
  return hourOfNumber.ok && dayOfNumber.ok ? 'ok' : 'silent'
}

async function isApart({ db }: Services, { challengeId }: Answer): Promise<boolean> {
  const where = { id: challengeId, OR: [{ byKnownDevice: true }, { byChat: true }] }
  return (await db.otpChallenge.findFirst({ where, select: { id: true } })) !== null
}

/** Why a challenge took no try. */
async function whyNot({ db, now }: Services, { purpose, challengeId }: Answer): Promise<CodeRefusal> {
  const challenge = await db.otpChallenge.findUnique({
    where: { id: challengeId, purpose },
    select: { tries: true, closedAt: true, expiresAt: true },
  })
  const open = challenge && !challenge.closedAt && challenge.expiresAt > now()
  return { ok: false, reason: open && challenge.tries >= TRIES_PER_CODE ? 'spent' : 'expired' }
}
