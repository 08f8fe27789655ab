import { chatCodeCookie } from '#app/chat-code-cookie.ts'
import { sealedCookie } from '#lib/identity/auth-options.ts'
import { isChallengeOpen } from '#lib/identity/get-challenge.ts'
import { returnPath } from '#lib/identity/login-path.ts'
import { requestOtp } from '#lib/identity/request-otp.ts'
import { currentChallenge, currentDeviceTokens } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Longer than any number with its spaces; the rest is cut off before it is looked at. */
const LONGEST_NAME = 40

/** Step 1: somebody asks for a code. The answer is the same for known and unknown numbers; neither is in the address. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const who = (form?.get('who') ?? '').slice(0, LONGEST_NAME)
  const next = returnPath(form?.get('next'))
  const services = getServices()
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const asked = await requestOtp(services, actor, { who, deviceTokens: await currentDeviceTokens() })
  if (!asked.ok) {
    const held = await currentChallenge()
    const challengeId = held?.who === who ? held.challengeId : ''
    // An earlier code still works, and this browser still holds its challenge.
    const hasCode =
      asked.reason === 'wait' || (asked.reason === 'busy' && (await isChallengeOpen(services, challengeId)))
    if (challengeId && hasCode) return seeOther(`/login/code?error=${asked.reason}`)
    const isHeldUp = ['busy', 'too-many-codes'].includes(asked.reason)
    const cookie = isHeldUp ? await chatCodeCookie(request, { who, next, challengeId }) : null
    if (cookie) return seeOther(`/login/code?error=${asked.reason}`, { 'Set-Cookie': cookie })
    const query = new URLSearchParams({ error: asked.reason })
    if (asked.reason === 'digits') query.set('digits', String(asked.digits))
    if (next) query.set('next', next)
    return seeOther(`/login?${query}`)
  }
  const content = { challengeId: asked.challengeId, who, next }
  return seeOther('/login/code', { 'Set-Cookie': await sealedCookie('challenge', content) })
}
