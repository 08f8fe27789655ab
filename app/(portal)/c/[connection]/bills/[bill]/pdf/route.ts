import { billPdf } from '#app/bill-pdf.ts'
import { portalFile } from '#app/portal-file.ts'

type Context = { params: Promise<{ connection: string; bill: string }> }

/** A bill as PDF, in the reader's language or the one that `?lang=` names; its forms are those of `billPdf`. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { actor, locale } = asked
  const { connection: connectionId, bill: billId } = await params
  return billPdf(new URL(request.url), actor, { connectionId, billId, locale })
}
