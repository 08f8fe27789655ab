import { isId } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { LinkProof } from '#prisma/generated/client.ts'

/** A linking in progress. What of it is proven never leaves the server. */
export type LinkRequest = {
  id: string
  consumerNo: string
  mobile: Mobile
  language: Locale
  consumerId: string | null
  proof: LinkProof | null
  connectionId: string | null
  oldChallengeId: string | null
  newChallengeId: string | null
}

/** The open request with this id from the browser's cookie; null for none, one that is done and one that is too old. */
export async function findLinkRequest({ db, now }: Services, requestId: string): Promise<LinkRequest | null> {
  if (!isId(requestId)) return null
  const found = await db.linkRequest.findFirst({
    // What a desk has begun is no person's to end.
    where: { id: requestId, staffId: null, closedAt: null, expiresAt: { gt: now() } },
    omit: { createdAt: true, expiresAt: true, closedAt: true, staffId: true, role: true, endsOn: true },
  })
  return found && { ...found, mobile: found.mobile as Mobile, language: localeOf(found.language) }
}
