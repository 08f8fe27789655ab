import { textsFor } from '#lib/i18n/texts.ts'
import type { BlocksOfDay } from '#lib/metering/day-blocks.ts'
import { IST_OFFSET_MINUTES } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type CsvCell, csvText } from './csv.ts'
import { rupeesCell, unitsCell } from './csv-cells.ts'

const MINUTE_MS = 60_000
const HEADER = [
  ...['csvFrom', 'csvTo', 'csvUnits', 'csvShare', 'csvApparent', 'csvVoltage', 'csvCurrent', 'csvFrequency'],
  ...['csvPowerFactor', 'csvOut', 'csvHow'],
]

/** The blocks of a day up to now as a CSV file, a row each; what is not known is an empty cell. */
export function dayCsv({ blocks, intervalMinutes }: BlocksOfDay, locale: Locale): string {
  const t = textsFor(locale, 'day')
  const rows = blocks
    .filter(({ status }) => status !== 'FUTURE')
    .map((block): CsvCell[] => [
      { text: wallClock(block.startAt) },
      { text: wallClock(new Date(block.startAt.getTime() + intervalMinutes * MINUTE_MS)) },
      unitsCell(block.energyWh),
      rupeesCell(block.sharePaise),
      scaledCell(block.apparentVah, 3),
      scaledCell(block.voltageDv, 1),
      scaledCell(block.currentMa, 3),
      scaledCell(block.frequencyMhz, 3),
      scaledCell(block.powerFactorMilli, 3),
      scaledCell(block.outageMinutes, 0),
      { text: t(`how_${block.status}`) },
    ])
  return csvText([HEADER.map((key) => ({ text: t(key) })), ...rows])
}

/** `2026-11-26 18:30`, in India: what spreadsheets read as a time. */
function wallClock(at: Date): string {
  return new Date(at.getTime() + IST_OFFSET_MINUTES * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ')
}

function scaledCell(value: number | null, decimals: number): CsvCell {
  return value === null ? null : { number: (value / 10 ** decimals).toFixed(decimals) }
}
