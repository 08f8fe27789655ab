import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type CsvCell, csvText } from './csv.ts'

/** The days of a month up to yesterday as a CSV file; what is not known is an empty cell. */
export function qualityCsv({ days }: Pick<PowerQualityView, 'days'>, locale: Locale): string {
  const t = textsFor(locale, 'quality')
  const header = ['csvDay', 'csvLow', 'csvHigh', 'csvBelow', 'csvAbove', 'csvFar', 'csvSupply', 'csvBlocks']
  const number = (value: number | null | undefined): CsvCell =>
    value === null || value === undefined ? null : { number: String(value) }
  const volts = (voltageDv: number | undefined): CsvCell =>
    voltageDv === undefined ? null : { number: (voltageDv / 10).toFixed(1) }
  const rows = days
    .filter(({ state }) => state !== 'FUTURE')
    .map(({ on, voltage, supplyMinutes, blocksKnown }): CsvCell[] => [
      { text: on },
      volts(voltage?.lowDv),
      volts(voltage?.highDv),
      number(voltage?.minutesBelow),
      number(voltage?.minutesAbove),
      number(voltage && voltage.minutesFarBelow + voltage.minutesFarAbove),
      number(supplyMinutes),
      number(blocksKnown),
    ])
  return csvText([header.map((key) => ({ text: t(key) })), ...rows])
}
