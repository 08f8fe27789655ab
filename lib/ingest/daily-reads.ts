import { findMeters } from '#lib/metering/find-meters.ts'
import { keptFrom } from '#lib/metering/reading-months.ts'
import { type NewMeterDay, storeDays } from '#lib/metering/store-days.ts'
import { findWrongClock, isOfDaysBefore } from '#lib/metering/validation/clock.ts'
import { INSTANT_COLUMN, keepRefused, type RefusedReading } from '#lib/metering/validation/refused-readings.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { demandCell, instantCell, kwhCell, meterNoCell, oneOfCell, pastDayCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { DAY_MINUTES, saidByDay, wrongOfDay } from './day-range.ts'
import { optional, type RowOf, required } from './row-shape.ts'

const shape = {
  meter_no: required(meterNoCell),
  date: required(pastDayCell),
  /** The day's consumption, never a register. */
  kwh: required(kwhCell),
  kvah: optional(kwhCell),
  max_demand_kw: optional(demandCell),
  max_demand_at: optional(instantCell),
  status: optional(oneOfCell('VALID', 'ESTIMATED')),
}
type Row = RowOf<typeof shape>
type Meter = {
  id: string
  maxPowerW: number
  installations: { connectionId: string; fromOn: string; toOn: string | null }[]
}

/**
 * Energy of whole days, a row a meter and IST day. A later file corrects an earlier one; the old value is kept. So is a day
 * that no meter at this place can have measured, apart.
 */
export const dailyReads = csvKind({
  shape,
  keyOf: ({ meter_no, date }) => `${meter_no} ${date}`,
  writeBatch: async (tx, rows, { batchId, now, today }) => {
    const from = keptFrom(today).MeterDay
    const meters = await findMeters(tx, new Set(rows.map((row) => row.meter_no)))
    const [days, refused]: [NewMeterDay[], RefusedReading[]] = [[], []]
    const outcomes = rows.map((row): Outcome | number => {
      const placed = dayOfMeter(row, meters.get(row.meter_no), from)
      if (typeof placed === 'string') return { rejected: placed }
      if (placed.refused) refused.push(placed.refused)
      return 'day' in placed ? days.push(placed.day) - 1 : { rejected: placed.reason }
    })
    const written = await storeDays(tx, days, { batchId, receivedAt: now })
    await keepRefused(tx, refused, { batchId, receivedAt: now })
    return outcomes.map((found) =>
      typeof found === 'number' ? (written.has(found) ? 'ACCEPTED' : 'UNCHANGED') : found,
    )
  },
})

/**
 * The day as it is stored, or why it cannot be, and what is kept of it where no meter at this place can have measured it. An
 * instant outside the day tells of the meter's clock and nothing of its energy: the day is taken without it. That of a demand
 * of days before, which the meter tells again, stays with it, as that of a register does.
 */
function dayOfMeter(
  row: Row,
  meter: Meter | undefined,
  from: IstDay,
): string | { day: NewMeterDay; refused: RefusedReading | null } | { refused: RefusedReading; reason: string } {
  const { meter_no, date, kwh, kvah = null, max_demand_kw: maxDemandW = null, max_demand_at: maxDemandAt = null } = row
  if (!meter) return `meter_no ${meter_no} is unknown`
  const place = meter.installations.find(({ fromOn, toOn }) => fromOn <= date && (toOn === null || date <= toOn))
  if (!place) return `meter_no ${meter_no} was not in place on ${date}`
  if (date < from) return `date is before ${from}: older days are not kept`
  if (maxDemandAt && maxDemandW === null) return 'max_demand_at is there without max_demand_kw'
  const key = { connectionId: place.connectionId, meterId: meter.id, onDay: date }
  const refusedFor = (column: string, limit: string): RefusedReading => ({
    ...key,
    reading: { block: 0, intervalMinutes: DAY_MINUTES, column, limit, said: saidByDay(row) },
  })
  const wrong = wrongOfDay(row, meter)
  if (wrong) return { refused: refusedFor(wrong.column, wrong.limit), reason: wrong.reason }
  const isClockWrong = findWrongClock(date, maxDemandAt) !== null && !(maxDemandAt && isOfDaysBefore(date, maxDemandAt))
  return {
    day: {
      ...{ ...key, energyWh: kwh, apparentVah: kvah },
      ...{ maxDemandW, maxDemandAt: isClockWrong ? null : maxDemandAt },
      ...{ status: row.status ?? 'VALID', source: 'REGISTER' },
    },
    refused: isClockWrong ? refusedFor(INSTANT_COLUMN, date) : null,
  }
}
