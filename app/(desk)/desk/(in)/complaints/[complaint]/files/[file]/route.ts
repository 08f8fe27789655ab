import { noSuchThing } from '#app/desk-page.ts'
import { refusedElsewhere, threadFile } from '#app/portal-file.ts'
import { getOfficeAttachment } from '#lib/complaints/get-attachment.ts'
import { seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { currentStaffSession } from '#lib/staff/session.ts'

type Context = { params: Promise<{ complaint: string; file: string }> }

/** A photo from a thread of the officer's office. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const refused = refusedElsewhere(request)
  if (refused) return refused
  const session = await currentStaffSession()
  if (session.state !== 'active') return seeOther('/desk/login')
  const { complaint: complaintId, file: attachmentId } = await params
  const file = await getOfficeAttachment(getServices(), session.actor, { complaintId, attachmentId })
  return file ? threadFile(file, attachmentId) : noSuchThing()
}
