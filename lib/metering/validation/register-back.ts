import type { FlagDetail } from './reading-rules.ts'

export type Stand = { at: Date; energyWh: number; isEstimated: boolean }

/**
 * A register that stands lower than before: it was exchanged, turned over or set back (usage cannot be negative; Oracle's
 * Negative Consumption Check). One that was estimated may have been estimated too high.
 */
export function findRegisterBack(before: Stand, after: Stand): FlagDetail['REGISTER_BACK'] | null {
  if (before.isEstimated || after.isEstimated || after.energyWh >= before.energyWh) return null
  return { beforeWh: before.energyWh, afterWh: after.energyWh, before: before.at.toISOString() }
}
