import { addDays, type IstDay } from '#lib/units/ist.ts'

/** Why a cell is not taken, to follow the column's name: `is not a number`. */
export type Refused = { readonly refused: string }
export type ReadContext = {
  /** Days by which every day and instant is moved, to run recorded data as if it were recent. */
  shiftDays: number
  /** By the clock; nothing can have been measured later. */
  today: IstDay
  now: Date
}
/** A column: whether each row must fill it, and how its text is read. */
export type Column<T> = { isRequired: boolean; read: (text: string | undefined, context: ReadContext) => T | Refused }
/** A row's columns by their names. */
export type RowShape = Readonly<Record<string, Column<unknown>>>
export type RowOf<Shape extends RowShape> = { [Name in keyof Shape]: Shape[Name] extends Column<infer T> ? T : never }

type Read<T> = (text: string, context: ReadContext) => T | Refused

export function required<T>(read: Read<T>): Column<T> {
  return { isRequired: true, read: (text, context) => (text ? read(text, context) : refused('is empty')) }
}

/** An empty cell is read as null: there is none. A column that the file lacks is undefined: the file does not say. */
export function optional<T>(read: Read<T>): Column<T | null | undefined> {
  return { isRequired: false, read: (text, context) => (text ? read(text, context) : text === '' ? null : undefined) }
}

export const refused = (reason: string): Refused => ({ refused: reason })

export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'refused' in value
}

/** Reads the cells of one row; the reason names the first column that is wrong. */
export function readRow<Shape extends RowShape>(
  shape: Shape,
  cellOf: (column: string) => string | undefined,
  context: ReadContext,
): { ok: true; row: RowOf<Shape> } | { ok: false; reason: string } {
  const row: Record<string, unknown> = {}
  for (const name of Object.keys(shape)) {
    const column = shape[name] as Column<unknown>
    const text = cellOf(name)?.trim()
    // The decoder puts this character where bytes were no UTF-8.
    if (text?.includes('\ufffd')) return { ok: false, reason: `${name} is not UTF-8 text` }
    // No database keeps it, in a text or in the reason that quotes one.
    if (text?.includes('\0')) return { ok: false, reason: `${name} holds a NUL` }
    const value = column.read(text, context)
    if (isRefused(value)) return { ok: false, reason: `${name} ${value.refused}` }
    row[name] = value
  }
  return { ok: true, row: row as RowOf<Shape> }
}

export const shifted = (on: IstDay, { shiftDays }: ReadContext): IstDay => addDays(on, shiftDays)
