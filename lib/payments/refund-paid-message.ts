import { holdingLinks } from '#lib/consumers/access.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
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
    const t = textsFor(localeOf(consumer.language), 'payments')
    await queueMessage(tx, {
      channel: 'SMS',
      to: parseMobile(consumer.mobile),
      kind: 'REFUND_PAID',
      text: t('smsRefunded', { amount: formatRupees(amountPaise), discom: env().discom.shortName }),
      onceKey: `refund-paid:${refundId}:${consumer.mobile}`,
      at: now,
    })
  }
}
