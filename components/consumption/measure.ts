import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionDay } from '#lib/metering/consumption-days.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, roundToRupees } from '#lib/units/paise.ts'

/** What the days are shown in; the word in `?in=…`. */
export const MEASURES = ['units', 'rupees', 'before-subsidy'] as const
export type Measure = (typeof MEASURES)[number]

/** The measure asked for; units where none of ours was. */
export function measureOf(text: string | undefined): Measure {
  return MEASURES.find((measure) => measure === text) ?? 'units'
}

export type MeasuredDay = {
  /** kWh or rupees, for the height of a bar; null where the day is not known. */
  value: number | null
  /** Short, on the bar. */
  label: string
  /** To the decimal or the paisa, in the table. */
  exact: string
  spoken: string
}

/** One day in the measure asked for; null is a day that nothing is known of. */
export function measured(day: ConsumptionDay | null, measure: Measure, locale: Locale): MeasuredDay {
  if (!day) return NOT_KNOWN
  if (measure === 'units') {
    if (day.energyWh === null) return NOT_KNOWN
    const units = formatUnits(day.energyWh, 1)
    const spoken = textsFor(locale, 'consumption')('spokenUnits', { units })
    return { value: Number(day.energyWh) / 1000, label: units, exact: units, spoken }
  }
  const amount = amountOf(day, measure)
  if (amount === null) return NOT_KNOWN
  const exact = formatRupees(amount)
  const label = formatRupees(roundToRupees(amount), { whole: true })
  return { value: Number(amount) / 100, label, exact, spoken: exact }
}

/** What the day costs in the measure; null where it is not known. */
export function amountOf(day: ConsumptionDay, measure: Exclude<Measure, 'units'>): Paise | null {
  return measure === 'rupees' ? day.costPaise : day.beforeSubsidyPaise
}

const NOT_KNOWN: MeasuredDay = { value: null, label: '', exact: '', spoken: '' }
