import { codeIn } from '#app/code-field.ts'
import { chosenLocale, LANGUAGE_COOKIE, preferenceCookie } from '#app/locale.ts'
import { removedCookie, sealedCookie } from '#lib/identity/auth-options.ts'
import { changeLanguage } from '#lib/identity/change-language.ts'
import { deviceOf } from '#lib/identity/device.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { afterLoginPath } from '#lib/identity/login-path.ts'
import { LONGEST_NUMBER, refusalQuery } from '#lib/identity/own-number.ts'
import { currentActor, currentChallenge, currentDeviceTokens } from '#lib/identity/session.ts'
import { verifyOtp } from '#lib/identity/verify-otp.ts'
import { listInvitations } from '#lib/linking/list-invitations.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Step 2: the code. Success gives the browser a new session and takes the challenge away. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const challenge = await currentChallenge()
  if (!challenge) return seeOther('/login')
  const proof = {
    challengeId: challenge.challengeId,
    code: codeIn(form),
    ownNumber: (form?.get('own') ?? '').slice(0, LONGEST_NUMBER),
    device: deviceOf(request.headers.get('user-agent')),
    deviceTokens: await currentDeviceTokens(),
  }
  const proven = await verifyOtp(getServices(), { kind: 'anonymous', source: sourceOf(request) }, proof)
  if (!proven.ok) return seeOther(`/login/code?${refusalQuery(proven.reason, proof.ownNumber)}`)
  // A login in this browser from before would otherwise live on without a cookie to end it by.
  const before = await currentActor()
  if (before) await endSessions(getServices(), before, 'this')
  const headers = new Headers()
  headers.append('Set-Cookie', await sealedCookie('session', { sid: proven.token }))
  headers.append('Set-Cookie', await sealedCookie('device', { tokens: proven.deviceTokens }))
  headers.append('Set-Cookie', removedCookie('challenge'))
  // The language chosen in this browser goes into the record; a browser without a choice takes that of the record.
  const chosen = await chosenLocale()
  if (chosen) await changeLanguage(getServices(), proven.actor, chosen)
  else headers.append('Set-Cookie', preferenceCookie(LANGUAGE_COOKIE, proven.language))
  // Whoever was invited is asked before anything else.
  const invitations = await listInvitations(getServices(), proven.actor)
  const next = invitations.length > 0 ? '/connections' : afterLoginPath(challenge.next, proven.connectionIds)
  return seeOther(next, headers)
}
