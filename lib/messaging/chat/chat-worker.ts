import { getPaymentServices } from '#lib/payments/payment-services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { answerChat } from './answer-chat.ts'

/** Conversations answered at once: each asks the database a few times, and a photo keeps a processor busy. */
const AT_ONCE = 4

type Queue = { waiting: Set<string>; working: Set<Promise<void>> }
// Next.js loads modules anew in development; the queue of the process is one.
const held = globalThis as typeof globalThis & { portalChatQueue?: Queue }
const queueOfProcess = (): Queue => {
  held.portalChatQueue ??= { waiting: new Set(), working: new Set() }
  return held.portalChatQueue
}

/**
 * Has a number's messages answered soon, after Meta was. What this process does not get to, because it ends or something
 * is away, the sweep finds.
 */
export function handOverChat(mobile: string): void {
  const queue = queueOfProcess()
  queue.waiting.add(mobile)
  if (queue.working.size >= AT_ONCE) return
  const worker = work(queue).finally(() => queue.working.delete(worker))
  queue.working.add(worker)
}

/** Resolves once this process has answered everybody that it was handed. */
export async function whenChatsAreAnswered(): Promise<void> {
  const { working } = queueOfProcess()
  while (working.size > 0) await Promise.all(working)
}

async function work({ waiting }: Queue): Promise<void> {
  for (const [mobile] of iterate(waiting)) {
    waiting.delete(mobile)
    await answerChat(getPaymentServices(), mobile as Mobile).catch(() => 0)
  }
}

/** The set while it grows and shrinks. */
function* iterate(waiting: Set<string>): Generator<[string]> {
  for (let first = waiting.values().next(); !first.done; first = waiting.values().next()) yield [first.value]
}
