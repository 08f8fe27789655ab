import { portalFile } from '#app/portal-file.ts'
import { getAttachment } from '#lib/complaints/get-attachment.ts'
import { contentDisposition } from '#lib/platform/content-disposition.ts'
import { json } from '#lib/platform/http.ts'

type Context = { params: Promise<{ connection: string; complaint: string; file: string }> }

/** A photo from the thread of a complaint. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { complaint: complaintId, file: attachmentId } = await params
  const file = await getAttachment(asked.services, asked.actor, { complaintId, attachmentId })
  if (!file) return json({ error: 'not found' }, 404)
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'Content-Type': file.contentType,
      'Content-Disposition': contentDisposition('inline', `photo-${attachmentId.slice(0, 8)}.jpg`),
      'Cache-Control': 'private, no-store',
    },
  })
}
