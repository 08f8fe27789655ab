import { pdfFile } from '#app/portal-file.ts'
import { qrPng } from '#components/bills/qr-png.ts'
import { printableReceiptOf } from '#lib/billing/pdf/printable-receipt.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import { getReceipt } from '#lib/payments/get-receipt.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Who asks for a file, in which language, and what else the address says. */
export type Asked = { actor: ConsumerActor; locale: Locale; query: URLSearchParams }

const notFound = () => json({ error: 'not found' }, 404)

/** A receipt on paper; `?form=slip` for a printer of 80 mm, `?archive` as PDF/A-2a. */
export async function receiptFile(
  { actor, locale, query }: Asked,
  { connectionId, paymentId }: { connectionId: string; paymentId: string },
): Promise<Response> {
  const services = heldTo(getPaymentServices(), actor)
  const receipt = await getReceipt(services, actor, { connectionId, paymentId })
  if (!receipt) return notFound()
  const page = printableReceiptOf(receipt, env(), { locale, now: services.now() })
  const form = query.get('form') === 'slip' ? 'slip' : 'a4'
  return pdfFile(
    { template: 'receipt', page, form, isForArchive: query.has('archive') },
    `receipt-${receipt.receiptNo}.pdf`,
  )
}

/** The QR of a payment as a picture, while it may be paid. */
export async function paymentQrFile(
  { actor }: Asked,
  ids: { connectionId: string; attemptId: string },
): Promise<Response> {
  const attempt = await getAttempt(heldTo(getPaymentServices(), actor), actor, ids)
  if (!attempt?.upiLink) return notFound()
  return new Response(new Uint8Array(await qrPng(attempt.upiLink)), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'private, no-store' },
  })
}
