import { sealedCookie } from '#lib/identity/auth-options.ts'
import { currentBillGuest, currentQuickPay } from '#lib/identity/session.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { isSameOrigin, json, readForm, seeOther, sourceOf } from '#lib/platform/http.ts'
import type { WayToBill } from '#lib/quick-pay/asked-payment.ts'
import { payAsGuest } from '#lib/quick-pay/pay-as-guest.ts'

/** What a form says leads to the bill, and the page that it stands on. */
type Way = { way: WayToBill; from: string }

/**
 * Begins to pay without a login: by a short link (`link`), as the reader of a bill (`bill`), or else for the consumer
 * number that this browser looked up. `amount` is what the payer has seen, `confirm` their word for whom it is.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = (await readForm(request)) ?? new URLSearchParams()
  const found = await wayOf(form.get('link'), form.get('bill'))
  if (found === 'none') return json({ error: 'not found' }, 404)
  if (!found) return seeOther('/quick-pay')
  const { way, from } = found
  const actor = { kind: 'anonymous', source: sourceOf(request) } as const
  const started = await payAsGuest(getPaymentServices(), actor, {
    ...{ way, isConfirmed: 'kind' in way || form.get('confirm') === 'yes', seen: form.get('amount') ?? '' },
  })
  if (!started.ok) return seeOther(`${from}?error=${started.reason}`)
  const { connectionId, billId } = started.guest
  return seeOther(`/quick-pay/pay/${started.attemptId}`, {
    'Set-Cookie': await sealedCookie('pay-guest', { connectionId, billId, from }),
  })
}

async function wayOf(link: string | null, bill: string | null): Promise<Way | 'none' | null> {
  if (link !== null) return { way: { code: link }, from: `/q/${encodeURIComponent(link)}` }
  if (bill !== null) {
    const guest = await currentBillGuest()
    return guest && (guest.billId === bill ? { way: guest, from: `/quick-pay/bill/${bill}` } : 'none')
  }
  const looked = await currentQuickPay()
  return looked && { way: { consumerNo: looked.consumerNo }, from: '/quick-pay/amount' }
}
