import { processMetrics } from '#lib/operations/process-metrics.ts'
import { stateMetrics } from '#lib/operations/state-metrics.ts'
import { env } from '#lib/platform/env.ts'
import { ANSWERS_WITHIN_MS } from '#lib/platform/readiness.ts'
import { sameBytes } from '#lib/platform/secrets.ts'
import { getServices } from '#lib/platform/services.ts'
import { within } from '#lib/platform/within.ts'

export const dynamic = 'force-dynamic'

/**
 * What Prometheus scrapes: this process, and the state of the portal as the database knows it. Whoever asks shows a token
 * of `METRICS_TOKEN`; to all others, and without the setting, there is no such page. While the database is away or hangs the
 * process is told alone: `portal_state_known` is 0 then.
 */
export async function GET(request: Request): Promise<Response> {
  if (!mayRead(request.headers.get('authorization'))) return new Response(null, { status: 404 })
  const { registry } = processMetrics()
  const state = await within(
    ANSWERS_WITHIN_MS,
    stateMetrics(getServices()).catch(() => null),
    null,
  )
  const known = `# HELP portal_state_known 1 while the database answers.\n# TYPE portal_state_known gauge\nportal_state_known ${state ? 1 : 0}\n`
  const parts = [await registry.metrics(), known, state ? await state.metrics() : '']
  return new Response(parts.join('\n'), {
    headers: { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' },
  })
}

function mayRead(authorization: string | null): boolean {
  const given = Buffer.from(authorization ?? '')
  return env().metricsTokens.some((token) => sameBytes(given, Buffer.from(`Bearer ${token}`)))
}
