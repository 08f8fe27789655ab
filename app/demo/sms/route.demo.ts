import { randomUUID } from 'node:crypto'
import { env } from '#lib/platform/env.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { answerSms } from '#lib/quick-pay/answer-sms.ts'
import { readInboundSms } from '#lib/quick-pay/read-sms.ts'

/** The demo's phone sends an SMS to the utility's number; the answer stands among its messages. */
export async function POST(request: Request): Promise<Response> {
  if (env().mode !== 'demo') return new Response(null, { status: 404 })
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const form = await readForm(request)
  const services = getServices()
  const fields = { id: randomUUID(), sender: form?.get('from'), message: form?.get('text') }
  const sms = readInboundSms(fields, services.now())
  if (!sms) return seeOther('/demo')
  const said = await answerSms(services, sms)
  return seeOther(`/demo?to=${sms.from}&sms=${said}`)
}
