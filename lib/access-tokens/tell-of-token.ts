import { templateText } from '#lib/messaging/template-text.ts'
import { notify } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { formatInstant } from '#lib/units/display.ts'

/** Tells a person that a token of theirs was made or ended: whoever did neither has to hear of it. */
export async function tellOfToken(
  tx: Tx,
  at: Date,
  { consumerId, tokenId, text }: { consumerId: string; tokenId: string; text: 'tokenMade' | 'tokenEnded' },
): Promise<void> {
  const person = await tx.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: { mobile: true, language: true },
  })
  const { helpline } = env().discom
  await notify(tx, at, [{ consumerId, ...person }], {
    ...{ kind: 'ACCESS_TOKEN', cause: `${text} ${tokenId}`, connectionId: null, href: '/account/tokens' },
    words: (language) => templateText(language, 'sms', text, { at: formatInstant(at, language), helpline }),
  })
}
