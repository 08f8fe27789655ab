import { randomBytes } from 'node:crypto'
import { env } from '#lib/platform/env.ts'
import { appendToDemoLog, type DemoLogLine, readDemoLogFrom } from './demo-log.ts'
import { currentDemoModes } from './demo-modes.ts'
import { signBody } from './razorpay-webhook.ts'

/** Calls the portal's webhook; the result is the HTTP status, 0 when nobody answered. */
export type Deliver = (body: string, headers: Record<string, string>) => Promise<number>
type Parcel = { eventId: string; body: string }

const held = globalThis as typeof globalThis & { portalDemoHeldBack?: Parcel[] }

/**
 * Writes down what the gateway did (`lines`) with the event that tells of it, all or none, and then sends the event,
 * signed as Razorpay signs, `copies` times at once with one event id; late, lost or doubled as the modes say.
 */
export async function deliverDemoEvent(
  lines: DemoLogLine[],
  event: object,
  copies: number,
  deliver: Deliver = deliverHere,
): Promise<{ eventId: string; statuses: number[] }> {
  const parcel = { eventId: newEventId(), body: JSON.stringify(event) }
  const { eventId } = parcel
  const { webhooks } = currentDemoModes()
  // A lost event is not written down as one to send: nobody comes back with it.
  appendToDemoLog(...lines, ...(webhooks === 'lost' ? [] : [{ kind: 'event', ...parcel } as const]))
  if (webhooks === 'lost') return { eventId, statuses: [] }
  const heldBack = held.portalDemoHeldBack ?? []
  held.portalDemoHeldBack = []
  if ((webhooks === 'late' || webhooks === 'reordered') && heldBack.length === 0) {
    held.portalDemoHeldBack = [parcel]
    return { eventId, statuses: [] }
  }
  const again = webhooks === 'twice' ? [{ ...parcel, eventId: newEventId() }] : []
  const due = webhooks === 'reordered' ? [parcel, ...heldBack] : [...heldBack, parcel, ...again]
  const statuses: number[] = []
  for (const one of due) {
    const answers = await Promise.all(Array.from({ length: copies }, () => send(one, deliver)))
    if (one === parcel) statuses.push(...answers)
  }
  return { eventId, statuses }
}

/**
 * Comes back, as Razorpay does, with each event that nobody took yet: none of its deliveries was answered 2xx, because
 * the portal or its database was away or was killed in between. Reads each line of the log once; the result of a call is
 * how many were taken now.
 */
export function demoRedelivery(deliver: Deliver = deliverHere): () => Promise<number> {
  const waiting = new Map<string, string>()
  let read = 0
  return async () => {
    const { lines, end } = readDemoLogFrom(read)
    read = end
    for (const line of lines) {
      if (line.kind === 'event') waiting.set(line.eventId, line.body)
      if (line.kind === 'answered' && isTaken(line.status)) waiting.delete(line.eventId)
    }
    let taken = 0
    for (const [eventId, body] of waiting) if (isTaken(await send({ eventId, body }, deliver))) taken++
    return taken
  }
}

const isTaken = (status: number): boolean => status >= 200 && status < 300

/** Delivers an event once and writes down what was answered. */
async function send({ eventId, body }: Parcel, deliver: Deliver): Promise<number> {
  const status = await deliver(body, {
    'Content-Type': 'application/json',
    'X-Razorpay-Event-Id': eventId,
    'X-Razorpay-Signature': signBody(Buffer.from(body), env().gatewaySecretsAt(env().clock())[0] ?? ''),
  })
  appendToDemoLog({ kind: 'answered', eventId, status })
  return status
}

const newEventId = () => `evt_${randomBytes(9).toString('hex')}`

const deliverHere: Deliver = async (body, headers) => {
  try {
    const address = `${env().localUrl}/api/webhooks/razorpay`
    const answer = await fetch(address, { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) })
    return answer.status
  } catch {
    return 0
  }
}
