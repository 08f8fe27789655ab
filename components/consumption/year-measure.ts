import { textsFor } from '#lib/i18n/texts.ts'
import type { YearPeriod } from '#lib/metering/year-period.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'
import type { Measure } from './measure.ts'

export type MeasuredPeriod = {
  /** kWh or rupees, for the height of a bar; null where it is not known. */
  value: number | null
  /** Short, on the bar. */
  label: string
  /** In the table. */
  exact: string
}

/** A whole period, or the running one so far, in the measure asked for; null is a period that nothing is known of. */
export function measuredPeriod(period: YearPeriod | null, measure: Measure): MeasuredPeriod {
  if (period && measure === 'units' && period.energyWh !== null) {
    const { energyWh } = period
    return { value: Number(energyWh) / 1000, label: formatUnits(energyWh), exact: formatUnits(energyWh, 1) }
  }
  const amount =
    measure === 'units' ? null : (period?.[measure === 'rupees' ? 'costPaise' : 'beforeSubsidyPaise'] ?? null)
  if (amount === null) return { value: null, label: '', exact: '' }
  const label = formatRupees(roundToRupees(amount), { whole: true })
  return { value: Number(amount) / 100, label, exact: formatRupees(amount) }
}

/** How a period is known, in words. */
export function howKnown(period: YearPeriod, locale: Locale): string {
  const { daysKnown, days, partWh } = period
  return textsFor(locale, 'year')(keyOf(period), { known: daysKnown, days, part: formatUnits(partWh, 1) })
}

function keyOf({ kind, isEstimated, energyWh }: YearPeriod): string {
  if (kind === 'BILLED' && isEstimated) return 'how_PROVISIONAL'
  if (kind === 'READ' && isEstimated) return 'how_READ_ESTIMATED'
  return kind === 'RUNNING' && energyWh === null ? 'how_RUNNING_NONE' : `how_${kind}`
}
