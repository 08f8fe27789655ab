import { findMeters, placeAt } from '#lib/metering/find-meters.ts'
import { type NewRegister, type StoredRegister, storeRegisters } from '#lib/metering/store-registers.ts'
import { kwhDecimal, wattHours } from '#lib/units/energy.ts'
import { dayOf } from '#lib/units/ist.ts'
import { instantCell, kwCell, kwhCell, meterNoCell, oneOfCell, pastInstantCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { optional, required } from './row-shape.ts'

const shape = {
  meter_no: required(meterNoCell),
  at: required(pastInstantCell),
  /** What the register stands at, never a day's consumption. */
  kwh: required(kwhCell),
  kvah: optional(kwhCell),
  max_demand_kw: optional(kwCell),
  max_demand_at: optional(instantCell),
  status: optional(oneOfCell('VALID', 'ESTIMATED')),
}
// An integer of watts for the database; what the meter can pass is checked when a day is made of it.
const MOST_W = 2_000_000_000
/** A million GWh, in Wh: above any register, and a number for the database. */
const MOST_WH = 1_000_000_000_000_000n

/** What registers stood at. Two midnights that follow each other make a day. */
export const registers = csvKind({
  shape,
  keyOf: ({ meter_no, at }) => `${meter_no} ${at.getTime()}`,
  writeBatch: async (tx, rows, { batchId, now }) => {
    const meters = await findMeters(tx, new Set(rows.map((row) => row.meter_no)))
    const found: NewRegister[] = []
    const placed = rows.map((row): Outcome | number => {
      const meter = meters.get(row.meter_no)
      if (!meter) return { rejected: `meter_no ${row.meter_no} is unknown` }
      const connectionId = placeAt(meter, row.at)
      if (!connectionId) return { rejected: `meter_no ${row.meter_no} was not in place on ${dayOf(row.at)}` }
      for (const column of ['kwh', 'kvah'] as const)
        if ((row[column] ?? 0n) > MOST_WH)
          return { rejected: `${column} is more than any register shows: ${kwhDecimal(row[column] ?? wattHours(0))}` }
      if ((row.max_demand_kw ?? 0) > MOST_W) return { rejected: 'max_demand_kw is more than any meter can pass' }
      return (
        found.push({
          ...{ connectionId, meterId: meter.id, maxPowerW: meter.maxPowerW, at: row.at, energyWh: row.kwh },
          ...{ apparentVah: row.kvah ?? null, maxDemandW: row.max_demand_kw ?? null },
          ...{ maxDemandAt: row.max_demand_at ?? null, status: row.status ?? 'VALID' },
        }) - 1
      )
    })
    const stored = await storeRegisters(tx, found, { batchId, receivedAt: now })
    return placed.map((one) => (typeof one === 'number' ? outcomeOf(stored[one] as StoredRegister) : one))
  },
})

function outcomeOf(stored: StoredRegister): Outcome {
  if (stored === 'CHANGED') return 'ACCEPTED'
  return stored === 'SAME' ? 'UNCHANGED' : { rejected: `${stored.noDay}; the register is kept, the day is not made` }
}
