import { codeIn } from '#app/code-field.ts'
import { verifyTracking } from '#lib/complaints/track-complaint.ts'
import { removedCookie, sealedCookie } from '#lib/identity/auth-options.ts'
import { LONGEST_NUMBER, refusalQuery } from '#lib/identity/own-number.ts'
import { currentTracking } from '#lib/identity/session.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** The code for a complaint. A right one opens its thread to this browser for a while. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const tracking = await currentTracking()
  if (!tracking) return seeOther('/track')
  const code = codeIn(form)
  const ownNumber = (form?.get('own') ?? '').slice(0, LONGEST_NUMBER)
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const proven = await verifyTracking(getServices(), actor, { ...tracking, code, ownNumber })
  if (!proven.ok) return seeOther(`/track/code?${refusalQuery(proven.reason, ownNumber)}`)
  const headers = new Headers()
  headers.append('Set-Cookie', await sealedCookie('visit', { complaintId: proven.visitor.complaintId }))
  headers.append('Set-Cookie', removedCookie('tracking'))
  return seeOther('/track/complaint', headers)
}
