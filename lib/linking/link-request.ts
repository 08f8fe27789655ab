import { isId } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { LinkProof } from '#prisma/generated/client.ts'
import { linksByOldBill } from './old-bill.ts'

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
  /** It has come as far as it is by an old bill, and none links a number any more: what that led to is left out. */
  isClosed: boolean
}

/** The open request with this id from the browser's cookie; null for none, one that is done and one that is too old. */
export async function findLinkRequest({ db, now }: Services, requestId: string): Promise<LinkRequest | null> {
  if (!isId(requestId)) return null
  const found = await db.linkRequest.findFirst({
    // What a desk has begun is no person's to end.
    where: { id: requestId, staffId: null, closedAt: null, expiresAt: { gt: now() } },
    omit: { createdAt: true, expiresAt: true, closedAt: true, staffId: true, role: true, endsOn: true },
  })
  if (!found) return null
  const request = { ...found, mobile: found.mobile as Mobile, language: localeOf(found.language), isClosed: false }
  if (linksByOldBill() || !isByOldBill(found)) return request
  return { ...request, proof: null, connectionId: null, newChallengeId: null, isClosed: true }
}

/** Right facts leave a weak proof, wrong ones the last code alone, which nobody has: what is said of both is the same. */
const isByOldBill = ({ proof, newChallengeId }: Pick<LinkRequest, 'proof' | 'newChallengeId'>): boolean =>
  proof === WEAK_PROOF || (proof === null && newChallengeId !== null)
