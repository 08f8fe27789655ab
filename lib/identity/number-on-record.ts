import { holdingLinks, linkHolds, NO_ID } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { LoginName } from './login-name.ts'

export type NumberOnRecord = { mobile: Mobile; language: Locale }

type Records = Pick<Services, 'db' | 'now'>

/**
 * The mobile number that a login name leads to: only one with a link that holds or an open invitation, for codes go to
 * numbers on record and nowhere else. A consumer number leads to its owner who was linked first, by a weak proof only where
 * nobody has a strong one. Null for everybody else.
 *
 * Three look-ups for either kind of name, each by the key that its rows lie by on a database that is cut (docs/scale.md),
 * and all of them made whatever was found: their time tells what was typed, which whoever typed it knows.
 */
export function numberOnRecord(records: Records, name: LoginName): Promise<NumberOnRecord | null> {
  return name.kind === 'mobile' ? byMobile(records, name.mobile) : byConsumerNo(records, name.consumerNo)
}

async function byMobile({ db, now }: Records, mobile: Mobile): Promise<NumberOnRecord | null> {
  const at = now()
  const person = await db.consumer.findUnique({ where: { mobile }, select: { id: true, language: true } })
  const link = await db.mobileLink.findFirst({
    where: { consumerId: person?.id ?? NO_ID, ...holdingLinks(at) },
    select: { id: true },
  })
  const invitation = await db.linkInvitation.findFirst({
    where: { mobile, closedAt: null, expiresAt: { gt: at } },
    select: { id: true },
  })
  return link || invitation ? { mobile, language: localeOf(person?.language ?? 'hi') } : null
}

async function byConsumerNo({ db, now }: Records, consumerNo: string): Promise<NumberOnRecord | null> {
  const connection = await db.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  const [link] = await db.$queryRaw<{ consumerId: string }[]>`
    select l."consumerId"::text from "MobileLink" l
     where l."connectionId" = ${connection?.id ?? NO_ID}::uuid and ${linkHolds(now())}
     order by l."proof"::text = ${WEAK_PROOF}, l."role", l."linkedAt", l."id" limit 1`
  const holder = await db.consumer.findUnique({
    where: { id: link?.consumerId ?? NO_ID },
    select: { mobile: true, language: true },
  })
  return holder && { mobile: holder.mobile as Mobile, language: localeOf(holder.language) }
}
