import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { countedRefusals, noteRefusal } from '#lib/platform/refusals.ts'

/** What a request was for: few enough that each may have a series of its own. */
export type RequestKind = 'page' | 'desk' | 'file' | 'api' | 'static'

/** Pages aim at a tenth of a second; beyond ten, browsers on a phone have given up. */
const SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type ProcessMetrics = {
  registry: Registry
  requests: Counter<'kind' | 'status'>
  seconds: Histogram<'kind'>
  turnedAway: Counter
  refusals: Counter<'reason'>
  pausedProviders: Gauge<'channel'>
  simAnswers: Counter<'answer'>
}

// The web server, pages and jobs are bundled apart and count into the same.
const held = globalThis as typeof globalThis & { portalMetrics?: ProcessMetrics }

/** The counters of this process, Node's own among them (memory, event loop, garbage collection). */
export function processMetrics(): ProcessMetrics {
  held.portalMetrics ??= create()
  return held.portalMetrics
}

function create(): ProcessMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Counter({
      ...{ name: 'portal_http_requests_total', help: 'Requests answered, by what they were for and class of status.' },
      ...{ labelNames: ['kind', 'status'], registers },
    }),
    seconds: new Histogram({
      ...{ name: 'portal_http_request_duration_seconds', help: 'From the request to the end of its answer.' },
      ...{ labelNames: ['kind'], buckets: SECONDS, registers },
    }),
    turnedAway: new Counter({
      ...{ name: 'portal_http_turned_away_total', help: 'Requests answered 503 because too many were under way.' },
      registers,
    }),
    refusals: new Counter({
      ...{ name: 'portal_refusals_total', help: 'What was refused, by the reason.', labelNames: ['reason'], registers },
      collect() {
        this.reset()
        for (const [reason, count] of countedRefusals()) this.inc({ reason: reason.toLowerCase() }, count)
      },
    }),
    pausedProviders: new Gauge({
      ...{
        name: 'portal_provider_paused',
        help: '1 while a provider of messages is left alone because it did not answer.',
      },
      ...{ labelNames: ['channel'], registers },
    }),
    simAnswers: new Counter({
      ...{ name: 'portal_sim_answers_total', help: 'What operators said of SIMs: new, old, or unknown for no answer.' },
      ...{ labelNames: ['answer'], registers },
    }),
  }
}

/** Counts a request that was answered, or whose caller left: then without a status. `path` has no query. */
export function countRequest(path: string, status: number | null, seconds: number): void {
  const { requests, seconds: durations } = processMetrics()
  const kind = kindOf(path)
  // Without a login the answer is the way to it.
  // The read API and most forms answer 404 to whoever names what is not theirs, as pages do.
  if (status === 404 && /^\/(?:c|api)\//.test(path)) noteRefusal('NOT_THEIRS')
  requests.inc({ kind, status: status === null ? 'left' : `${Math.floor(status / 100)}xx` })
  durations.observe({ kind }, seconds)
}

function kindOf(path: string): RequestKind {
  if (path.startsWith('/_next/') || path === '/icon.svg' || path.startsWith('/icons/')) return 'static'
  if (path.endsWith('/pdf')) return 'file'
  if (path.startsWith('/api/')) return 'api'
  return path === '/desk' || path.startsWith('/desk/') ? 'desk' : 'page'
}
