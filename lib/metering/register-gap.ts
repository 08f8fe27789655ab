import { type DayCost, dailyCost } from '#lib/tariff/daily-cost.ts'
import { spreadOverMissing } from '#lib/tariff/daily-energy.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import type { ConsumptionDay, KnownDay, Supply } from './consumption-days.ts'
import type { DayRow } from './day-rows.ts'
import { supplyHoursOf } from './supply-minutes.ts'

/** Days without readings of their own, and what the meter's register counted on all of them together. */
export type RegisterGap = {
  on: IstDay[]
  energyWh: WattHours
  /** Their energy is spread evenly over them (tariff-rules, "The period"); null where the tariff is not known. */
  costPaise: Paise | null
  beforeSubsidyPaise: Paise | null
}

/**
 * A period whose register tells more than its days: it was read at both ends, and some days were not read at all. Null
 * where every day was read, where a day is an estimate, and where the days that were read exceed the register: then
 * nothing can be said of the others.
 */
export function withRegister(
  days: readonly KnownDay[],
  registerWh: WattHours,
  book: TariffBook | null,
  { supplyMinutes, ...supply }: Supply,
  rows: ReadonlyMap<IstDay, DayRow>,
): { days: ConsumptionDay[]; gap: RegisterGap } | null {
  const missing = days.filter(({ energyWh }) => energyWh === null)
  const restWh = wattHours(registerWh - sumWattHours(days.flatMap(({ energyWh }) => energyWh ?? [])))
  const isTold = days.every(({ energyWh, status }) => status === (energyWh === null ? 'MISSING' : 'READ'))
  if (missing.length === 0 || !isTold || restWh < 0n) return null
  const found = book
    ? dailyCost(book, {
        ...supply,
        energy: spreadOverMissing(
          registerWh,
          days.map(({ energyWh }) => energyWh),
        ),
        maxDemandWByDay: days.map(({ on }) => rows.get(on)?.maxDemandW ?? null),
        supplyHours: supplyHoursOf(
          days.map(({ on }) => on),
          supplyMinutes,
        ),
      })
    : null
  const costs = found?.ok ? found.days : null
  const ofMissing = (read: (cost: DayCost) => Paise) =>
    costs && sumPaise(costs.flatMap((cost, index) => (days[index]?.energyWh === null ? [read(cost)] : [])))
  return {
    days: withRunning(days, costs, restWh),
    gap: {
      on: missing.map(({ on }) => on),
      energyWh: restWh,
      costPaise: ofMissing(({ costPaise }) => costPaise),
      beforeSubsidyPaise: ofMissing(({ beforeSubsidyPaise }) => beforeSubsidyPaise),
    },
  }
}

/** Running units are known again after the gap where there is only one. */
function withRunning(days: readonly KnownDay[], costs: readonly DayCost[] | null, restWh: WattHours): ConsumptionDay[] {
  const isGap = (index: number) => days[index]?.energyWh === null
  const runs = days.filter((_, index) => isGap(index) && !isGap(index - 1)).length
  let sum: bigint | null = 0n
  return days.map((day, index): ConsumptionDay => {
    if (day.energyWh === null) {
      if (sum !== null && !isGap(index + 1)) sum = runs === 1 ? sum + restWh : null
      return { ...day, runningWh: null, costPaise: null, beforeSubsidyPaise: null, passedKwhPerMonth: null }
    }
    if (sum !== null) sum += day.energyWh
    const cost = costs?.[index]
    return {
      ...day,
      runningWh: sum === null ? null : wattHours(sum),
      costPaise: cost?.costPaise ?? null,
      beforeSubsidyPaise: cost?.beforeSubsidyPaise ?? null,
      passedKwhPerMonth: cost?.passedKwhPerMonth ?? null,
    }
  })
}
