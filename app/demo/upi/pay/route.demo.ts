import { z } from 'zod'
import { DEMO_OUTCOMES, payDemo } from '#lib/payments/gateway/demo.ts'
import { whenIdle } from '#lib/payments/inbox-worker.ts'
import { env } from '#lib/platform/env.ts'
import { isSameOrigin, json, localPath, readForm, readJson, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { parseMobile } from '#lib/units/phone.ts'

const payment = z.object({
  uri: z.string().max(2_000),
  outcome: z.enum(DEMO_OUTCOMES).default('success'),
  /** Whose phone the demo page shows. */
  to: z.string().max(20).optional(),
  /** Where the payer came from. */
  back: z.string().max(200).optional(),
  copies: z.coerce.number().int().min(1).max(200).default(1),
})

/** The demo's UPI app: JSON from tests, or the form of the demo page, which is led back with what became of it. */
export async function POST(request: Request): Promise<Response> {
  if (env().mode !== 'demo') return new Response(null, { status: 404 })
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  // Pages of other sites can post forms here, but not JSON.
  if (isForm && !isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const parsed = payment.safeParse(isForm ? await readFields(request) : await readJson(request))
  const paid = parsed.success
    ? await payDemo(getServices().now, parsed.data)
    : ({ ok: false, reason: 'NOT_UPI' } as const)
  // Whoever looks at the portal next sees what has become of it.
  await whenIdle()
  if (isForm) {
    const result = paid.ok ? (parsed.data?.outcome ?? 'success') : paid.reason.toLowerCase().replace('_', '-')
    const to = parseMobile(parsed.data?.to ?? '')
    const back = localPath(parsed.data?.back)
    return seeOther(`/demo?${new URLSearchParams({ ...(to && { to }), paid: result, ...(back && { back }) })}`)
  }
  return paid.ok ? json(paid) : json(paid, 400)
}

async function readFields(request: Request): Promise<unknown> {
  const form = await readForm(request)
  return form && Object.fromEntries([...form].filter(([, value]) => value !== ''))
}
