import { complaintForm } from '#app/complaint-form.ts'
import { escalateComplaint } from '#lib/complaints/escalate-complaint.ts'
import { getServices } from '#lib/platform/services.ts'

/** Takes a complaint to the next level. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(request, 'escalate', (actor, { complaintId }) =>
    escalateComplaint(getServices(), actor, { complaintId }),
  )
}
