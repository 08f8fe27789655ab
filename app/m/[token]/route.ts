import { billPdf } from '#app/bill-pdf.ts'
import { type Asked, paymentQrFile, receiptFile } from '#app/connection-files.ts'
import { documentOfLink } from '#lib/messaging/document-of-link.ts'
import { json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'

type Context = { params: Promise<{ token: string }> }

/** What messages bring: a bill, a receipt, the QR of a payment. */
type Answer = (asked: Asked & { address: URL }, connectionId: string, id: string) => Promise<Response>
const DOCUMENTS: [RegExp, Answer][] = [
  [
    /^\/c\/([^/]+)\/bills\/([^/]+)\/pdf$/,
    ({ address, actor, locale }, connectionId, billId) => billPdf(address, actor, { connectionId, billId, locale }),
  ],
  [
    /^\/c\/([^/]+)\/payments\/([^/]+)\/pdf$/,
    (asked, connectionId, paymentId) => receiptFile(asked, { connectionId, paymentId }),
  ],
  [
    /^\/c\/([^/]+)\/pay\/([^/]+)\/qr$/,
    (asked, connectionId, attemptId) => paymentQrFile(asked, { connectionId, attemptId }),
  ],
]

/** The document of one message, by a signed link that lives a day: whoever delivers it cannot log in. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const found = await documentOfLink(getServices(), (await params).token)
  const address = found && new URL(found.path, 'http://portal.invalid')
  for (const [path, answer] of DOCUMENTS) {
    const [, connectionId, id] = (address && path.exec(address.pathname)) ?? []
    if (!found || !address || !connectionId || !id) continue
    const query = address.searchParams
    return answer({ actor: found.actor, locale: localeOf(query.get('lang')), query, address }, connectionId, id)
  }
  return json({ error: 'not found' }, 404)
}
