import { env } from '#lib/platform/env.ts'
import { logFault } from '#lib/platform/log.ts'
import type { Services } from '#lib/platform/services.ts'
import { readDemoLog } from './gateway/demo-log.ts'
import { verifyPatiently } from './verify-ledger.ts'

const EVERY_MS = 3_600_000
/** The checks read nearly everything; where that takes long, they come so seldom that the database has its time for others. */
const PART_OF_TIME = 1 / 20

export type LedgerVerdict = { at: Date; tookMs: number; passed: number; broken: string[] }

/**
 * Checks the invariants when the last check is an hour old, or twenty times as old as it took, and keeps the verdict for
 * `/api/ready` and for an alarm. Two processes at once check twice, which harms nobody. Its services
 * must bear statements of minutes (`getPatientServices`). Null when there was nothing to do
 * yet.
 */
export async function verifyOnSchedule(services: Services): Promise<LedgerVerdict | null> {
  const at = services.now()
  const last = await lastVerdict(services)
  if (last && at.getTime() - last.at.getTime() < Math.max(EVERY_MS, last.tookMs / PART_OF_TIME)) return null
  const startedAt = performance.now()
  const gatewayLog = env().mode === 'demo' ? readDemoLog() : null
  // What was found must not be forgotten with the next part.
  const since = last && last.broken.length === 0 ? last.at : null
  const verified = await verifyPatiently(services, gatewayLog, since)
  const tookMs = Math.round(performance.now() - startedAt)
  const broken = verified.flatMap((check) => (check.broken.length > 0 ? [check.id] : []))
  const verdict = { at, tookMs, passed: verified.length - broken.length, broken }
  await services.db.ledgerVerification.createMany({ data: [verdict], skipDuplicates: true })
  if (broken.length > 0) logFault('BOOKS_BROKEN', { invariants: broken })
  return verdict
}

/** The newest verdict; null before the first. */
export async function lastVerdict({ db }: Pick<Services, 'db'>): Promise<LedgerVerdict | null> {
  return db.ledgerVerification.findFirst({ orderBy: { at: 'desc' } })
}
