import { linkHolds } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { LoginName } from './login-name.ts'

export type NumberOnRecord = { mobile: Mobile; language: Locale }

/**
 * The mobile number that a login name leads to: only one with a link that holds or an open invitation, for codes go to
 * numbers on record and nowhere else. A consumer number leads to its owner who was linked first, by a weak proof only where
 * nobody has a strong one. Null for everybody else.
 *
 * Both questions are one statement, and it is the same whatever was typed.
 */
export async function numberOnRecord(
  { db, now }: Pick<Services, 'db' | 'now'>,
  name: LoginName,
): Promise<NumberOnRecord | null> {
  const mobile = name.kind === 'mobile' ? name.mobile : ''
  const at = now()
  const holds = linkHolds(at)
  const consumerNo = name.kind === 'consumerNo' ? name.consumerNo : ''
  const [row] = await db.$queryRaw<{ mobile: string; language: string }[]>`
    select * from (
      select p."mobile", p."language", l."role", l."linkedAt", l."id", l."proof"::text = ${WEAK_PROOF} as "isWeak"
        from "Consumer" p join "MobileLink" l on l."consumerId" = p."id" and ${holds}
       where p."mobile" = ${mobile}::char(10)
      union all
      select p."mobile", p."language", l."role", l."linkedAt", l."id", l."proof"::text = ${WEAK_PROOF} as "isWeak"
        from "Connection" c
        join "MobileLink" l on l."connectionId" = c."id" and ${holds}
        join "Consumer" p on p."id" = l."consumerId"
       where c."consumerNo" = ${consumerNo}
      union all
      select i."mobile", coalesce(p."language", 'hi'), i."role", i."createdAt", i."id", true
        from "LinkInvitation" i left join "Consumer" p on p."mobile" = i."mobile"
       where i."mobile" = ${mobile}::char(10) and i."closedAt" is null and i."expiresAt" > ${at}
    ) found
    order by "isWeak", "role", "linkedAt", "id" limit 1`
  return row ? { mobile: row.mobile as Mobile, language: localeOf(row.language) } : null
}
