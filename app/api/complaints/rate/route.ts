import { complaintForm } from '#app/complaint-form.ts'
import { rateComplaint } from '#lib/complaints/rate-complaint.ts'

/** Says how content somebody is with what was decided. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(request, 'rate', (services, actor, { complaintId, field }) =>
    rateComplaint(services, actor, { complaintId, rating: Number(field('rating')), remark: field('remark') }),
  )
}
