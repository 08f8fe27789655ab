import type { Quantity } from '#lib/metering/merge-blocks.ts'
import type { ReadyDays } from '#lib/metering/store-blocks.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import type { WriteContext } from '../csv-kind.ts'

/** All blocks of a meter's day, which a file has one after the other from midnight. */
export type WholeDay = {
  meterNo: string
  /** Of the IST day, counted from 1970. */
  dayNumber: number
  intervalMinutes: number
  /** Whether the file says so, or it is the distance of its lines. */
  isIntervalSaid: boolean
  /** The file has the word on each of them. */
  isCalledValid: boolean
  /** One place a block; empty where the file has none of the quantity. */
  values: Record<Quantity, (number | null)[]>
}

/** A day with the lines that it was read from, to be read again one by one where it is not as simple as it seemed. */
export type DayRow = { day: WholeDay; bytes: Buffer; line: number; lines: number }

/** The day whose lines begin at `at`, and where they end; LINE where that line is to be read by itself. */
export type DayAt = (page: Buffer, at: number) => { day: WholeDay; end: number } | 'LINE' | 'CUT'

/** What became of a day; ROWS where it is to be taken row by row, so that each says what is wrong or different. */
export type DayOutcome = 'ACCEPTED' | 'UNCHANGED' | 'ROWS'

/** Days of a file that wait for their turn, and what is to be stored of them: a day whose place is false goes row by row. */
export type ReadyWholeDays = { days: readonly WholeDay[]; isPlaced: readonly boolean[]; ready: ReadyDays }

export type WholeDays = {
  /** Reads days out of lines whose columns stand at these positions. */
  linesOf: (positions: ReadonlyMap<string, number>, layout: { width: number; shiftDays: number }) => DayAt
  /** As the kind's own `keyOf` says of each of the day's rows. */
  keyOf: (day: WholeDay) => string
  /** Of each block, as the kind's own `markOf` says of its row. */
  marksOf: (day: WholeDay) => Uint32Array
  /** Looks up whose days they are and makes them ready, while the days before them are being stored. */
  ready: (db: Db | Tx, days: readonly WholeDay[], context: WriteContext) => Promise<ReadyWholeDays>
  /** One outcome a day, in order. */
  writeDays: (tx: Tx, ready: ReadyWholeDays, context: WriteContext) => Promise<DayOutcome[]>
}
