import { sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'

/** A day's value as ingest stored it; `measured` is false where the sender says that it is an estimate. */
export type DayReading = { energyWh: WattHours; measured: boolean }
/** An earlier bill of basis ACTUAL. */
export type ActualBill = { energyWh: WattHours; days: number }

export type EnergyBasis = {
  basis: 'ACTUAL' | 'PROVISIONAL'
  /** Wh of each day of the period, in order. */
  dailyWh: WattHours[]
  /** Days that were not measured. */
  estimatedOn: IstDay[]
}
export type NoBasis = 'TWO_MONTHS_WITHOUT_READING' | 'TOO_FEW_READINGS'

const ACTUAL_BILLS_FOR_MEAN = 3

/**
 * What a period is billed on (tariff-rules, "The basis of a bill"). Every day measured: ACTUAL. Else PROVISIONAL: a
 * missing day gets the mean Wh of the days that were measured; when these are fewer than half, the mean per day of the
 * last three ACTUAL bills. All missing days together get their number times the mean, in whole Wh, and what does not
 * divide evenly goes to the first of them. A day that the sender itself estimated keeps the sender's value and is
 * marked. Refuses when there is no such bill, and after two months without a reading.
 */
export function energyBasis(input: {
  days: readonly IstDay[]
  readingOn: (day: IstDay) => DayReading | undefined
  /** Newest first; only the first three count. */
  actualBills: readonly ActualBill[]
  hadReadingsMonthBefore: boolean
}): ({ ok: true } & EnergyBasis) | { ok: false; reason: NoBasis } {
  const readings = input.days.map((on) => input.readingOn(on))
  const measured = readings.filter((reading) => reading?.measured).map((reading) => (reading as DayReading).energyWh)
  const missing = readings.filter((reading) => !reading).length
  if (missing === readings.length && !input.hadReadingsMonthBefore)
    return { ok: false, reason: 'TWO_MONTHS_WITHOUT_READING' }

  const estimatedOn = input.days.filter((_, index) => !readings[index]?.measured)
  let fill: WattHours[] = []
  if (missing > 0) {
    const known =
      2 * measured.length >= readings.length
        ? { energyWh: sumWattHours(measured), days: measured.length }
        : joined(input.actualBills.slice(0, ACTUAL_BILLS_FOR_MEAN))
    if (!known) return { ok: false, reason: 'TOO_FEW_READINGS' }
    fill = estimates(known, missing)
  }
  const dailyWh = readings.map((reading) => reading?.energyWh ?? (fill.shift() as WattHours))
  return { ok: true, basis: estimatedOn.length === 0 ? 'ACTUAL' : 'PROVISIONAL', dailyWh, estimatedOn }
}

function joined(bills: readonly ActualBill[]): ActualBill | null {
  if (bills.length === 0) return null
  return {
    energyWh: sumWattHours(bills.map((bill) => bill.energyWh)),
    days: bills.reduce((days, bill) => days + bill.days, 0),
  }
}

function estimates(known: ActualBill, missing: number): WattHours[] {
  const count = BigInt(missing)
  const total = roundHalfAwayFromZero(fraction(known.energyWh * count, BigInt(known.days)))
  const each = total / count
  return Array.from({ length: missing }, (_, index) => wattHours(index === 0 ? each + (total % count) : each))
}
