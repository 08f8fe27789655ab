import { MOST_FILE_BYTES, MOST_FILES } from '#lib/complaints/file-limits.ts'
import { writeMessage } from '#lib/complaints/write-message.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { isSameOrigin, json, readMultipart, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'

const MOST_BYTES = (MOST_FILES + 1) * MOST_FILE_BYTES

/** Adds words and photos to the thread of a complaint. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const actor = await currentActor()
  if (!actor) return seeOther(loginPath('/', { loggedOut: true }))
  const form = await readMultipart(request, MOST_BYTES)
  if (form === 'TOO_BIG') return json({ error: 'too large' }, 413)
  const field = (name: string) => form?.fields.get(name) ?? ''
  const complaintId = field('complaint')
  const written = await writeMessage(getServices(), actor, {
    ...{ complaintId, text: field('text'), uploads: form?.files ?? [] },
  })
  if (!written) return json({ error: 'not found' }, 404)
  const thread = `/c/${field('connection')}/complaints/${complaintId}`
  return seeOther(written.ok ? `${thread}#timeline` : `${thread}?message=${written.reason}#text`)
}
