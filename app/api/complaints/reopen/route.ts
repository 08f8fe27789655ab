import { complaintForm } from '#app/complaint-form.ts'
import { reopenComplaint } from '#lib/complaints/reopen-complaint.ts'
import { getServices } from '#lib/platform/services.ts'

/** Opens a decided complaint again. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(request, 'reopen', (actor, { complaintId, field }) =>
    reopenComplaint(getServices(), actor, { complaintId, reason: field('reason') }),
  )
}
