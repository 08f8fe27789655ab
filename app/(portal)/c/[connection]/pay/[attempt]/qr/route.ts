import { paymentQrFile } from '#app/connection-files.ts'
import { portalFile } from '#app/portal-file.ts'

type Context = { params: Promise<{ connection: string; attempt: string }> }

/** The QR of a payment as a picture, as chats send it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { connection: connectionId, attempt: attemptId } = await params
  return paymentQrFile({ ...asked, query: new URL(request.url).searchParams }, { connectionId, attemptId })
}
