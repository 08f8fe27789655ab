import { voltageBand } from '#lib/metering/block-sums.ts'
import { type FoundMeter, findMeters, placeOn } from '#lib/metering/find-meters.ts'
import { keptFrom } from '#lib/metering/reading-months.ts'
import { type DayKey, readyWholeDays, storeWholeDays } from '#lib/metering/store-blocks.ts'
import { env } from '#lib/platform/env.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { blockMarks, SCALES } from '../block-scales.ts'
import { dayLines } from './day-lines.ts'
import type { DayOutcome, WholeDay, WholeDays } from './whole-day.ts'

const [DAY_MS, OFFSET_MS] = [86_400_000, 330 * 60_000]
const SCALED = Object.values(SCALES)

/** Days of blocks as a file has them whole: see `block-reads.ts` for what each block means. */
export const wholeDays: WholeDays = {
  linesOf: dayLines,
  keyOf: ({ meterNo, dayNumber }) => `${meterNo} ${dayNumber}`,
  marksOf: ({ intervalMinutes, isIntervalSaid, isCalledValid, values }) => {
    const of = {
      intervalMinutes: isIntervalSaid ? intervalMinutes : null,
      status: isCalledValid ? 'VALID' : null,
    } as const
    return blockMarks(
      values.energyWh.length,
      of,
      SCALED.map(({ quantity }) => values[quantity]),
    )
  },
  ready: async (db, days, { batchId, now, today }) => {
    const from = keptFrom(today).BlockDay
    const meters = await findMeters(db, new Set(days.map(({ meterNo }) => meterNo)))
    const placed = days.map((day) => {
      const key = keyOf(day, meters.get(day.meterNo), { now, from })
      return (
        key && { ...key, merged: { ...day.values, intervalMinutes: day.intervalMinutes, estimated: new Set<number>() } }
      )
    })
    const ready = readyWholeDays(
      placed.filter((day) => day !== null),
      { batchId, receivedAt: now, band: voltageBand(env().voltage) },
    )
    return { days, isPlaced: placed.map((day) => day !== null), ready }
  },
  writeDays: async (tx, { isPlaced, ready }, { batchId, now }) => {
    const outcomes = await storeWholeDays(tx, ready, { batchId, receivedAt: now })
    let next = 0
    return isPlaced.map((placed): DayOutcome => {
      const outcome = placed && outcomes[next++]
      if (outcome === 'CHANGED') return 'ACCEPTED'
      return outcome === 'SAME' ? 'UNCHANGED' : 'ROWS'
    })
  },
}

/** Whose day it is; null where one of its rows may have to be rejected. */
function keyOf(
  day: WholeDay,
  meter: FoundMeter | undefined,
  { now, from }: { now: Date; from: IstDay },
): DayKey | null {
  const { dayNumber, intervalMinutes, isIntervalSaid, values } = day
  if (!meter || (!isIntervalSaid && meter.intervalMinutes !== intervalMinutes)) return null
  if ((dayNumber + 1) * DAY_MS - OFFSET_MS > now.getTime()) return null
  const onDay = dayFromColumn(new Date(dayNumber * DAY_MS))
  if (onDay < from) return null
  const connectionId = placeOn(meter, onDay)
  if (!connectionId) return null
  const mostWh = (meter.maxPowerW * intervalMinutes) / 60
  if (most(values.energyWh) > mostWh || most(values.apparentVah) > mostWh) return null
  return most(values.outageMinutes) > intervalMinutes ? null : { connectionId, meterId: meter.id, onDay }
}

const most = (values: readonly (number | null)[]) =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
