import type { StaffActor } from '#lib/identity/actor.ts'
import { SEEN_EVERY_SECONDS, secondsAfter } from '#lib/identity/otp-policy.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { OfficeKind, StaffRole } from '#prisma/generated/client.ts'
import { STAFF_IDLE_SECONDS } from './staff-policy.ts'

export type ActiveStaffSession = { actor: StaffActor; name: string; officeName: string }

type Row = {
  sessionId: string
  staffId: string
  lastSeenAt: Date
  name: string
  role: StaffRole
  officeId: string
  officeKind: OfficeKind
  officeName: string
  subdivisions: string[]
}

/**
 * The officer that a token of the desk stands for, with the role and office of this moment. Null when the token is
 * unknown, the session was ended, has rested for a quarter of an hour or is half a day old, or the account is disabled.
 * Being seen is written at most once a minute.
 */
export async function checkStaffSession({ db, now }: Services, token: string): Promise<ActiveStaffSession | null> {
  const at = now()
  const [row] = await db.$queryRaw<Row[]>`
    select s."id" as "sessionId", s."staffId", s."lastSeenAt", a."name", a."role"::text as "role",
           o."id" as "officeId", o."kind"::text as "officeKind", o."name" as "officeName",
           array(select u."name" from "Office" u left join "Office" d on d."id" = u."parentId"
                  where u."kind" = 'SUBDIVISION' and o."id" in (u."id", d."id", d."parentId")
                  order by u."name") as "subdivisions"
      from "StaffSession" s
      join "StaffAccount" a on a."id" = s."staffId" and a."disabledAt" is null
      join "Office" o on o."id" = a."officeId"
     where s."tokenHash" = ${tokenHash(token)} and s."endedAt" is null and s."expiresAt" > ${at}
       and s."lastSeenAt" > ${secondsAfter(at, -STAFF_IDLE_SECONDS)}`
  if (!row) return null
  if (row.lastSeenAt <= secondsAfter(at, -SEEN_EVERY_SECONDS)) {
    await db.staffSession.updateMany({ where: { id: row.sessionId, endedAt: null }, data: { lastSeenAt: at } })
  }
  const { name, officeName, lastSeenAt: _, ...actor } = row
  return { actor: { kind: 'staff', ...actor }, name, officeName }
}
