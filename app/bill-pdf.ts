import { qrSvg } from '#components/bills/qr-svg.ts'
import type { BillReader } from '#lib/billing/get-bill.ts'
import { getPrintableBill } from '#lib/billing/pdf/get-printable-bill.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { json } from '#lib/platform/http.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { pdfFile } from './portal-file.ts'

/**
 * A bill as PDF: in the language given, or `?lang=both`; `?form=slip` for a printer of 80 mm; `?archive` as PDF/A-2a. 404
 * for one that is not the reader's.
 */
export async function billPdf(
  { searchParams }: URL,
  reader: BillReader,
  { locale, ...bill }: { connectionId: string; billId: string; locale: Locale },
): Promise<Response> {
  const languages: readonly Locale[] = searchParams.get('lang') === 'both' ? LOCALES : [locale]
  const printable = await getPrintableBill(heldTo(getPaymentServices(), reader), reader, { ...bill, languages })
  if (!printable) return json({ error: 'not found' }, 404)
  const sheets = printable.sheets.map(({ bill: sheet, payLink, portalLink }) => ({
    bill: sheet,
    payQr: payLink && qrSvg(payLink),
    portalQr: qrSvg(portalLink, 'M'),
  }))
  const form = searchParams.get('form') === 'slip' ? 'slip' : 'a4'
  return pdfFile({ sheets, form, isForArchive: searchParams.has('archive') }, printable.fileName)
}
