import { requestTracking } from '#lib/complaints/track-complaint.ts'
import { sealedCookie } from '#lib/identity/auth-options.ts'
import { currentTracking } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Longer than any number with its blanks; the rest is cut off before it is looked at. */
const LONGEST_NUMBER = 30

/** Asks for a code to look into a complaint. The answer is the same whether there is one; the number is in no address. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const number = (form?.get('number') ?? '').slice(0, LONGEST_NUMBER).trim()
  if (number === '') return seeOther('/track?error=missing')
  const asked = await requestTracking(getServices(), { kind: 'anonymous', source: sourceOf(request) }, { number })
  if (asked.ok)
    return seeOther('/track/code', {
      'Set-Cookie': await sealedCookie('tracking', { challengeId: asked.challengeId, number }),
    })
  // An earlier code still works, and this browser still holds its challenge.
  const hasCode = ['wait', 'busy'].includes(asked.reason) && (await currentTracking())?.number === number
  if (hasCode) return seeOther(`/track/code?error=${asked.reason}`)
  return seeOther(`/track?error=${asked.reason}`)
}
