import { recordAudit } from '#lib/audit/record-audit.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'

/** Whose logins: of all consumers, of all officers, or of everybody. */
export const WHOSE = ['consumers', 'officers', 'all'] as const
export type Whose = (typeof WHOSE)[number]

/** So few at once that pages, which note when a login was last seen, wait for none of them. */
const AT_ONCE = 2_000

/**
 * Ends every login of many people at once (ASVS 7.4.5), for the operator in an incident: the next request of each asks for a
 * new one. Codes on their way and logins that are halfway end too. One that is being made at this moment is waited for and
 * ended. Known browsers, devices' own keys, keys of programs and visits to a single complaint or bill stay. Returns how many
 * logins of each there were.
 */
export async function endAllLogins(
  { db, now }: Services,
  actor: SystemActor,
  whose: Whose,
): Promise<{ consumers: number; officers: number }> {
  const at = now()
  let early = 0
  // The bulk of them in small steps; what is left is ended under a lock, which is then short.
  while (whose !== 'officers') {
    const count = await db.$executeRaw`
      update "Session" s set "endedAt" = ${at}
        from (select "consumerId", "id" from "Session" where "endedAt" is null and "expiresAt" > ${at}
               limit ${AT_ONCE} for update skip locked) open
       where s."consumerId" = open."consumerId" and s."id" = open."id"`
    early += count
    if (count === 0) break
  }
  return db.$transaction(async (tx) => {
    const consumers = early + (whose === 'officers' ? 0 : await endConsumers(tx, at))
    const officers = whose === 'consumers' ? 0 : await endOfficers(tx, at)
    await recordAudit(tx, actor, 'logins.ended-for-all', { at, detail: { whose, consumers, officers } })
    return { consumers, officers }
  })
}

/**
 * Codes before sessions, as a login takes them, or the two would wait for each other. The lock waits for whoever has begun to
 * write a session and lets the others write theirs afterwards; reading goes on.
 */
async function endConsumers(tx: Tx, at: Date): Promise<number> {
  const open = { closedAt: null, expiresAt: { gt: at } }
  await tx.otpChallenge.updateMany({ where: { purpose: 'LOGIN', ...open }, data: { closedAt: at } })
  await tx.$executeRaw`lock table "Session" in share row exclusive mode`
  const where = { endedAt: null, expiresAt: { gt: at } }
  return (await tx.session.updateMany({ where, data: { endedAt: at } })).count
}

async function endOfficers(tx: Tx, at: Date): Promise<number> {
  const open = { closedAt: null, expiresAt: { gt: at } }
  await tx.otpChallenge.updateMany({ where: { purpose: 'DESK', ...open }, data: { closedAt: at } })
  await tx.staffLogin.updateMany({ where: open, data: { closedAt: at } })
  await tx.$executeRaw`lock table "StaffSession" in share row exclusive mode`
  const where = { endedAt: null, expiresAt: { gt: at } }
  return (await tx.staffSession.updateMany({ where, data: { endedAt: at } })).count
}
