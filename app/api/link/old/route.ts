import { currentLinkRequestId } from '#lib/identity/session.ts'
import { askNumberOnRecord } from '#lib/linking/ask-number-on-record.ts'
import { isSameOrigin, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** The other way of step 2: a code to the number on record. The answer is the same where there is none. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const requestId = (await currentLinkRequestId()) ?? ''
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const asked = await askNumberOnRecord(getServices(), actor, { requestId })
  if (asked.ok) return seeOther('/link/old')
  if (asked.reason === 'gone') return seeOther('/link?error=gone')
  // The code of a moment ago still works.
  return seeOther(asked.reason === 'wait' ? '/link/old?error=wait' : `/link/bill?error=${asked.reason}`)
}
