import { portalFile } from '#app/portal-file.ts'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { getPrintableBill } from '#lib/billing/pdf/get-printable-bill.ts'
import { TypesetterIsBusy, typesetBill } from '#lib/billing/pdf/typeset.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { json } from '#lib/platform/http.ts'

type Context = { params: Promise<{ connection: string; bill: string }> }

/** A bill as PDF, in the reader's language or in the one that `?lang=` names. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { actor, locale } = asked
  const { connection: connectionId, bill: billId } = await params
  const printable = await getPrintableBill(getPaymentServices(), actor, { connectionId, billId, locale })
  if (!printable) return json({ error: 'not found' }, 404)
  const { bill, qrLink, fileName } = printable
  try {
    const pdf = await typesetBill(bill, qrLink && qrSvg(qrLink))
    return new Response(pdf, {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `inline; filename="${fileName}"`,
        'Cache-Control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof TypesetterIsBusy) return json({ error: 'busy' }, 503, { 'Retry-After': '2' })
    throw error
  }
}
