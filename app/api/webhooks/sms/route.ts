import { json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { answerSms } from '#lib/quick-pay/answer-sms.ts'
import { readInboundSms } from '#lib/quick-pay/read-sms.ts'
import { providerCall } from './provider-call.ts'

/**
 * An SMS to the utility's number, told by the SMS provider as a form or as JSON, with the shared secret as
 * `Authorization: Bearer …`. 2xx once its answer is written; what is no SMS is refused, or the provider would come back
 * with it for ever.
 */
export async function POST(request: Request): Promise<Response> {
  const call = await providerCall(request)
  if (!call.ok) return json({ error: 'refused' }, call.status)
  const services = getServices()
  const sms = readInboundSms(call.fields, services.now())
  if (!sms) return json({ error: 'no sms' }, 400)
  return json({ status: await answerSms(services, sms) })
}
