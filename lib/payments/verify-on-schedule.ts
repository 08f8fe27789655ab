import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { readDemoLog } from './gateway/demo-log.ts'
import { verifyLedger } from './verify-ledger.ts'

const EVERY_MS = 3_600_000

export type LedgerVerdict = { at: Date; passed: number; broken: string[] }

/**
 * Checks the invariants when the last check is an hour old, and keeps the verdict for `/api/ready` and for an alarm. Two
 * processes at once check twice, which harms nobody. Null when there was nothing to do yet.
 */
export async function verifyOnSchedule(services: Services): Promise<LedgerVerdict | null> {
  const at = services.now()
  const last = await lastVerdict(services)
  if (last && at.getTime() - last.at.getTime() < EVERY_MS) return null
  const verified = await verifyLedger(services, env().mode === 'demo' ? readDemoLog() : null)
  const broken = verified.flatMap((check) => (check.broken.length > 0 ? [check.id] : []))
  const verdict = { at, passed: verified.length - broken.length, broken }
  await services.db.ledgerVerification.createMany({ data: [verdict], skipDuplicates: true })
  if (broken.length > 0) console.error(`Invariants broken: ${broken.join(', ')}`)
  return verdict
}

/** The newest verdict; null before the first. */
export async function lastVerdict({ db }: Pick<Services, 'db'>): Promise<LedgerVerdict | null> {
  return db.ledgerVerification.findFirst({ orderBy: { at: 'desc' } })
}
