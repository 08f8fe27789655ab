import { kwhDecimal, type WattHours, wattHours } from '#lib/units/energy.ts'
import type { Wrong } from './block-range.ts'
import { quoted } from './cells.ts'

type Totals = {
  kwh: WattHours
  kvah?: WattHours | null | undefined
  max_demand_kw?: number | null | undefined
  max_demand_at?: Date | null | undefined
  status?: string | null | undefined
}

const HOURS = 24
export const DAY_MINUTES = 1440

/** The first value of a day that a meter cannot have measured; null where all can be. */
export function wrongOfDay(row: Totals, { maxPowerW }: { maxPowerW: number }): Wrong | null {
  const mostWh = wattHours(maxPowerW * HOURS)
  for (const [column, value] of totalsOf(row)) {
    if (value < 0n) return { column, limit: '0', reason: `${column} is negative: ${quoted(kwhDecimal(value))}` }
    const isPower = column === 'max_demand_kw'
    const most = isPower ? wattHours(maxPowerW) : mostWh
    const limit = kwhDecimal(most)
    if (value > most)
      return {
        column,
        limit,
        reason: `${column} is more than the meter can pass${isPower ? '' : ' in a day'} (${limit})`,
      }
  }
  return null
}

/** All that a day, or a register, says, by columns, in their units. */
export function saidByDay(row: Totals): Record<string, string> {
  const { max_demand_at: at, status } = row
  return {
    ...Object.fromEntries(totalsOf(row).map(([column, value]) => [column, kwhDecimal(value)])),
    ...(at && { max_demand_at: at.toISOString() }),
    ...(status && { status }),
  }
}

/** Watts have three decimals of a kW as watt-hours have of a kWh. */
function totalsOf({ kwh, kvah, max_demand_kw: demandW }: Totals): [string, WattHours][] {
  return [
    ['kwh', kwh],
    ...(typeof kvah === 'bigint' ? [['kvah', kvah] as [string, WattHours]] : []),
    ...(typeof demandW === 'number' ? [['max_demand_kw', wattHours(demandW)] as [string, WattHours]] : []),
  ]
}
