import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { SettlementKind } from '#prisma/generated/client.ts'
import { lockReference } from './lock-connection.ts'
import { matchSettlementLine } from './match-settlement-line.ts'

/** A line of a settlement file. */
export type SettledLine = {
  /** The gateway's payment or refund id. */
  entityId: string
  kind: SettlementKind
  settlementId: string
  utr: string | null
  settledAt: Date
  amountPaise: Paise
  /** What the gateway kept, its tax included. */
  feePaise: Paise
  taxPaise: Paise
  batchId: string
}

export type RecordedSettlementLine =
  | { ok: true; isRepeat: boolean }
  /** SAID_OTHERWISE: an earlier file told the same payment or refund with other figures. */
  | { ok: false; reason: 'NOT_POSITIVE' | 'FEE_TOO_LARGE' | 'SAID_OTHERWISE' }

/**
 * Keeps a line of a settlement file and, where the books say the same, moves its money from the gateway to the bank. A
 * line that is known is compared with the books again, because they may have caught up, and is otherwise unchanged.
 */
export async function recordSettlementLine(
  { db, now }: Services,
  _actor: SystemActor,
  line: SettledLine,
  { isDryRun = false }: { isDryRun?: boolean } = {},
): Promise<RecordedSettlementLine> {
  const { entityId, amountPaise, feePaise, taxPaise } = line
  if (amountPaise <= 0n) return { ok: false, reason: 'NOT_POSITIVE' }
  if (feePaise > amountPaise || taxPaise > feePaise) return { ok: false, reason: 'FEE_TOO_LARGE' }
  return db.$transaction(async (tx) => {
    await lockReference(tx, 'settlement', entityId)
    const known = await tx.settlementLine.findUnique({ where: { entityId } })
    if (known) {
      const isSame =
        known.kind === line.kind &&
        known.settlementId === line.settlementId &&
        known.amountPaise === amountPaise &&
        known.feePaise === feePaise &&
        known.taxPaise === taxPaise
      if (!isSame) return { ok: false, reason: 'SAID_OTHERWISE' }
      if (!isDryRun) await matchSettlementLine(tx, now(), entityId)
      return { ok: true, isRepeat: true }
    }
    if (isDryRun) return { ok: true, isRepeat: false }
    await tx.settlementLine.create({ data: { ...line, bucket: 'MISSING_HERE' }, select: { entityId: true } })
    await matchSettlementLine(tx, now(), entityId)
    return { ok: true, isRepeat: false }
  })
}
