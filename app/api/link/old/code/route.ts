import { codeIn } from '#app/code-field.ts'
import { currentLinkRequestId } from '#lib/identity/session.ts'
import { proveByRegisteredCode } from '#lib/linking/prove-by-registered-code.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** The code from the number on record. If it is right, the one on the new number is asked for next. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const requestId = (await currentLinkRequestId()) ?? ''
  const code = codeIn(form)
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const proven = await proveByRegisteredCode(getServices(), actor, { requestId, code })
  if (proven.ok) return seeOther(proven.sent.ok ? '/link/code' : `/link/code?error=${proven.sent.reason}`)
  return seeOther(proven.reason === 'gone' ? '/link?error=gone' : `/link/old?error=${proven.reason}`)
}
