import type { AnonymousActor } from '#lib/identity/actor.ts'
import { type OpenedChallenge, openChallenge } from '#lib/identity/open-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import type { LinkRequest } from './link-request.ts'

/**
 * The last step's code: to the new number if something proved the connection, else to nobody by the same statements, so
 * that only the phone itself can tell.
 */
export async function openNewNumberChallenge(
  services: Services,
  actor: AnonymousActor,
  request: Pick<LinkRequest, 'id' | 'mobile' | 'language' | 'connectionId'>,
): Promise<OpenedChallenge> {
  const { mobile, language, connectionId } = request
  const opened = await openChallenge(services, actor, {
    ...{ purpose: 'LINK_NEW', text: 'otpLinkNew', action: 'link.code-requested', by: 'mobile', byConsumerNo: false },
    subject: `link mobile ${mobile}`,
    typedMobile: mobile,
    find: async () => (connectionId ? { mobile, language } : null),
  })
  if (opened.ok) {
    const data = { newChallengeId: opened.challengeId }
    await services.db.linkRequest.updateMany({ where: { id: request.id, closedAt: null }, data })
  }
  return opened
}
