import { recordAudit } from '#lib/audit/record-audit.ts'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import { typedCode } from '#lib/identity/answer-challenge.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { odditiesOf, tellOfOddLogin } from './odd-login.ts'
import { TOTP_TRIES_PER_LOGIN } from './staff-policy.ts'
import { startStaffSession } from './start-staff-session.ts'
import { openTotp, stepOfCode } from './totp.ts'
import { acceptStep, type RightStep, takeTotpTry } from './totp-tries.ts'

export type TotpRefusal =
  /** Not six digits: not counted as a try. */
  | { ok: false; reason: 'unreadable' }
  | { ok: false; reason: 'wrong'; triesLeft: number }
  /** Right, but a code of this half minute or a later one was accepted already: the next one will do. */
  | { ok: false; reason: 'used' }
  /** The five tries of this login are used up. */
  | { ok: false; reason: 'spent' }
  /** Begun too long ago, finished, or the account was disabled or its authenticator changed meanwhile. */
  | { ok: false; reason: 'expired' }
  /** The officer's tries of the hour, or of the day, are used up, over all logins. */
  | { ok: false; reason: 'locked' | 'locked-today' }

type Try = { id: string; staffId: string; tries: number; offeredTotp: Uint8Array | null }

/**
 * The second step of a login at the desk: the code of the authenticator. Each try is counted before its code is looked
 * at, and each step of 30 seconds is accepted once, both decided by the database in one statement. The first code of an
 * officer without an authenticator confirms the secret that was offered.
 */
export async function verifyTotp(
  services: Services,
  actor: AnonymousActor,
  { token, code: typed, device }: { token: string; code: string; device: string },
): Promise<{ ok: true; token: string } | TotpRefusal> {
  const { db, now } = services
  const code = typedCode(typed)
  if (code === null) return { ok: false, reason: 'unreadable' }
  const counted = await countTry(services, token)
  const refuse = async (refusal: TotpRefusal): Promise<TotpRefusal> => {
    const detail = { reason: refusal.reason, staff: counted?.staffId ?? null, step: 'authenticator' }
    await recordAudit(db, actor, 'desk.login-failed', { at: now(), detail })
    return refusal
  }
  if (!counted) return refuse(await whyNot(services, token))
  const limit = await takeTotpTry(services, counted.staffId)
  if (limit) return refuse({ ok: false, reason: limit })

  const { id, staffId, tries, offeredTotp } = counted
  const where = { id: staffId, disabledAt: null }
  const officer = await db.staffAccount.findUnique({ where, select: { totpSecret: true } })
  const sealed = officer && (officer.totpSecret ?? offeredTotp)
  const secret = sealed && openTotp(staffId, sealed)
  if (!secret) return refuse({ ok: false, reason: 'expired' })
  const step = stepOfCode(secret, code, now())
  const triesLeft = TOTP_TRIES_PER_LOGIN - tries
  if (step === null)
    return refuse(triesLeft > 0 ? { ok: false, reason: 'wrong', triesLeft } : { ok: false, reason: 'spent' })

  const entered = await enter(services, { id, staffId, sealed: officer.totpSecret, secret, step, device })
  return typeof entered === 'string' ? refuse({ ok: false, reason: entered }) : { ok: true, token: entered.token }
}

type Entry = RightStep & { id: string; device: string }

/** Closes the login, accepts the step and starts the session: all of it or nothing. */
async function enter(
  { db, now }: Services,
  { id, staffId, sealed, secret, step, device }: Entry,
): Promise<{ token: string } | 'expired' | 'used'> {
  const at = now()
  return db
    .$transaction(async (tx) => {
      const closed = await tx.staffLogin.updateMany({ where: { id, closedAt: null }, data: { closedAt: at } })
      if (closed.count === 0) return 'expired'
      if (!(await acceptStep(tx, { staffId, sealed, secret, step }))) throw new NotAccepted()
      const login = { staffId, at, device, hasEnrolled: sealed === null }
      const oddities = await odditiesOf(tx, login)
      const session = await startStaffSession(tx, { staffId, at, device })
      const { sessionId } = session
      const detail = { session: sessionId, device, enrolled: login.hasEnrolled }
      await recordAudit(tx, { kind: 'staff', staffId }, 'desk.logged-in', { at, detail })
      if (oddities.length > 0) await tellOfOddLogin(tx, login, { oddities, sessionId })
      return session
    })
    .catch((error: unknown) => {
      if (error instanceof NotAccepted) return sealed ? 'used' : 'expired'
      throw error
    })
}

/** Undoes what the transaction wrote. */
class NotAccepted extends Error {}

/** Counts a try of an open login. Of any number of parallel tries, five get a row. */
async function countTry({ db, now }: Services, token: string): Promise<Try | null> {
  const [row] = await db.$queryRaw<Try[]>`
    update "StaffLogin" set "tries" = "tries" + 1
     where "tokenHash" = ${tokenHash(token)} and "closedAt" is null and "expiresAt" > ${now()}
       and "tries" < ${TOTP_TRIES_PER_LOGIN}
    returning "id", "staffId", "tries", "offeredTotp"`
  return row ?? null
}

/** Why a login took no try. */
async function whyNot({ db, now }: Services, token: string): Promise<TotpRefusal> {
  const login = await db.staffLogin.findUnique({
    where: { tokenHash: tokenHash(token) },
    select: { tries: true, expiresAt: true, closedAt: true },
  })
  const isOpen = login && !login.closedAt && login.expiresAt > now()
  return { ok: false, reason: isOpen && login.tries >= TOTP_TRIES_PER_LOGIN ? 'spent' : 'expired' }
}
