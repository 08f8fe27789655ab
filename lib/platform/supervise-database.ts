import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedDatabase } from './embedded-database.ts'
import { oneLine } from './errors.ts'

const LOOK_EVERY_MS = 500
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
/** A server that ran this long was sound: its next death is a new story. */
const SOUND_AFTER_MS = 60_000

type Options = {
  /** Ends the watch. A start that is under way is awaited, so that whoever stops the server afterwards finds it. */
  signal: AbortSignal
  say: (text: string) => void
  /** For tests. */
  wait?: (milliseconds: number) => Promise<unknown>
  now?: () => number
}

/**
 * Starts the embedded server again when it died by itself: at once, but after each failure, and after each death soon
 * after a start, it waits twice as long. Meanwhile requests are answered 503. Resolves when the watch was ended.
 */
export async function superviseDatabase(
  database: Pick<EmbeddedDatabase, 'isRunning' | 'restart'>,
  { signal, say, wait = (ms) => pause(ms, undefined, { signal }).catch(() => undefined), now = Date.now }: Options,
): Promise<void> {
  let failures = 0
  let startedAt = now()
  while (!signal.aborted) {
    if (database.isRunning()) {
      if (now() - startedAt >= SOUND_AFTER_MS) failures = 0
      await wait(LOOK_EVERY_MS)
      continue
    }
    const delay = failures === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS)
    say(`The database stopped by itself: starting it again${delay > 0 ? ` in ${delay / 1_000} s` : ''}`)
    await wait(delay)
    if (signal.aborted) return
    failures += 1
    try {
      await database.restart()
      startedAt = now()
      say('The database runs again')
    } catch (error) {
      say(oneLine(error))
    }
  }
}
