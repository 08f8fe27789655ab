import type { SupplyByDay } from '#lib/metering/supply-minutes.ts'
import { addDays, type IstDay } from '#lib/units/ist.ts'

/** Minutes with supply as they stand on a bill: one value a day, null where it was not known; null for none at all. */
export type StoredSupply = (number | null)[] | null

export function supplyOfPeriod(days: readonly IstDay[], known: SupplyByDay): StoredSupply {
  const minutes = days.map((on) => known.get(on) ?? null)
  return minutes.some((of) => of !== null) ? minutes : null
}

/**
 * What a bill counted, by day. Blocks that come after it was issued change no bill, and not what its days cost either.
 */
export function billedSupply(periodFrom: IstDay, stored: unknown): SupplyByDay {
  const minutes = Array.isArray(stored) ? (stored as (number | null)[]) : []
  return new Map(
    minutes.flatMap((of, index): [IstDay, number][] => (of === null ? [] : [[addDays(periodFrom, index), of]])),
  )
}
