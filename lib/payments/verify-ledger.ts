import type { Db, Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { DemoLogLine } from './gateway/demo-log.ts'
import { GATEWAY_CHECKS } from './gateway-checks.ts'
import { LEDGER_CHECKS } from './ledger-checks.ts'
import { RECORD_CHECKS } from './record-checks.ts'

/** `since` is when everything was last found in order; what is compared in parts is compared whole without it. */
type Books = { db: Db | Tx; now: Services['now']; since?: Date | null }

/** One invariant: what must hold after every load, fault and test. */
export type Check = {
  id: string
  name: string
  /**
   * Compares with the log that the gateway keeps for itself; only the demo's gateway has one here. Without it the check
   * is left out, or does what it can (`HELPS`) and says so.
   */
  gatewayLog?: 'NEEDED' | 'HELPS'
  /** What breaks the invariant, in words without personal data; none when it holds. */
  find: (books: Books, gatewayLog: readonly DemoLogLine[] | null) => Promise<string[]>
}

const NO_LOG = "the gateway's own log is not here; compare with its dashboard"
const ONLY_FILES = "the gateway's own log is not here; compared with its settlement files"

export type Verified = { id: string; name: string; note: string | null; broken: string[] }

/** Checks every invariant, in the order of their numbers. `gatewayLog` is null where the gateway is a real one. */
export async function verifyLedger(books: Books, gatewayLog: readonly DemoLogLine[] | null): Promise<Verified[]> {
  const checks = [...LEDGER_CHECKS, ...GATEWAY_CHECKS, ...RECORD_CHECKS]
  checks.sort((a, b) => Number(a.id.slice(3)) - Number(b.id.slice(3)))
  const verified: Verified[] = []
  for (const { id, name, gatewayLog: wanted, find } of checks) {
    const lacksLog = wanted !== undefined && !gatewayLog
    const note = lacksLog ? (wanted === 'NEEDED' ? NO_LOG : ONLY_FILES) : null
    const broken = lacksLog && wanted === 'NEEDED' ? [] : await find(books, gatewayLog)
    verified.push({ id, name, note, broken })
  }
  return verified
}

/** As long as all checks of a state may take together. */
const LONGEST = { text: '2h', ms: 7_200_000 }

/**
 * The same in one transaction that says its own limit of time: behind a pooler each connection has that of a page's
 * statement, whatever was asked of it.
 */
export function verifyPatiently(
  { db, now }: Services,
  gatewayLog: readonly DemoLogLine[] | null,
  since: Date | null = null,
): Promise<Verified[]> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select set_config('statement_timeout', ${LONGEST.text}, true)`
      return verifyLedger({ db: tx, now, since }, gatewayLog)
    },
    { timeout: LONGEST.ms },
  )
}

/** One line a check, the first offenders below it, and the sum. */
export function verifiedText(verified: readonly Verified[]): string {
  const lines = verified.flatMap(({ id, name, note, broken }) => [
    `${broken.length === 0 ? 'ok    ' : 'BROKEN'} ${id.padEnd(5)} ${name}${note ? ` (${note})` : ''}`,
    ...broken.slice(0, 5).map((found) => `             ${found}`),
    ...(broken.length > 5 ? [`             and ${broken.length - 5} more`] : []),
  ])
  const failed = verified.filter(({ broken }) => broken.length > 0).length
  return `${lines.join('\n')}\n${verified.length - failed} passed, ${failed} failed\n`
}
