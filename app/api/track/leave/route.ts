import { removedCookie } from '#lib/identity/auth-options.ts'
import { isSameOrigin, seeOther } from '#lib/platform/http.ts'

/** Closes a complaint that was looked into without a login: on a borrowed phone the next one sees nothing. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  return seeOther('/track', { 'Set-Cookie': removedCookie('visit') })
}
