import { type ChallengeView, getChallenge } from '#lib/identity/get-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { findLinkRequest } from './link-request.ts'

/** What a page may show of a linking in progress: what was typed, and the state of the codes asked for. */
export type LinkProgress = {
  consumerNo: string
  mobile: Mobile
  old: ChallengeView | null
  new: ChallengeView | null
}

/** The linking in progress of this browser; null for none. It looks the same whether anything is proven or not. */
export async function getLinkProgress(services: Services, requestId: string | null): Promise<LinkProgress | null> {
  const request = requestId ? await findLinkRequest(services, requestId) : null
  if (!request) return null
  const { consumerNo, mobile, oldChallengeId, newChallengeId } = request
  const viewOf = (challengeId: string | null) => challengeId && getChallenge(services, challengeId)
  const [before, after] = await Promise.all([viewOf(oldChallengeId), viewOf(newChallengeId)])
  return { consumerNo, mobile, old: before || null, new: after || null }
}
