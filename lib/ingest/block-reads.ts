import { voltageBand } from '#lib/metering/block-sums.ts'
import { type FoundMeter, findMeters, placeOn } from '#lib/metering/find-meters.ts'
import { keptFrom } from '#lib/metering/reading-months.ts'
import { type NewBlock, type StoredBlock, storeBlocks } from '#lib/metering/store-blocks.ts'
import { keepRefused, type RefusedReading } from '#lib/metering/validation/refused-readings.ts'
import { env } from '#lib/platform/env.ts'
import { dayOf, IST_OFFSET_MINUTES, type IstDay, parseInstant } from '#lib/units/ist.ts'
import { QUANTITY_COLUMNS, saidByBlock, wrongOfBlock } from './block-range.ts'
import { blockMarks, SCALES } from './block-scales.ts'
import { instantCell, intervalCell, meterNoCell, oneOfCell, quoted, scaledCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { isRefused, optional, type ReadContext, type Refused, type RowOf, refused, required } from './row-shape.ts'
import { wholeDays } from './whole-days/take-days.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440
const SHORTEST_MINUTES = 15

const cell =
  ({ places }: (typeof SCALES)[keyof typeof SCALES]) =>
  (text: string) =>
    scaledCell(text, places)
const shape = {
  meter_no: required(meterNoCell),
  /** When the block began. */
  start: required(startCell),
  interval_minutes: optional(intervalCell),
  /** Wh: meters send four decimals of a kWh. */
  kwh: required(cell(SCALES.kwh)),
  kvah: optional(cell(SCALES.kvah)),
  voltage_v: optional(cell(SCALES.voltage_v)),
  current_a: optional(cell(SCALES.current_a)),
  frequency_hz: optional(cell(SCALES.frequency_hz)),
  power_factor: optional(cell(SCALES.power_factor)),
  outage_minutes: optional(cell(SCALES.outage_minutes)),
  status: optional(oneOfCell('VALID', 'ESTIMATED')),
}
type Row = RowOf<typeof shape>

/**
 * Energy and means of blocks of 15, 30 or 60 minutes, named by their start. Energy is kept in whole Wh: what a file says
 * beyond three decimals of a kWh is rounded half away from zero, block by block; other values likewise to a tenth of a
 * volt, a milliampere, a millihertz and a thousandth. A later file corrects an earlier one; the old values are kept. So is
 * a block that no meter at this place can have measured, apart.
 */
export const blockReads = csvKind({
  shape,
  batchRows: 8_000,
  // Load surveys carry dozens of further quantities.
  otherColumns: 'PASSED_OVER',
  keyOf: ({ meter_no, start }) => `${meter_no} ${Math.floor((start + IST_OFFSET_MINUTES) / DAY_MINUTES)}`,
  placeOf: ({ start }) => ((start + IST_OFFSET_MINUTES) % DAY_MINUTES) / SHORTEST_MINUTES,
  places: DAY_MINUTES / SHORTEST_MINUTES,
  markOf: (row) => {
    const [intervalMinutes, status] = [row.interval_minutes, row.status ?? null]
    const said = QUANTITY_COLUMNS.map((column) => [row[column]])
    return blockMarks(1, { intervalMinutes, status }, said)[0] as number
  },
  wholeDays,
  writeBatch: async (tx, rows, { batchId, now, today }) => {
    const from = keptFrom(today).BlockDay
    const meters = await findMeters(tx, new Set(rows.map((row) => row.meter_no)))
    const [blocks, refused]: [NewBlock[], RefusedReading[]] = [[], []]
    const placed = rows.map((row): Outcome | number => {
      const block = blockOf(row, meters.get(row.meter_no), { now, from })
      if (typeof block === 'string') return { rejected: block }
      if ('energyWh' in block) return blocks.push(block) - 1
      refused.push(block.refused)
      return { rejected: block.reason }
    })
    const stored = await storeBlocks(tx, blocks, { batchId, receivedAt: now, band: voltageBand(env().voltage) })
    await keepRefused(tx, refused, { batchId, receivedAt: now })
    return placed.map((found) => (typeof found === 'number' ? outcomeOf(stored[found] as StoredBlock) : found))
  },
})

function outcomeOf(stored: StoredBlock): Outcome {
  if (stored === 'CHANGED') return 'ACCEPTED'
  if (stored === 'SAME') return 'UNCHANGED'
  return { rejected: `interval_minutes differs from the ${stored.otherIntervalMinutes} of this day's other blocks` }
}

/** Minutes since 1970, on the grid of the shortest blocks. */
function startCell(text: string, context: ReadContext): number | Refused {
  const minutes = CLOCK_TIME.test(text) ? clockMinutes(text, context) : instantMinutes(text, context)
  return isRefused(minutes) || (minutes + IST_OFFSET_MINUTES) % SHORTEST_MINUTES === 0
    ? minutes
    : refused(`is not the start of a block: ${quoted(text)}`)
}

function instantMinutes(text: string, context: ReadContext): number | Refused {
  const at = instantCell(text, context)
  return isRefused(at) ? at : at.getTime() / MINUTE_MS
}

// How most files write it. Reading the day once for all its blocks saves a fifth of the time that a file takes.
const CLOCK_TIME = /^\d{4}-\d{2}-\d{2}[ T](?:[01]\d|2[0-3]):[0-5]\d(?::00)?$/
const midnightOf = rememberLast((day: string) => parseInstant(day))

function clockMinutes(text: string, { shiftDays }: ReadContext): number | Refused {
  const midnight = midnightOf(text.slice(0, 10))
  if (!midnight) return refused(`is not a time: ${quoted(text)}`)
  const ofDay = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16))
  return midnight.getTime() / MINUTE_MS + shiftDays * DAY_MINUTES + ofDay
}

