import { complaintForm } from '#app/complaint-form.ts'
import { MOST_FORM_BYTES } from '#lib/complaints/file-limits.ts'
import { writeMessage } from '#lib/complaints/write-message.ts'

/** Adds words and photos to the thread of a complaint. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(
    request,
    'message',
    (services, actor, { complaintId, field, files }) =>
      writeMessage(services, actor, { complaintId, text: field('text'), uploads: files }),
    MOST_FORM_BYTES,
  )
}
