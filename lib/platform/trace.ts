import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { logStep } from './log.ts'

/** What happens to a payment, from "pay" to the last that is told of it. */
export type Step =
  | 'payment.started'
  | 'gateway.called'
  | 'webhook.handled'
  | 'gateway.asked'
  | 'ledger.booked'
  /** The same payment again, which changes nothing. */
  | 'ledger.known'
  | 'receipt.numbered'
  | 'message.queued'
  | 'message.sent'
  | 'billing.queued'
  | 'billing.told'
  | 'refund.asked'
  | 'refund.decided'
  | 'refund.sent'
  | 'refund.booked'

/** All that a step may say of itself. No person, number, amount, connection or bill is in it. */
export type StepFields = {
  channel?: string
  /** Which call, message or kind of news. */
  kind?: string
  /** The gateway's id of its event. */
  event?: string
}

/** One line of a trace; `ms` is how long it took, and missing where it is a moment. */
export type StepLine = StepFields & {
  step: Step
  /** W3C trace id and span ids, in lower-case hex. */
  trace: string
  span: string
  parent?: string
  at: string
  ms?: number
  outcome?: 'ok' | 'refused' | 'failed'
}

type Span = { trace: string; span: string; noted: StepLine[] }
/** The span that this process is in; what it calls and writes meanwhile belongs to it. */
const current = new AsyncLocalStorage<Span>()

/**
 * Does work as a step of the trace with this id (a UUID; without one, of the trace that it is called in) and writes a line
 * of it with what was noted meanwhile. Where the work throws, what it noted is left out: it was rolled back. Without any
 * trace it only does the work.
 */
export async function traced<T>(
  { trace: id, step, ...fields }: StepFields & { trace?: string | null; step: Step },
  work: () => Promise<T>,
  isDone: (value: T) => boolean = () => true,
): Promise<T> {
  const outer = current.getStore()
  const trace = id?.replaceAll('-', '') ?? outer?.trace
  if (!trace) return work()
  const inner: Span = { trace, span: newSpan(), noted: [] }
  const begun = { ...{ step, trace, span: inner.span, parent: parentOf(outer, trace) }, at: instant(), ...fields }
  const startedAt = performance.now()
  const end = (outcome: StepLine['outcome']) =>
    logStep({ ...begun, ms: Math.round(performance.now() - startedAt), outcome })
  try {
    const value = await current.run(inner, work)
    end(isDone(value) ? 'ok' : 'refused')
    for (const line of inner.noted) logStep(line)
    return value
  } catch (error) {
    end('failed')
    throw error
  }
}

/** Notes a moment of the trace that this is called in; it is written when the work around it has ended well. */
export function noteStep(step: Step, fields: StepFields = {}): void {
  const outer = current.getStore()
  outer?.noted.push({ step, trace: outer.trace, span: newSpan(), parent: outer.span, at: instant(), ...fields })
}

/** The id of the trace that this is called in, as a UUID, to be kept with what is done later; null outside of any. */
export function currentTrace(): string | null {
  return current.getStore()?.trace.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? null
}

/** What a call to another system carries of the trace (W3C Trace Context, section 3.2); nothing outside of any. */
export function traceHeaders(): { traceparent?: string } {
  const span = current.getStore()
  return span ? { traceparent: `00-${span.trace}-${span.span}-01` } : {}
}

const newSpan = () => randomBytes(8).toString('hex')
const instant = () => new Date().toISOString()
const parentOf = (outer: Span | undefined, trace: string) => (outer?.trace === trace ? outer.span : undefined)
