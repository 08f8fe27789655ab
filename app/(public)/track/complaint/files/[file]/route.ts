import { refusedElsewhere, threadFile } from '#app/portal-file.ts'
import { getAttachment } from '#lib/complaints/get-attachment.ts'
import { currentVisitor } from '#lib/identity/session.ts'
import { json, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

/** A photo from the thread that somebody looks into without a login. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const refused = refusedElsewhere(request)
  if (refused) return refused
  const visitor = await currentVisitor()
  if (!visitor) return seeOther('/track')
  const { file: attachmentId } = await params
  const { complaintId } = visitor
  const file = await getAttachment(getServices(), visitor, { complaintId, attachmentId })
  return file ? threadFile(file, attachmentId) : json({ error: 'not found' }, 404)
}
