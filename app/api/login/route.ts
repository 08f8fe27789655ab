import { sealedCookie } from '#lib/identity/auth-options.ts'
import { returnPath } from '#lib/identity/login-path.ts'
import { requestOtp } from '#lib/identity/request-otp.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Step 1: somebody asks for a code. The answer is the same for known and unknown numbers; neither is in the address. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const who = (form?.get('who') ?? '').slice(0, 40)
  const next = returnPath(form?.get('next'))
  const asked = await requestOtp(getServices(), { kind: 'anonymous', source: sourceOf(request) }, { who })
  if (!asked.ok) {
    const digits = asked.reason === 'digits' ? `&digits=${asked.digits}` : ''
    return seeOther(`/login?error=${asked.reason}${digits}${next ? `&next=${encodeURIComponent(next)}` : ''}`)
  }
  const content = { challengeId: asked.challengeId, who, next }
  return seeOther('/login/code', { 'Set-Cookie': await sealedCookie('challenge', content) })
}
