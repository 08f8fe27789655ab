import { holdPerson } from '#lib/identity/hold-person.ts'
import { monthYearsAgo } from '#lib/metering/reading-months.ts'
import { env } from '#lib/platform/env.ts'
import { inTurn } from '#lib/platform/in-turn.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, startOfDay, timeOfDay } from '#lib/units/ist.ts'
import { erase } from './erase-person.ts'

/** All people are looked through, so by night and for a few minutes. */
const NIGHT = { from: '02:00', to: '02:10' }
const PEOPLE_AT_ONCE = 100

/**
 * Ends the logins of people who for three years had no connection and did not log in, as their own erasure would. The DPDP
 * Rules set three years for platforms of other kinds (rule 8(1), third schedule), with a message before; here there is
 * nothing left that a login could show.
 */
export async function forgetIdleLogins({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const at = now()
  const time = timeOfDay(at)
  if (time < NIGHT.from || time >= NIGHT.to) return
  const before = startOfDay(monthYearsAgo(dayOf(at), env().retention.idleLoginYears))
  await inTurn(await idlePeople(db, { at, before }, null), ({ id }) =>
    db.$transaction(async (tx) => {
      // Somebody may have come back or been invited until they are held.
      if ((await holdPerson(tx, id, at)) && (await idlePeople(tx, { at, before }, id)).length > 0)
        await erase(tx, { kind: 'system', name: 'forget-idle-logins' }, id, at)
    }),
  )
}

/**
 * Who had no connection, login or complaint from `before` on, and has no invitation that is open `at` this instant, which is
 * taken with a login; of all, or whether a single one is among them. Logins of three years are in the audit alone, which is
 * asked last (`offset 0`) and of few.
 */
function idlePeople(
  db: Pick<Services['db'], '$queryRaw'>,
  { at, before }: { at: Date; before: Date },
  one: string | null,
): Promise<{ id: string }[]> {
  return db.$queryRaw`
    select idle."id" from (
      select p."id" from "Consumer" p
       where p."erasedAt" is null and (${one}::uuid is null or p."id" = ${one}::uuid)
         and greatest(p."createdAt", p."mobileChangedAt") < ${before}
         and not exists (select from "MobileLink" l
                          where l."consumerId" = p."id" and (l."endedAt" is null or l."endedAt" >= ${before}))
         and not exists (select from "LinkInvitation" i
                          where i."mobile" = p."mobile" and i."closedAt" is null and i."expiresAt" > ${at})
         and not exists (select from "Session" s where s."consumerId" = p."id")
         and not exists (select from "Complaint" c
                          where (c."consumerId" = p."id" or c."mobile" = p."mobile")
                            and (c."decidedAt" is null or c."decidedAt" >= ${before}))
       offset 0) idle
     where coalesce((select a."at" from "AuditEntry" a
                      where a."actorKind" = 'consumer' and a."actorId" = idle."id"::text
                        and a."action" = 'login.succeeded'
                      order by a."id" desc limit 1) < ${before}, true)
     limit ${PEOPLE_AT_ONCE}`
}
