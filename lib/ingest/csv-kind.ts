import type { SystemActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { ReadContext, RowOf, RowShape } from './row-shape.ts'
import type { WholeDays } from './whole-days/whole-day.ts'

/** What became of a row: new or different, known already, or refused with a reason for the person who sent it. */
export type Outcome = 'ACCEPTED' | 'UNCHANGED' | { rejected: string }
export type WriteContext = ReadContext & { batchId: string; isDryRun: boolean }

/** The verb that takes the rows of a kind. */
export type RowWriter<Row> =
  | {
      /** Rows of a batch in one transaction, which a dry run rolls back. */
      writeBatch: (tx: Tx, rows: Row[], context: WriteContext) => Promise<Outcome[]>
    }
  | {
      /** Money: each row is a transaction of its own, and a dry run only looks. */
      writeRow: (services: Services, actor: SystemActor, row: Row, context: WriteContext) => Promise<Outcome>
    }

/** What a kind says of a file as a whole: it hears of each row that was not refused, and in the end makes a text of it. */
export type FileReport<Row> = {
  add: (row: Row) => void
  finish: (services: Services, batchId: string) => Promise<string>
}

/** A kind of CSV file: its columns, what makes two rows speak of the same thing, and the verb that takes its rows. */
export type CsvKind<Shape extends RowShape> = {
  shape: Shape
  keyOf: (row: RowOf<Shape>) => string
  /**
   * For many rows to one key, each with a place of its own in it from 0 to `places - 1`: remembering a place takes a few
   * bytes, where a key takes many.
   */
  placeOf?: (row: RowOf<Shape>) => number
  places?: number
  /** 32 bits of what a row says, to tell whether another says the same; otherwise taken of all its columns. */
  markOf?: (row: RowOf<Shape>) => number
  /** For readings that mostly come as whole days, which are read and stored as such. */
  wholeDays?: WholeDays
  /** Whether a file may have columns that are not ours; they are refused unless it says so. */
  otherColumns?: 'PASSED_OVER'
  /** Begins what is said of a file as a whole, beyond its counts. */
  report?: () => FileReport<RowOf<Shape>>
  /** Rows in one transaction, where the usual number is too few. */
  batchRows?: number
} & RowWriter<RowOf<Shape>>

/** Keeps the types of a kind's own columns together; from outside, kinds are alike. */
export type AnyKind = CsvKind<RowShape>

export function csvKind<const Shape extends RowShape>(kind: CsvKind<Shape>): AnyKind {
  return kind as unknown as AnyKind
}
