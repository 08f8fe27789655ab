import type { WattHours } from '#lib/units/energy.ts'
import { weekdayOf } from '#lib/units/ist.ts'
import type { ConsumptionDay } from './consumption-days.ts'
import { meanWh } from './consumption-finding.ts'

/** Mean energy of so many days; null where none of the kind was read. */
export type MeanOfDays = { meanWh: WattHours; count: number } | null
export type WeekdayMeans = { weekdays: MeanOfDays; weekends: MeanOfDays }

/** Monday to Friday beside Saturday and Sunday, over days that were read: an estimate knows no weekend. */
export function weekdayMeans(days: readonly ConsumptionDay[]): WeekdayMeans {
  const meanWhere = (isWanted: (weekday: number) => boolean): MeanOfDays => {
    const values = days.flatMap(({ on, energyWh, status }) =>
      status === 'READ' && energyWh !== null && isWanted(weekdayOf(on)) ? [energyWh] : [],
    )
    return values.length > 0 ? { meanWh: meanWh(values), count: values.length } : null
  }
  const isWeekend = (weekday: number) => weekday === 0 || weekday === 6
  return { weekdays: meanWhere((weekday) => !isWeekend(weekday)), weekends: meanWhere(isWeekend) }
}
