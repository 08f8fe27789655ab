import { currentDemoModes, demoModes, setDemoModes } from '#lib/payments/gateway/demo-modes.ts'
import { env } from '#lib/platform/env.ts'
import { json, readBody } from '#lib/platform/http.ts'

/** How the demo's gateway misbehaves: `{"api": "down", "webhooks": "lost"}`; an empty object mends it. JSON only. */
export async function POST(request: Request): Promise<Response> {
  if (env().mode !== 'demo') return new Response(null, { status: 404 })
  // Pages of other sites can post forms here, but not JSON.
  if (!request.headers.get('content-type')?.startsWith('application/json')) return json({ error: 'json' }, 415)
  const given = demoModes.safeParse(parsed(await readBody(request, 1_024)))
  if (!given.success) return json({ error: 'unknown mode' }, 400)
  setDemoModes(given.data)
  return json(currentDemoModes())
}

function parsed(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '')
  } catch {
    return null
  }
}
