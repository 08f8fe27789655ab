import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { requestRefund } from '#lib/payments/request-refund.ts'
import { seeOther } from '#lib/platform/http.ts'
import { parseRupees, ZERO_PAISE } from '#lib/units/paise.ts'
import { RefundReason } from '#prisma/generated/client.ts'

/** An officer asks to give a payment back. The refund's id was made with the form: sent twice, it is one. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const paymentId = form.get('payment') ?? ''
  const requested = await requestRefund(services, actor, {
    ...{ refundId: form.get('refund') ?? '', paymentId },
    amountPaise: parseRupees((form.get('amount') ?? '').replaceAll(',', '')) ?? ZERO_PAISE,
    reason: Object.values(RefundReason).find((known) => known === form.get('reason')) ?? 'OTHER',
  })
  if (requested.ok) return seeOther('/desk/refunds?done=requested')
  if (!['NOT_POSITIVE', 'EXCEEDS_PAYMENT', 'COOLING'].includes(requested.reason)) return noSuchThing()
  // The whole payment in the place of a part that was mistyped would be one press from being given back.
  const typed = { amount: (form.get('amount') ?? '').slice(0, 14), reason: (form.get('reason') ?? '').slice(0, 20) }
  return seeOther(`/desk/refunds/${paymentId}?${new URLSearchParams({ error: requested.reason, ...typed })}`)
}
