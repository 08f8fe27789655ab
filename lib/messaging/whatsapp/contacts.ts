import { type Asked, CONSENT_PURPOSES, giveConsent, withdrawConsent } from '#lib/identity/consent.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Mobile } from '#lib/units/phone.ts'

/** Notes that a number's owner wrote: for a day we may answer with anything. */
export async function heardFrom(tx: Tx, mobile: Mobile, at: Date): Promise<void> {
  await tx.$executeRaw`
    insert into "WhatsAppContact" ("mobile", "lastHeardAt") values (${mobile}, ${at})
    on conflict ("mobile") do update set "lastHeardAt" = greatest("WhatsAppContact"."lastHeardAt", excluded."lastHeardAt")`
}

/**
 * Keeps that a number's owner wants bills and news by WhatsApp, or no longer, with the record of it. What still waits to
 * go by WhatsApp to whoever stops it goes by SMS.
 */
export async function agreeToWhatsApp(
  tx: Tx,
  { mobile, agrees, at }: { mobile: Mobile; agrees: boolean; at: Date },
  asked: Asked,
): Promise<void> {
  const data = agrees ? { agreedAt: at, endedAt: null } : { endedAt: at }
  await tx.whatsAppContact.upsert({ where: { mobile }, create: { mobile, ...data }, update: data })
  const of = { mobile, purpose: 'WHATSAPP', at } as const
  if (agrees) return giveConsent(tx, of, asked)
  await withdrawConsent(tx, of, asked.door)
  await tx.$executeRaw`
    update "Message"
       set "channel" = 'SMS',
           "content" = case when "content"->>'type' = 'template' then "content" - 'document' - 'urlSuffix' end
     where "toMobile" = ${mobile} and "channel" = 'WHATSAPP' and "state" = 'WAITING' and "kind" <> 'CHAT'`
}

/** Ends all that was agreed to for a number that its owner gives up: whoever has it next has agreed to nothing. */
export async function endAgreements(tx: Tx, mobile: Mobile, at: Date): Promise<void> {
  const holding = { mobile, agreedAt: { not: null }, endedAt: null }
  await tx.whatsAppContact.updateMany({ where: holding, data: { endedAt: at } })
  for (const purpose of CONSENT_PURPOSES) await withdrawConsent(tx, { mobile, purpose, at }, 'PORTAL')
}

/** Which of these numbers agreed. */
export async function agreedToWhatsApp(tx: Tx, mobiles: readonly string[]): Promise<Set<string>> {
  const contacts = await tx.whatsAppContact.findMany({
    where: { mobile: { in: [...mobiles] }, agreedAt: { not: null }, endedAt: null },
    select: { mobile: true },
  })
  return new Set(contacts.map(({ mobile }) => mobile))
}
