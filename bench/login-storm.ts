import { setTimeout as pause } from 'node:timers/promises'
import type { Portal } from '#e2e/support/portal.ts'
import type { Browsers, Visit } from './arrivals.ts'

/** Of ten codes that are typed one is wrong. */
const WRONG_OF = 10
const [LOOK_EVERY_MS, LONGEST_WAIT_MS] = [5, 10_000]

/**
 * People who log in: `ask` sends for a code, each from a network of its own, `type` types the code of the one who has waited
 * longest, or a wrong one. Who types before anybody has a code waits for one.
 */
export function codeVisits(portal: Portal, browsers: Browsers, mobiles: readonly string[]) {
  const waiting: { mobile: string; challenge: string; source: string }[] = []
  let [asked, allowed, typed, wrong] = [0, 0, 0, 0]

  const ask: Visit = async () => {
    const mobile = mobiles[asked % mobiles.length] as string
    const source = `10.${(asked >> 8) & 255}.${asked & 255}.7`
    asked += 1
    const { status, location, cookies } = await browsers.ask('/api/login', { form: { who: mobile }, source })
    const challenge = cookies.find((cookie) => cookie.startsWith('challenge='))
    if (location !== '/login/code' || !challenge) return status === 303 ? 0 : status
    allowed += 1
    waiting.push({ mobile, challenge, source })
    return status
  }

  const type: Visit = async () => {
    const until = performance.now() + LONGEST_WAIT_MS
    while (waiting.length === 0 && performance.now() < until) await pause(LOOK_EVERY_MS)
    const next = waiting.shift()
    if (!next) return 0
    const { mobile, challenge, source } = next
    const isWrong = typed++ % WRONG_OF === WRONG_OF - 1
    const [message] = await portal.messages(mobile)
    const code = /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? ''
    const form = { code: isWrong ? String((Number(code) + 1) % 1_000_000).padStart(6, '0') : code }
    const { status, cookies } = await browsers.ask('/api/login/code', { form, cookie: challenge, source })
    const isIn = cookies.some((cookie) => cookie.startsWith('session='))
    if (isWrong && !isIn) wrong += 1
    return isIn === isWrong && status === 303 ? 0 : status
  }

  return { ask, type, allowed: () => allowed, wrong: () => wrong }
}
