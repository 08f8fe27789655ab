import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { markAllRead } from '#lib/notifications/notice-centre.ts'
import { isSameOrigin, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Marks everything that a person was told as read. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/account/notices', { loggedOut: true }))
  await markAllRead(getServices(), actor)
  return seeOther('/account/notices')
}
