import { portalFile, threadFile } from '#app/portal-file.ts'
import { getAttachment } from '#lib/complaints/get-attachment.ts'
import { json } from '#lib/platform/http.ts'

type Context = { params: Promise<{ connection: string; complaint: string; file: string }> }

/** A photo from the thread of a complaint. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { complaint: complaintId, file: attachmentId } = await params
  const file = await getAttachment(asked.services, asked.actor, { complaintId, attachmentId })
  return file ? threadFile(file, attachmentId) : json({ error: 'not found' }, 404)
}
