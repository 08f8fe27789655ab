import { complaintForm } from '#app/complaint-form.ts'
import { MOST_FORM_BYTES } from '#lib/complaints/file-limits.ts'
import { writeMessage } from '#lib/complaints/write-message.ts'
import { getServices } from '#lib/platform/services.ts'

/** Adds words and photos to the thread of a complaint. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(
    request,
    'message',
    (actor, { complaintId, field, files }) =>
      writeMessage(getServices(), actor, { complaintId, text: field('text'), uploads: files }),
    MOST_FORM_BYTES,
  )
}
