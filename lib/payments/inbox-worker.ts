import { getPaymentServices } from './payment-services.ts'
import { processEvent } from './process-event.ts'

/** Events acted on at once: enough to keep up, few enough to leave the database to those who store more of them. */
const AT_ONCE = 4
/** While more senders than this wait for their answers, acting on events makes room: they wait five seconds at the most. */
const MANY_ANSWERS = 8
/** But never longer than this for each event, so that a storm without end cannot hold up the money. */
const LONGEST_ROOM_MS = 1_000

type Queue = { waiting: string[]; working: Set<Promise<void>>; answering: number; roomWanted: Set<() => void> }
// Next.js loads modules anew in development; the queue of the process is one.
const held = globalThis as typeof globalThis & { portalInboxQueue?: Queue }
const queueOfProcess = (): Queue => {
  held.portalInboxQueue ??= { waiting: [], working: new Set(), answering: 0, roomWanted: new Set() }
  return held.portalInboxQueue
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

/** Counts the answer to a sender while it is under way. */
export async function answering<T>(answer: () => Promise<T>): Promise<T> {
  const queue = queueOfProcess()
  queue.answering += 1
  try {
    return await answer()
  } finally {
    queue.answering -= 1
    if (queue.answering <= MANY_ANSWERS) for (const goOn of queue.roomWanted) goOn()
  }
}

/** Resolves once this process has acted on everything that it was handed. */
export async function whenIdle(): Promise<void> {
  const { working } = queueOfProcess()
  while (working.size > 0) await Promise.all(working)
}

async function work(queue: Queue): Promise<void> {
  for (let next = queue.waiting.shift(); next !== undefined; next = queue.waiting.shift()) {
    if (queue.answering > MANY_ANSWERS) await room(queue)
    await processEvent(getPaymentServices(), next).catch(() => false)
  }
}

/** Resolves when few answers are under way, and after a second at the latest. */
async function room({ roomWanted }: Queue): Promise<void> {
  await new Promise<void>((resolve) => {
    const goOn = () => {
      clearTimeout(late)
      roomWanted.delete(goOn)
      resolve()
    }
    const late = setTimeout(goOn, LONGEST_ROOM_MS)
    roomWanted.add(goOn)
  })
}
