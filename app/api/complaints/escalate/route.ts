import { complaintForm } from '#app/complaint-form.ts'
import { escalateComplaint } from '#lib/complaints/escalate-complaint.ts'

/** Takes a complaint to the next level. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(request, 'escalate', (services, actor, { complaintId }) =>
    escalateComplaint(services, actor, { complaintId }),
  )
}
