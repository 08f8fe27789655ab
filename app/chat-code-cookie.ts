import { sealedCookie } from '#lib/identity/auth-options.ts'
import { requestByChat } from '#lib/identity/request-by-chat.ts'
import { sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/**
 * The cookie of a login that a code is sent for once the number's phone has written to us; it stays the one that waits for a code
 * already. Null where that way is closed.
 */
export async function chatCodeCookie(
  request: Request,
  login: { who: string; next: string | null; challengeId: string },
): Promise<string | null> {
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const challengeId = await requestByChat(getServices(), actor, login)
  return challengeId && sealedCookie('challenge', { who: login.who, next: login.next, challengeId })
}
