import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import type { LimitAhead } from '#lib/metering/limit-ahead.ts'
import { formatUnits, type WattHours, wattHours } from '#lib/units/energy.ts'
import { formatRupees, type Paise, roundToRupees } from '#lib/units/paise.ts'

/** Whole rupees: an estimate to the paisa would promise too much. */
export const wholeRupees = (amount: Paise): string => formatRupees(roundToRupees(amount), { whole: true })

const SMALL_WH = 10_000n
const MOST_DECIMALS = 3

/**
 * Units of an estimate: whole ones, a decimal below ten. Where that would show a limit that is not met, it gets as many
 * decimals as it takes: 200.04 units are not 200.
 */
export function aboutUnits(energyWh: WattHours, limitWh?: WattHours): string {
  const usual = energyWh < SMALL_WH ? 1 : 0
  const limit = limitWh === undefined || limitWh === energyWh ? null : limitWh
  for (let decimals = usual; decimals <= MOST_DECIMALS; decimals++) {
    const text = formatUnits(energyWh, decimals)
    if (limit === null || text !== formatUnits(limit, decimals)) return text
  }
  return formatUnits(energyWh, MOST_DECIMALS)
}

/** The three ends of the range, as people read them. */
export function rangeTexts({
  low,
  expected,
  high,
  money,
}: PeriodEstimate): Record<'low' | 'expected' | 'high', string> {
  const limitWh = money?.ahead?.limitWh
  return {
    low: aboutUnits(low.energyWh, limitWh),
    expected: aboutUnits(expected.energyWh, limitWh),
    high: aboutUnits(high.energyWh, limitWh),
  }
}

/** "Near" a limit: the estimate within a tenth of it, and the range no wider than a fifth. */
export function endsNear({ low, expected, high }: PeriodEstimate, { limitWh }: LimitAhead): boolean {
  const away = expected.energyWh > limitWh ? expected.energyWh - limitWh : limitWh - expected.energyWh
  return away * 10n <= limitWh && (high.energyWh - low.energyWh) * 5n <= limitWh
}

export const limitText = ({ limitWh }: { limitWh: WattHours }): string => formatUnits(limitWh, 0)

export const kwhNumber = (energyWh: WattHours): number => Number(energyWh) / 1000

/** The nearest whole unit, in Wh. */
export const wholeUnits = (energyWh: WattHours): WattHours => wattHours(((energyWh + 500n) / 1_000n) * 1_000n)
