import { billPdf } from '#app/bill-pdf.ts'
import { fileLocale, refusedElsewhere } from '#app/portal-file.ts'
import { currentBillGuest } from '#lib/identity/session.ts'
import { seeOther } from '#lib/platform/http.ts'

/** The bill that a code has opened to this browser, as PDF. */
export async function GET(request: Request, { params }: { params: Promise<{ bill: string }> }): Promise<Response> {
  const refused = refusedElsewhere(request)
  if (refused) return refused
  const guest = await currentBillGuest()
  if (!guest) return seeOther('/quick-pay?over=1')
  const { bill: billId } = await params
  const { connectionId } = guest
  return billPdf(new URL(request.url), guest, { connectionId, billId, locale: await fileLocale(request) })
}
