import { sealedCookie } from '#lib/identity/auth-options.ts'
import { requestByChat } from '#lib/identity/request-by-chat.ts'
import { sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/**
 * The cookie of a login whose code is sent once the number's phone has written for it, for whoever was told that no other is
 * to be had now; null where that way is closed too.
 */
export async function chatCodeCookie(
  request: Request,
  { who, next }: { who: string; next: string | null },
): Promise<string | null> {
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const challengeId = await requestByChat(getServices(), actor, { who })
  return challengeId && sealedCookie('challenge', { challengeId, who, next })
}
