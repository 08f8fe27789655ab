import { listMessages } from '#lib/messaging/list-messages.ts'
import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { parseMobile } from '#lib/units/phone.ts'

/** What the demo sent to a number, newest first. Nothing of the kind exists in live mode. */
export async function GET(request: Request): Promise<Response> {
  if (env().mode !== 'demo') return new Response(null, { status: 404 })
  const to = parseMobile(new URL(request.url).searchParams.get('to') ?? '')
  return to ? json(await listMessages(getServices(), to)) : json({ error: 'to: ten digits of a mobile number' }, 400)
}
