import { findMeters, placeAt } from '#lib/metering/find-meters.ts'
import { type NewRegister, type StoredRegister, storeRegisters } from '#lib/metering/store-registers.ts'
import { keepRefused, type RefusedReading } from '#lib/metering/validation/refused-readings.ts'
import { kwhDecimal, wattHours } from '#lib/units/energy.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Wrong } from './block-range.ts'
import { demandCell, instantCell, kwhCell, meterNoCell, oneOfCell, pastInstantCell, quoted } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { DAY_MINUTES, saidByDay } from './day-range.ts'
import { optional, type RowOf, required } from './row-shape.ts'

const shape = {
  meter_no: required(meterNoCell),
  at: required(pastInstantCell),
  /** What the register stands at, never a day's consumption. */
  kwh: required(kwhCell),
  kvah: optional(kwhCell),
  max_demand_kw: optional(demandCell),
  max_demand_at: optional(instantCell),
  status: optional(oneOfCell('VALID', 'ESTIMATED')),
}
type Row = RowOf<typeof shape>
// An integer of watts for the database; what the meter can pass is checked when a day is made of it.
const MOST_W = 2_000_000_000
/** A million GWh, in Wh: above any register, and a number for the database. */
const MOST_WH = 1_000_000_000_000_000n

/** What registers stood at. Two midnights that follow each other make a day. What no register can show is kept apart. */
export const registers = csvKind({
  shape,
  keyOf: ({ meter_no, at }) => `${meter_no} ${at.getTime()}`,
  writeBatch: async (tx, rows, { batchId, now }) => {
    const meters = await findMeters(tx, new Set(rows.map((row) => row.meter_no)))
    const [found, refused]: [NewRegister[], RefusedReading[]] = [[], []]
    const placed = rows.map((row): Outcome | number => {
      const meter = meters.get(row.meter_no)
      if (!meter) return { rejected: `meter_no ${row.meter_no} is unknown` }
      const connectionId = placeAt(meter, row.at)
      if (!connectionId) return { rejected: `meter_no ${row.meter_no} was not in place on ${dayOf(row.at)}` }
      const wrong = wrongOfRegister(row)
      if (wrong) {
        const { reason, ...limit } = wrong
        const said = { at: row.at.toISOString(), ...saidByDay(row) }
        // By the day that it ends.
        const onDay = dayOf(new Date(row.at.getTime() - 1))
        const reading = { block: 0, intervalMinutes: DAY_MINUTES, ...limit, said }
        refused.push({ connectionId, meterId: meter.id, onDay, reading })
        return { rejected: reason }
      }
      return (
        found.push({
          ...{ connectionId, meterId: meter.id, maxPowerW: meter.maxPowerW, at: row.at, energyWh: row.kwh },
          ...{ apparentVah: row.kvah ?? null, maxDemandW: row.max_demand_kw ?? null },
          ...{ maxDemandAt: row.max_demand_at ?? null, status: row.status ?? 'VALID' },
        }) - 1
      )
    })
    const stored = await storeRegisters(tx, found, { batchId, receivedAt: now })
    await keepRefused(tx, refused, { batchId, receivedAt: now })
    return placed.map((one) => (typeof one === 'number' ? outcomeOf(stored[one] as StoredRegister) : one))
  },
})

function outcomeOf(stored: StoredRegister): Outcome {
  if (stored === 'CHANGED') return 'ACCEPTED'
  return stored === 'SAME' ? 'UNCHANGED' : { rejected: `${stored.noDay}; the register is kept, the day is not made` }
}

/** What no register shows, or an integer of the database cannot hold. */
function wrongOfRegister(row: Row): Wrong | null {
  for (const column of ['kwh', 'kvah'] as const) {
    const value = row[column] ?? wattHours(0)
    if (value < 0n) return { column, limit: '0', reason: `${column} is negative: ${quoted(kwhDecimal(value))}` }
    const limit = kwhDecimal(wattHours(MOST_WH))
    if (value > MOST_WH)
      return { column, limit, reason: `${column} is more than any register shows: ${kwhDecimal(value)}` }
  }
  const [demandW, column] = [row.max_demand_kw ?? 0, 'max_demand_kw']
  if (demandW < 0)
    return { column, limit: '0', reason: `max_demand_kw is negative: "${kwhDecimal(wattHours(demandW))}"` }
  const limit = kwhDecimal(wattHours(MOST_W))
  return demandW > MOST_W ? { column, limit, reason: 'max_demand_kw is more than any meter can pass' } : null
}
