import { templateText } from '#lib/messaging/template-text.ts'
import { notify, peopleOf } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { keyedHash } from '#lib/platform/secrets.ts'
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
  const { consumerNo } = await tx.connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: { consumerNo: true },
  })
  const people = (await peopleOf(tx, at, connectionId)).filter(({ consumerId }) => consumerId !== exceptFor)
  const facts = { last: mobile.slice(-2), connection: consumerNo.slice(-4), helpline: env().discom.helpline }
  const whose = keyedHash('link notice', mobile).toString('base64url').slice(0, 12)
  await notify(tx, at, people, {
    ...{ kind: 'LINK_NOTICE', cause: `${text} ${connectionId} ${whose} ${at.toISOString()}`, connectionId },
    href: `/c/${connectionId}/profile`,
    words: (language) => templateText(language, 'sms', text, facts),
  })
}
