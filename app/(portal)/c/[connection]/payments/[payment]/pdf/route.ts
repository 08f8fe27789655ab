import { receiptFile } from '#app/connection-files.ts'
import { portalFile } from '#app/portal-file.ts'

type Context = { params: Promise<{ connection: string; payment: string }> }

/** A receipt on paper. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { connection: connectionId, payment: paymentId } = await params
  return receiptFile({ ...asked, query: new URL(request.url).searchParams }, { connectionId, paymentId })
}
