import { codeIn } from '#app/code-field.ts'
import { removedCookie, sealedCookie } from '#lib/identity/auth-options.ts'
import { deviceOf } from '#lib/identity/device.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { endStaffSession } from '#lib/staff/end-staff-sessions.ts'
import { currentDeskLogin, currentStaffSession } from '#lib/staff/session.ts'
import { verifyTotp } from '#lib/staff/verify-totp.ts'

/** Step 3 of the desk's login: the authenticator's code. Success gives the browser a session of the desk. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const token = await currentDeskLogin()
  if (!token) return seeOther('/desk/login')
  const proof = {
    token,
    code: codeIn(form),
    device: deviceOf(request.headers.get('user-agent')),
  }
  const proven = await verifyTotp(getServices(), { kind: 'anonymous', source: sourceOf(request) }, proof)
  if (!proven.ok) return seeOther(`/desk/login/totp?error=${proven.reason}`)
  // A login in this browser from before would otherwise live on without a cookie to end it by.
  const before = await currentStaffSession()
  if (before.state === 'active') await endStaffSession(getServices(), before.actor)
  const headers = new Headers()
  headers.append('Set-Cookie', await sealedCookie('desk', { sid: proven.token }))
  headers.append('Set-Cookie', removedCookie('desk-login'))
  return seeOther('/desk', headers)
}
