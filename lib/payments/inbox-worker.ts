import { getPaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'

/** Events acted on at once: enough to keep up, few enough to leave the database to those who store more of them. */
const AT_ONCE = 4

// Next.js loads modules anew in development; the queue of the process is one.
type Queue = { waiting: string[]; working: Set<Promise<void>> }
const held = globalThis as typeof globalThis & { inboxQueue?: Queue }
const queueOfProcess = (): Queue => {
  held.inboxQueue ??= { waiting: [], working: new Set() }
  return held.inboxQueue
}

/**
 * Has a stored event acted on soon, after its sender was answered. What this process does not get to, because it ends or
 * the gateway is away, the sweep finds.
 */
export function handOver(eventId: string): void {
  const queue = queueOfProcess()
  queue.waiting.push(eventId)
  if (queue.working.size >= AT_ONCE) return
  const worker = work(queue).finally(() => queue.working.delete(worker))
  queue.working.add(worker)
}

/** Resolves once this process has acted on everything that it was handed. */
export async function whenIdle(): Promise<void> {
  const { working } = queueOfProcess()
  while (working.size > 0) await Promise.all(working)
}

async function work(queue: Queue): Promise<void> {
  for (let next = queue.waiting.shift(); next !== undefined; next = queue.waiting.shift())
    await processEvent(getPaymentServices(), next).catch(() => false)
}
