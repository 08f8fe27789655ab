import { sealedCookie } from '#lib/identity/auth-options.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { requestDeskCode } from '#lib/staff/request-desk-code.ts'
import { currentDeskChallenge } from '#lib/staff/session.ts'

/** Longer than any number with its spaces; the rest is cut off before it is looked at. */
const LONGEST_NUMBER = 40

/** Step 1 of the desk's login: the answer is the same for officers and for everybody else. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const who = ((await readForm(request))?.get('mobile') ?? '').slice(0, LONGEST_NUMBER)
  const asked = await requestDeskCode(getServices(), { kind: 'anonymous', source: sourceOf(request) }, { mobile: who })
  if (!asked.ok) {
    // The code of a moment ago still works, and this browser still holds its challenge.
    if (asked.reason === 'wait' && (await currentDeskChallenge())?.who === who)
      return seeOther('/desk/login/code?error=wait')
    const query = new URLSearchParams({ error: asked.reason })
    if (asked.reason === 'digits') query.set('digits', String(asked.digits))
    return seeOther(`/desk/login?${query}`)
  }
  const content = { challengeId: asked.challengeId, who, next: null }
  return seeOther('/desk/login/code', { 'Set-Cookie': await sealedCookie('desk-challenge', content) })
}
