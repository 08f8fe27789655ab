import { currentLocale } from '#app/locale.ts'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { getPrintableBill } from '#lib/billing/pdf/get-printable-bill.ts'
import { TypesetterIsBusy, typesetBill } from '#lib/billing/pdf/typeset.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentSession } from '#lib/identity/session.ts'
import { json, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { LOCALES } from '#lib/units/locale.ts'

type Context = { params: Promise<{ connection: string; bill: string }> }

/** A bill as PDF, in the reader's language or in the one that `?lang=` names. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { connection: connectionId, bill: billId } = await params
  const wanted = new URL(request.url).searchParams.get('lang')
  const locale = LOCALES.find((known) => known === wanted) ?? (await currentLocale())
  const session = await currentSession()
  if (session.state !== 'active') {
    const path = `/c/${connectionId}/bills/${billId}/pdf`
    const back = locale === wanted ? `${path}?lang=${locale}` : path
    return seeOther(loginPath(back, { loggedOut: session.state === 'ended' }))
  }
  const printable = await getPrintableBill(getServices(), session.actor, { connectionId, billId, locale })
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
