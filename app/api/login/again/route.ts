import { chatCodeCookie } from '#app/chat-code-cookie.ts'
import { sealedCookie } from '#lib/identity/auth-options.ts'
import { isChallengeOpen } from '#lib/identity/get-challenge.ts'
import { requestOtp } from '#lib/identity/request-otp.ts'
import { currentChallenge, currentDeviceTokens } from '#lib/identity/session.ts'
import { isSameOrigin, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Sends another code to the number typed before; the earlier code no longer works, the limits go on counting. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const challenge = await currentChallenge()
  if (!challenge) return seeOther('/login')
  const services = getServices()
  const asked = await requestOtp(
    services,
    { kind: 'anonymous', source: sourceOf(request) },
    { who: challenge.who, deviceTokens: await currentDeviceTokens() },
  )
  if (!asked.ok) {
    const isHeldUp =
      asked.reason === 'too-many-codes' ||
      (asked.reason === 'busy' && !(await isChallengeOpen(services, challenge.challengeId)))
    const cookie = isHeldUp ? await chatCodeCookie(request, challenge) : null
    return seeOther(`/login/code?error=${asked.reason}`, cookie ? { 'Set-Cookie': cookie } : {})
  }
  const content = { ...challenge, challengeId: asked.challengeId }
  return seeOther('/login/code?again=1', { 'Set-Cookie': await sealedCookie('challenge', content) })
}
