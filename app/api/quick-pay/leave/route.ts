import { removedCookie } from '#lib/identity/auth-options.ts'
import { isSameOrigin, seeOther } from '#lib/platform/http.ts'

/** Closes what was looked up without a login: on a borrowed phone the next one sees nothing. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const headers = new Headers()
  for (const kind of ['quick-pay', 'bill-guest', 'pay-guest'] as const)
    headers.append('Set-Cookie', removedCookie(kind))
  return seeOther('/quick-pay', headers)
}
