import type { Services } from '#lib/platform/services.ts'
import type { ConsumerActor } from './actor.ts'
import { SESSION_IDLE_SECONDS, secondsAfter } from './otp-policy.ts'

export type SessionView = { id: string; device: string; startedAt: Date; lastSeenAt: Date; isThis: boolean }

/** The logins of a person that still open the portal, the current one first, then the most recently used. */
export async function listSessions({ db, now }: Services, actor: ConsumerActor): Promise<SessionView[]> {
  const at = now()
  const sessions = await db.session.findMany({
    where: {
      consumerId: actor.consumerId,
      endedAt: null,
      expiresAt: { gt: at },
      lastSeenAt: { gt: secondsAfter(at, -SESSION_IDLE_SECONDS) },
    },
    orderBy: { lastSeenAt: 'desc' },
    take: 50,
    select: { id: true, device: true, createdAt: true, lastSeenAt: true },
  })
  return sessions
    .map(({ createdAt, ...session }) => ({ ...session, startedAt: createdAt, isThis: session.id === actor.sessionId }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis))
}
