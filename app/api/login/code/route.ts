import { chatCodeCookie } from '#app/chat-code-cookie.ts'
import { codeIn } from '#app/code-field.ts'
import { enter } from '#app/enter.ts'
import { deviceOf } from '#lib/identity/device.ts'
import { LONGEST_NUMBER, refusalQuery } from '#lib/identity/own-number.ts'
import { currentChallenge, currentDeviceTokens } from '#lib/identity/session.ts'
import { verifyOtp } from '#lib/identity/verify-otp.ts'
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
  if (!proven.ok) {
    const isLocked = ['locked', 'locked-today'].includes(proven.reason)
    const cookie = isLocked ? await chatCodeCookie(request, challenge) : null
    const path = `/login/code?${refusalQuery(proven.reason, proof.ownNumber)}`
    return seeOther(path, cookie ? { 'Set-Cookie': cookie } : {})
  }
  return enter(proven, { next: challenge.next, spent: 'challenge' })
}
