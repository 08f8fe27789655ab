import { complaintForm } from '#app/complaint-form.ts'
import { rateComplaint } from '#lib/complaints/rate-complaint.ts'
import { getServices } from '#lib/platform/services.ts'

/** Says how content somebody is with what was decided. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(request, 'rate', (actor, { complaintId, field }) =>
    rateComplaint(getServices(), actor, { complaintId, rating: Number(field('rating')), remark: field('remark') }),
  )
}
