import { answerAsRazorpay } from '#lib/payments/gateway/demo-api.ts'
import { env } from '#lib/platform/env.ts'
import { json, readBody } from '#lib/platform/http.ts'
import { sameBytes } from '#lib/platform/secrets.ts'
import { getServices } from '#lib/platform/services.ts'

type Context = { params: Promise<{ path: string[] }> }

/** The demo's gateway, called by the portal as Razorpay is in live mode. */
async function answer(request: Request, { params }: Context): Promise<Response> {
  const { mode, gateway } = env()
  if (mode !== 'demo' || !gateway) return new Response(null, { status: 404 })
  const expected = `Basic ${Buffer.from(`${gateway.keyId}:${gateway.keySecret}`).toString('base64')}`
  if (!sameBytes(Buffer.from(request.headers.get('authorization') ?? ''), Buffer.from(expected)))
    return json({ error: { code: 'BAD_REQUEST_ERROR', description: 'Authentication failed' } }, 401)
  const body = request.method === 'POST' ? await readBody(request, 16_384) : null
  const { status, body: said } = await answerAsRazorpay(getServices().now, {
    method: request.method,
    path: (await params).path.join('/'),
    query: new URL(request.url).searchParams,
    body: parsed(body),
    idempotencyKey: request.headers.get('x-refund-idempotency'),
  })
  return json(said, status)
}

function parsed(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? 'null')
  } catch {
    return null
  }
}

export const GET = answer
export const POST = answer
