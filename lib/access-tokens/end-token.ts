import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import type { Services } from '#lib/platform/services.ts'
import { liveTokens } from './list-tokens.ts'
import { tellOfToken } from './tell-of-token.ts'

/** Ends one of a person's own tokens at once. False for somebody else's, and for one that is over already. */
export async function endToken({ db, now }: Services, actor: ConsumerActor, tokenId: string): Promise<boolean> {
  if (!isId(tokenId)) return false
  const at = now()
  const { consumerId } = actor
  return db.$transaction(async (tx) => {
    const where = { id: tokenId, ...liveTokens(consumerId, at) }
    const { count } = await tx.accessToken.updateMany({ where, data: { endedAt: at } })
    if (count === 0) {
      noteRefusal('NOT_THEIRS')
      return false
    }
    await tellOfToken(tx, at, { consumerId, tokenId, text: 'tokenEnded' })
    await recordAudit(tx, actor, 'token.ended', { at, detail: { token: tokenId } })
    return true
  })
}
