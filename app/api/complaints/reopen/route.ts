import { complaintForm } from '#app/complaint-form.ts'
import { reopenComplaint } from '#lib/complaints/reopen-complaint.ts'

/** Opens a decided complaint again. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(request, 'reopen', (services, actor, { complaintId, field }) =>
    reopenComplaint(services, actor, { complaintId, reason: field('reason') }),
  )
}
