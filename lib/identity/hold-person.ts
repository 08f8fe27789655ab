import type { Tx } from '#lib/platform/db.ts'
import { CODE_LIVES_SECONDS, secondsAfter } from './otp-policy.ts'

/**
 * Holds somebody until the end of the transaction: whoever logs them in, links, invites, erases them or ends their logins
 * waits. Null where they are erased already. Codes before the person, as a login takes them: one at this moment would else
 * wait for us while we wait for it. Codes that ran out more than five minutes ago open nothing and are left alone.
 */
export async function holdPerson(
  tx: Tx,
  consumerId: string,
  at: Date,
): Promise<{ mobile: string; since: Date } | null> {
  const number = await tx.consumer.findUnique({ where: { id: consumerId }, select: { mobile: true } })
  await tx.$executeRaw`
    select from "OtpChallenge"
     where "mobile" = ${number?.mobile ?? ''}::char(10) and "expiresAt" > ${secondsAfter(at, -CODE_LIVES_SECONDS)}
     order by "id" for update`
  const [person] = await tx.$queryRaw<{ mobile: string; since: Date }[]>`
    select "mobile", coalesce("mobileChangedAt", "createdAt") as "since" from "Consumer"
     where "id" = ${consumerId}::uuid and "erasedAt" is null for update`
  return person ?? null
}
