import { codeIn } from '#app/code-field.ts'
import { removedCookie, sealedCookie } from '#lib/identity/auth-options.ts'
import { deviceOf } from '#lib/identity/device.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { currentActor, currentLinkRequestId } from '#lib/identity/session.ts'
import { confirmLink } from '#lib/linking/confirm-link.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Step 3 of linking: the code on the new mobile. Success links it and logs its holder in. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const before = await currentActor()
  const linked = await confirmLink(
    getServices(),
    { kind: 'anonymous', source: sourceOf(request) },
    {
      requestId: (await currentLinkRequestId()) ?? '',
      code: codeIn(form),
      device: deviceOf(request.headers.get('user-agent')),
      before,
    },
  )
  if (!linked.ok && linked.reason === 'gone') return seeOther('/link?error=gone')
  if (!linked.ok) return seeOther(`/link/${linked.reason === 'closed' ? 'bill' : 'code'}?error=${linked.reason}`)
  const headers = new Headers()
  headers.append('Set-Cookie', removedCookie('link'))
  headers.append('Set-Cookie', removedCookie('bill-photo'))
  if (linked.token) {
    // A login in this browser from before would otherwise live on without a cookie to end it by.
    if (before) await endSessions(getServices(), before, 'this')
    headers.append('Set-Cookie', await sealedCookie('session', { sid: linked.token }))
    headers.append('Set-Cookie', removedCookie('challenge'))
  }
  return seeOther(`/c/${linked.connectionId}?linked=1`, headers)
}
