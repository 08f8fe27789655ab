import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import type { YearView } from '#lib/metering/year-view.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type CsvCell, csvText } from './csv.ts'
import { rupeesCell, unitsCell } from './csv-cells.ts'

/** The days of a period up to today as a CSV file: what is not known is an empty cell, and the last column says why. */
export function consumptionCsv({ days }: Pick<ConsumptionView, 'days'>, locale: Locale): string {
  const t = textsFor(locale, 'consumption')
  const header = ['csvDay', 'csvUnits', 'csvCost', 'csvBeforeSubsidy', 'csvRunning', 'csvHow']
  const rows = days
    .filter(({ status }) => status !== 'FUTURE')
    .map(({ on, energyWh, costPaise, beforeSubsidyPaise, runningWh, status }): CsvCell[] => [
      { text: on },
      unitsCell(energyWh),
      rupeesCell(costPaise),
      rupeesCell(beforeSubsidyPaise),
      unitsCell(runningWh),
      { text: t(`how_${status}`) },
    ])
  return csvText([header.map((key) => ({ text: t(key) })), ...rows])
}

/** The periods of a year as a CSV file. Units are whole periods', or so far of the running one; parts stand in no cell. */
export function yearCsv({ periods }: Pick<YearView, 'periods'>, locale: Locale): string {
  const t = textsFor(locale, 'year')
  const header = [
    ...['csvMonth', 'csvFrom', 'csvTo', 'csvUnits', 'csvCost', 'csvBeforeSubsidy', 'csvYearBefore'],
    ...['csvKnown', 'csvDays', 'csvHow'],
  ]
  const rows = periods.map((period): CsvCell[] => [
    { text: period.month },
    { text: period.from },
    { text: period.to },
    unitsCell(period.energyWh),
    rupeesCell(period.costPaise),
    rupeesCell(period.beforeSubsidyPaise),
    unitsCell(period.yearBefore?.energyWh ?? null),
    { number: String(period.daysKnown) },
    { number: String(period.days) },
    { text: t(`csv_${period.kind === 'BILLED' && period.isEstimated ? 'PROVISIONAL' : period.kind}`) },
  ])
  return csvText([header.map((key) => ({ text: t(key) })), ...rows])
}