const dayOfNumber = rememberLast((number: number) =>
  dayOf(new Date((number * DAY_MINUTES - IST_OFFSET_MINUTES) * MINUTE_MS)),
)

/** The last answer is kept: rows of a file come day by day. */
function rememberLast<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  let last: { key: Key; value: Value } | null = null
  return (key) => {
    if (last?.key !== key) last = { key, value: compute(key) }
    return last.value
  }
}

/** The block as it is stored, or why it cannot be, and what is kept of it where no meter at this place can have measured it. */
function blockOf(
  row: Row,
  meter: FoundMeter | undefined,
  { now, from }: { now: Date; from: IstDay },
): NewBlock | string | { refused: RefusedReading; reason: string } {
  const { meter_no, start } = row
  if (!meter) return `meter_no ${meter_no} is unknown`
  const intervalMinutes = row.interval_minutes ?? meter.intervalMinutes
  if (intervalMinutes === null) return `interval_minutes is not said, and meter_no ${meter_no} sends no blocks`
  const minuteOfDay = (start + IST_OFFSET_MINUTES) % DAY_MINUTES
  if (minuteOfDay % intervalMinutes !== 0) return `start is not the start of a block of ${intervalMinutes} minutes`
  if (start + intervalMinutes > now.getTime() / MINUTE_MS) return 'start is of a block that is not over yet'
  const onDay = dayOfNumber(Math.floor((start + IST_OFFSET_MINUTES) / DAY_MINUTES))
  const connectionId = placeOn(meter, onDay)
  if (!connectionId) return `meter_no ${meter_no} was not in place on ${onDay}`
  if (onDay < from) return `start is before ${from}: older blocks are not kept`
  const [place, block] = [{ connectionId, meterId: meter.id, onDay }, minuteOfDay / intervalMinutes]
  const wrong = wrongOfBlock(row, meter, intervalMinutes)
  if (wrong) {
    const { reason, ...limit } = wrong
    return { refused: { ...place, reading: { block, intervalMinutes, ...limit, said: saidByBlock(row) } }, reason }
  }
  return {
    ...{ ...place, intervalMinutes, block },
    isEstimated: row.status === 'ESTIMATED',
    energyWh: row.kwh,
    apparentVah: row.kvah ?? null,
    voltageDv: row.voltage_v ?? null,
    currentMa: row.current_a ?? null,
    frequencyMhz: row.frequency_hz ?? null,
    powerFactorMilli: row.power_factor ?? null,
    outageMinutes: row.outage_minutes ?? null,
  }
}
