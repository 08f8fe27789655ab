import { pdfFile, portalFile } from '#app/portal-file.ts'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { getPrintableBill } from '#lib/billing/pdf/get-printable-bill.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { json } from '#lib/platform/http.ts'
import { LOCALES } from '#lib/units/locale.ts'

type Context = { params: Promise<{ connection: string; bill: string }> }

/**
 * A bill as PDF: in the reader's language, the one that `?lang=` names or `both`; `?form=slip` for a printer of 80 mm;
 * `?archive` as PDF/A-2a.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { actor, locale } = asked
  const { connection: connectionId, bill: billId } = await params
  const { searchParams } = new URL(request.url)
  const languages = searchParams.get('lang') === 'both' ? LOCALES : [locale]
  const printable = await getPrintableBill(getPaymentServices(), actor, { connectionId, billId, languages })
  if (!printable) return json({ error: 'not found' }, 404)
  const sheets = printable.sheets.map(({ bill, payLink, portalLink }) => ({
    bill,
    payQr: payLink && qrSvg(payLink),
    portalQr: qrSvg(portalLink, 'M'),
  }))
  const form = searchParams.get('form') === 'slip' ? 'slip' : 'a4'
  return pdfFile({ sheets, form, isForArchive: searchParams.has('archive') }, printable.fileName)
}
