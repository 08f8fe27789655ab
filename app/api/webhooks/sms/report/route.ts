import { recordDelivery } from '#lib/messaging/record-delivery.ts'
import { readMsg91Reports } from '#lib/messaging/sms/msg91-reports.ts'
import { json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { providerCall } from '../provider-call.ts'

/** What became of our SMS, told by the provider. 2xx once it is kept; reports on what is not ours change nothing. */
export async function POST(request: Request): Promise<Response> {
  const call = await providerCall(request)
  if (!call.ok) return json({ error: 'refused' }, call.status)
  const services = getServices()
  const reports = readMsg91Reports(call.fields, services.now())
  if (!reports) return json({ error: 'no report' }, 400)
  for (const report of reports) await recordDelivery(services, report)
  return json({ status: 'stored' })
}
