import { complaintForm } from '#app/complaint-form.ts'
import { reopenComplaint } from '#lib/complaints/reopen-complaint.ts'
import { getServices } from '#lib/platform/services.ts'

/** Opens a decided complaint again. */
export async function POST(request: Request): Promise<Response> {
  return complaintForm(request, 'reopen', (actor, form) =>
    reopenComplaint(getServices(), actor, {
      complaintId: form.get('complaint') ?? '',
      reason: form.get('reason') ?? '',
    }),
  )
}
