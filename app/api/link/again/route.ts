import { currentLinkRequestId } from '#lib/identity/session.ts'
import { sendLinkCode } from '#lib/linking/send-link-code.ts'
import { isSameOrigin, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Sends the last step's code again; the limits go on counting. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const requestId = (await currentLinkRequestId()) ?? ''
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const sent = await sendLinkCode(getServices(), actor, { requestId })
  if (sent.ok) return seeOther('/link/code?again=1')
  if (sent.reason === 'gone') return seeOther('/link?error=gone')
  return seeOther(`/link/${sent.reason === 'closed' ? 'bill' : 'code'}?error=${sent.reason}`)
}
