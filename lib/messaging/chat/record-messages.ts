import type { Services } from '#lib/platform/services.ts'
import type { InboundMessage } from './read-webhook.ts'

/**
 * Stores what people wrote. A message that comes again meets its own row and changes nothing. Once stored it is safe and
 * may be answered to Meta; the person is answered apart. Returns the numbers that wait for an answer.
 */
export async function recordMessages({ db, now }: Services, messages: readonly InboundMessage[]): Promise<string[]> {
  if (messages.length === 0) return []
  const receivedAt = now()
  const written = await db.chatMessage.createManyAndReturn({
    data: messages.map(({ wamid, mobile, writtenAt, body }) => ({ wamid, mobile, writtenAt, receivedAt, body })),
    skipDuplicates: true,
    select: { mobile: true },
  })
  return [...new Set(written.map(({ mobile }) => mobile))]
}
