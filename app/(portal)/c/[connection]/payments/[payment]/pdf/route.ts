import { pdfFile, portalFile } from '#app/portal-file.ts'
import { printableReceiptOf } from '#lib/billing/pdf/printable-receipt.ts'
import { getReceipt } from '#lib/payments/get-receipt.ts'
import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'

type Context = { params: Promise<{ connection: string; payment: string }> }

/** A receipt on paper; `?form=slip` for a printer of 80 mm, `?archive` as PDF/A-2a. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId, payment: paymentId } = await params
  const receipt = await getReceipt(services, actor, { connectionId, paymentId })
  if (!receipt) return json({ error: 'not found' }, 404)
  const page = printableReceiptOf(receipt, env(), { locale, now: services.now() })
  const { searchParams } = new URL(request.url)
  const form = searchParams.get('form') === 'slip' ? 'slip' : 'a4'
  const isForArchive = searchParams.has('archive')
  return pdfFile({ template: 'receipt', page, form, isForArchive }, `receipt-${receipt.receiptNo}.pdf`)
}
