import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { localeOf } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'

/** Tells the people linked to some connections that money came which is not in rupees and cannot be credited. */
export async function queueForeignMoney(
  tx: Tx,
  now: Date,
  { paymentId, connectionIds, currency }: { paymentId: string; connectionIds: string[]; currency: string },
): Promise<void> {
  const people = await tx.consumer.findMany({
    where: { links: { some: { connectionId: { in: connectionIds }, endedAt: null } } },
    select: { mobile: true, language: true },
  })
  const { helpline } = env().discom
  for (const { mobile, language } of people)
    await queueMessage(tx, {
      channel: 'SMS',
      to: parseMobile(mobile),
      kind: 'PAYMENT_NOT_RUPEES',
      ...templateText(localeOf(language), 'payments', 'smsNotRupees', { currency, helpline }),
      onceKey: `payment-not-rupees:${paymentId}:${mobile}`,
      at: now,
    })
}
