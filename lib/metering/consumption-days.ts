import type { SupplyTerms } from '#lib/tariff/bill-input.ts'
import { dailyCost } from '#lib/tariff/daily-cost.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { DayRow } from './day-rows.ts'
import { type SupplyByDay, supplyHoursOf } from './supply-minutes.ts'

/** How a day's energy is known. A bill estimates days that nobody read; those are no readings. */
export type DayStatus = 'READ' | 'ESTIMATED_BY_SENDER' | 'ESTIMATED_FOR_BILL' | 'MISSING' | 'FUTURE'

export type KnownDay = { on: IstDay; energyWh: WattHours | null; status: DayStatus; isCorrected: boolean }
export type ConsumptionDay = KnownDay & {
  /** Units of the period up to this day; null where the day itself is not known. */
  runningWh: WattHours | null
  /** What the day adds to the bill; null where it is not known, or the tariff is not. */
  costPaise: Paise | null
  /** The same before the State's subsidy. */
  beforeSubsidyPaise: Paise | null
  /** The limit in kWh a month that the period went past on this day. */
  passedKwhPerMonth: string | null
}

/** A bill as it was issued: what it counted on each day, and which days it estimated. */
export type BilledEnergy = {
  dailyWh: readonly WattHours[]
  estimatedOn: readonly IstDay[]
  /** As the bill counted them; null where it names no days. */
  supplyMinutes: SupplyByDay | null
}

/** The days of a period as read, or as billed once there is a bill: its figures are frozen, and they are what was paid. */
export function knownDays(
  days: readonly IstDay[],
  rows: ReadonlyMap<IstDay, DayRow>,
  bill: BilledEnergy | null,
  today: IstDay,
): KnownDay[] {
  const estimated = new Set(bill?.estimatedOn)
  return days.map((on, index): KnownDay => {
    const row = rows.get(on)
    const isCorrected = row?.isCorrected ?? false
    const billedWh = bill?.dailyWh[index]
    if (billedWh !== undefined) {
      const bySender = row && !row.isMeasured && row.energyWh === billedWh
      const status = !estimated.has(on) ? 'READ' : bySender ? 'ESTIMATED_BY_SENDER' : 'ESTIMATED_FOR_BILL'
      return { on, energyWh: billedWh, status, isCorrected }
    }
    if (!row) return { on, energyWh: null, status: on < today ? 'MISSING' : 'FUTURE', isCorrected }
    return { on, energyWh: row.energyWh, status: row.isMeasured ? 'READ' : 'ESTIMATED_BY_SENDER', isCorrected }
  })
}

/** What the tariff engine is given besides the days. */
export type Supply = { from: IstDay; to: IstDay; terms: readonly SupplyTerms[]; supplyMinutes: SupplyByDay }

/**
 * Adds what each day costs. A day that is not known shows no cost; the fixed charge of such days is added to the next
 * known day, so that the days shown add up to the bill so far.
 */
export function withCosts(
  days: readonly KnownDay[],
  book: TariffBook | null,
  { supplyMinutes, ...supply }: Supply,
  rows: ReadonlyMap<IstDay, DayRow>,
): ConsumptionDay[] {
  const last = days.findLastIndex(({ energyWh }) => energyWh !== null)
  const known = days.slice(0, last + 1)
  const costs =
    book && known.length > 0
      ? dailyCost(book, {
          ...supply,
          energy: readByDay(known.map(({ energyWh }) => energyWh ?? wattHours(0))),
          maxDemandWByDay: known.map(({ on }) => rows.get(on)?.maxDemandW ?? null),
          supplyHours: supplyHoursOf(
            known.map(({ on }) => on),
            supplyMinutes,
          ),
        })
      : null
  let runningWh = wattHours(0)
  let waiting = { costPaise: ZERO_PAISE, beforeSubsidyPaise: ZERO_PAISE }
  return days.map((day, index): ConsumptionDay => {
    const cost = costs?.ok ? costs.days[index] : undefined
    if (day.energyWh === null) {
      waiting = cost ? sum(waiting, cost) : waiting
      return { ...day, runningWh: null, costPaise: null, beforeSubsidyPaise: null, passedKwhPerMonth: null }
    }
    runningWh = wattHours(runningWh + day.energyWh)
    const money = cost ? sum(waiting, cost) : { costPaise: null, beforeSubsidyPaise: null }
    waiting = { costPaise: ZERO_PAISE, beforeSubsidyPaise: ZERO_PAISE }
    return { ...day, runningWh, ...money, passedKwhPerMonth: cost?.passedKwhPerMonth ?? null }
  })
}

type Money = { costPaise: Paise; beforeSubsidyPaise: Paise }

function sum(a: Money, b: Money): Money {
  return {
    costPaise: paise(a.costPaise + b.costPaise),
    beforeSubsidyPaise: paise(a.beforeSubsidyPaise + b.beforeSubsidyPaise),
  }
}
