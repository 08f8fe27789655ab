import { processMetrics } from '#lib/operations/process-metrics.ts'
import { logFault } from '#lib/platform/log.ts'
import { getJobServices } from '#lib/platform/services.ts'
import { Breaker } from './breaker.ts'
import { CHANNELS, type Channel, isWrittenOnly, sendingLine } from './providers.ts'
import { sendDue } from './send-due.ts'

/** Somebody who asked for a code waits for it; the demo's messages are sent by being written, but for those of the night. */
const LOOK_AGAIN_MS = 500
const LOOK_AGAIN_WRITTEN_ONLY_MS = 30_000
const ROUNDS_PER_SECOND = 4
const MOST_AT_ONCE = 250

/** Sends what is due as long as this process runs, each channel in a line of its own and at its provider's pace. */
export function startOutbox(): void {
  for (const channel of CHANNELS) if (sendingLine(channel)) void keepSending(channel)
}

async function keepSending(channel: Channel): Promise<void> {
  const services = getJobServices()
  const breaker = new Breaker(services.now)
  for (;;) {
    const began = performance.now()
    const { given, perSecond } = await sendRound(channel, breaker).catch((error) => {
      logFault('MESSAGES', { channel }, error)
      return NOTHING
    })
    const pause = isWrittenOnly(channel) ? LOOK_AGAIN_WRITTEN_ONLY_MS : LOOK_AGAIN_MS
    await pauseFor(given > 0 ? (given / perSecond) * 1_000 - (performance.now() - began) : pause)
  }
}

/** One round of at most a quarter of a second's messages. Returns how many were given, and how many a second may be. */
async function sendRound(channel: Channel, breaker: Breaker): Promise<{ given: number; perSecond: number }> {
  const line = sendingLine(channel)
  if (!line) return NOTHING
  const most = breaker.allowance(Math.min(MOST_AT_ONCE, Math.ceil(line.perSecond / ROUNDS_PER_SECOND)))
  if (most === 0) return NOTHING
  const { given, answered } = await sendDue(getJobServices(), { ...line, most })
  if (given > 0) breaker.note(answered > 0)
  processMetrics().pausedProviders.set({ channel: channel.toLowerCase() }, breaker.isOpen ? 1 : 0)
  return { given, perSecond: line.perSecond }
}

const NOTHING = { given: 0, perSecond: 1 }

function pauseFor(milliseconds: number): Promise<void> {
  // The process may end while nothing is due.
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
