import { codeIn } from '#app/code-field.ts'
import { removedCookie, sealedCookie } from '#lib/identity/auth-options.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { currentDeskChallenge } from '#lib/staff/session.ts'
import { verifyDeskCode } from '#lib/staff/verify-desk-code.ts'

/** Step 2 of the desk's login: the code from the SMS. Right, the browser waits for the authenticator's. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const challenge = await currentDeskChallenge()
  if (!challenge) return seeOther('/desk/login')
  const proof = { challengeId: challenge.challengeId, code: codeIn(form) }
  const proven = await verifyDeskCode(getServices(), { kind: 'anonymous', source: sourceOf(request) }, proof)
  if (!proven.ok) return seeOther(`/desk/login/code?error=${proven.reason}`)
  const headers = new Headers()
  headers.append('Set-Cookie', await sealedCookie('desk-login', { sid: proven.token }))
  headers.append('Set-Cookie', removedCookie('desk-challenge'))
  return seeOther('/desk/login/totp', headers)
}
