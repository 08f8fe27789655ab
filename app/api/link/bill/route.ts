import { currentLinkRequestId } from '#lib/identity/session.ts'
import { proveByBill } from '#lib/linking/prove-by-bill.ts'
import { isSameOrigin, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** Longer than any answer; the rest is cut off before it is looked at. */
const LONGEST_FACT = 40

/** Step 2 of linking: facts from an old bill. The last step follows whether they are right or not. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const typed = (name: string) => (form?.get(name) ?? '').slice(0, LONGEST_FACT)
  const requestId = (await currentLinkRequestId()) ?? ''
  const facts = { meterNo: typed('meterNo'), amount: typed('amount'), billedOn: typed('billedOn') }
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const proven = await proveByBill(getServices(), actor, { requestId, ...facts })
  if (proven.ok) return seeOther('/link/code')
  return seeOther(proven.reason === 'gone' ? '/link?error=gone' : `/link/bill?error=${proven.reason}`)
}
