import { type AuditActor, recordAudit } from '#lib/audit/record-audit.ts'
import { env } from '#lib/platform/env.ts'
import { logFault } from '#lib/platform/log.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import type { Services } from '#lib/platform/services.ts'
import { askClamd, clamdSignaturesAt, pingClamd } from './clamd.ts'

/** INFECTED: a virus was found. NOT_SCANNED: the scanner did not answer, and what it has not seen is not taken. */
export type Scan = 'CLEAN' | 'INFECTED' | 'NOT_SCANNED'

const LONGEST_SIGNATURE = 100

/**
 * Has a file that somebody sent looked at by the scanner of the setting CLAMD (ASVS 5.4.3), before anything else reads it. A
 * find is noted, with whom it came from and the signature's name; the file is kept nowhere. Without the setting nothing is
 * scanned, and every file is CLEAN.
 */
export async function scanFile(
  { db, now }: Pick<Services, 'db' | 'now'>,
  actor: AuditActor,
  bytes: Uint8Array,
): Promise<Scan> {
  const { clamd } = env()
  if (!clamd) return 'CLEAN'
  const verdict = await askClamd(clamd, bytes)
  if (verdict.is === 'CLEAN') return 'CLEAN'
  if (verdict.is === 'NO_ANSWER') {
    logFault('SCANNER', {}, verdict.error)
    return 'NOT_SCANNED'
  }
  noteRefusal('INFECTED')
  const signature = verdict.signature.replace(/[^\w.:-]/g, '_').slice(0, LONGEST_SIGNATURE)
  await recordAudit(db, actor, 'file.infected', { at: now(), detail: { signature } })
  return 'INFECTED'
}

/** When the scanner's signatures were made: null where it does not say, undefined where the settings name none. */
export async function scannerSignaturesAt(): Promise<Date | null | undefined> {
  const { clamd } = env()
  return clamd ? clamdSignaturesAt(clamd) : undefined
}

/** Whether the scanner answers now; null where the settings name none. */
export async function scannerAnswers(): Promise<boolean | null> {
  const { clamd } = env()
  return clamd ? pingClamd(clamd) : null
}
