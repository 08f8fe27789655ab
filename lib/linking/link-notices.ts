import { holdingLinks } from '#lib/consumers/access.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'

/** Tells the other numbers of a connection, each in its language, what became of one: two digits of it, no more. */
export async function queueLinkNotices(
  tx: Tx,
  at: Date,
  {
    text,
    connectionId,
    mobile,
    exceptFor,
  }: { text: 'linked' | 'unlinked'; connectionId: string; mobile: Mobile; exceptFor: string },
): Promise<void> {
  const { consumerNo, links } = await tx.connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: {
      consumerNo: true,
      links: {
        where: { ...holdingLinks(at), consumerId: { not: exceptFor } },
        select: { consumer: { select: { mobile: true, language: true } } },
      },
    },
  })
  const { helpline } = env().discom
  const facts = { last: mobile.slice(-2), connection: consumerNo.slice(-4), helpline }
  for (const { consumer } of links) {
    await queueMessage(tx, {
      ...{ channel: 'SMS', kind: 'LINK_NOTICE', to: consumer.mobile as Mobile, at },
      ...templateText(localeOf(consumer.language), 'sms', text, facts),
    })
  }
}
