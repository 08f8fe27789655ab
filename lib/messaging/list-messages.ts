import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'

export type SentMessage = {
  channel: 'SMS' | 'WHATSAPP'
  to: Mobile
  text: string
  at: Date
  document: string | null
}

/** What was sent to a number, newest first. For the demo's phone: it asks nobody who they are. */
export async function listMessages({ db }: Services, to: Mobile, limit = 50): Promise<SentMessage[]> {
  const messages = await db.message.findMany({
    where: { toMobile: to, sentAt: { not: null } },
    orderBy: [{ createdAt: 'desc' }, { sequence: 'desc' }],
    take: limit,
    select: { channel: true, text: true, sentAt: true, createdAt: true, document: true },
  })
  return messages.map(({ channel, text, sentAt, createdAt, document }) => ({
    channel,
    to,
    text,
    at: sentAt ?? createdAt,
    document,
  }))
}
