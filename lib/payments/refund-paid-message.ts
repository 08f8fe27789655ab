import { holdingLinks } from '#lib/consumers/access.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { localeOf } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'
import { parseMobile } from '#lib/units/phone.ts'

/** Tells the people linked to a connection, in their language, that money has gone back to where it came from. */
export async function queueRefundPaid(
  tx: Tx,
  now: Date,
  { refundId, connectionId, amountPaise }: { refundId: string; connectionId: string; amountPaise: Paise },
): Promise<void> {
  const links = await tx.mobileLink.findMany({
    where: { connectionId, ...holdingLinks(now) },
    select: { consumer: { select: { mobile: true, language: true } } },
  })
  for (const { consumer } of links) {
    await queueMessage(tx, {
      channel: 'SMS',
      to: parseMobile(consumer.mobile),
      kind: 'REFUND_PAID',
      ...templateText(localeOf(consumer.language), 'payments', 'smsRefunded', { amount: formatRupees(amountPaise) }),
      onceKey: `refund-paid:${refundId}:${consumer.mobile}`,
      at: now,
    })
  }
}
