import { type Asked, giveConsent, withdrawConsent } from '#lib/identity/consent.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Mobile } from '#lib/units/phone.ts'

/** Notes that a number's owner wrote: for a day we may answer with anything. */
export async function heardFrom(tx: Tx, mobile: Mobile, at: Date): Promise<void> {
  await tx.$executeRaw`
    insert into "WhatsAppContact" ("mobile", "lastHeardAt") values (${mobile}, ${at})
    on conflict ("mobile") do update set "lastHeardAt" = greatest("WhatsAppContact"."lastHeardAt", excluded."lastHeardAt")`
}

/** Keeps that a number's owner wants bills and news by WhatsApp, or no longer, with the record of it. */
export async function agreeToWhatsApp(
  tx: Tx,
  { mobile, agrees, at }: { mobile: Mobile; agrees: boolean; at: Date },
  asked: Asked,
): Promise<void> {
  const data = agrees ? { agreedAt: at, endedAt: null } : { endedAt: at }
  await tx.whatsAppContact.upsert({ where: { mobile }, create: { mobile, ...data }, update: data })
  const of = { mobile, purpose: 'WHATSAPP', at } as const
  if (agrees) await giveConsent(tx, of, asked)
  else await withdrawConsent(tx, of, asked.door)
}

/** Which of these numbers agreed. */
export async function agreedToWhatsApp(tx: Tx, mobiles: readonly string[]): Promise<Set<string>> {
  const contacts = await tx.whatsAppContact.findMany({
    where: { mobile: { in: [...mobiles] }, agreedAt: { not: null }, endedAt: null },
    select: { mobile: true },
  })
  return new Set(contacts.map(({ mobile }) => mobile))
}
