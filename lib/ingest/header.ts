import type { RowShape } from './row-shape.ts'

export type ColumnOptions = {
  /** Our column's name to the file's. */
  map: ReadonlyMap<string, string>
  /** Our column's name to a value that holds for every row. */
  set: ReadonlyMap<string, string>
}

/** The text of one of our columns in a record; undefined where the file lacks the column. */
export type CellOf = (cells: readonly string[], column: string) => string | undefined

/** Columns that our own file of rejected rows adds, so that a corrected one can be loaded as it is. No kind has such ones. */
export const REJECTED_COLUMNS = ['rejected_line', 'rejected_reason'] as const
/** As they were called while no kind had a reason of its own. */
const REJECTED_BEFORE = ['line', 'reason']

/**
 * Finds our columns in a file's header. Refuses, naming each column, when one is missing, unknown, twice there, or both
 * in the file and set: a header that is not understood may mean another file altogether. Returns where our columns stand
 * and, where a kind passes over other columns, their names.
 */
export function readHeader(
  shape: RowShape,
  header: readonly string[],
  { map, set }: ColumnOptions,
  otherColumns: 'REFUSED' | 'PASSED_OVER' = 'REFUSED',
):
  | { ok: true; cellOf: CellOf; positions: ReadonlyMap<string, number>; passedOver: string[] }
  | { ok: false; reasons: string[] } {
  const names = header.map((name) => name.trim())
  const ours = Object.keys(shape)
  const reasons: string[] = []
  for (const name of [...map.keys(), ...set.keys()])
    if (!ours.includes(name)) reasons.push(`--map and --set know no column ${name}. Columns: ${ours.join(', ')}`)

  const positions = new Map<string, number>()
  for (const column of ours) {
    const theirs = map.get(column) ?? column
    const position = names.indexOf(theirs)
    if (position >= 0 && set.has(column)) reasons.push(`column ${column} is in the file and set as well`)
    else if (position >= 0) positions.set(column, position)
    else if (map.has(column)) reasons.push(`column ${theirs} is missing, which --map names for ${column}`)
    else if (shape[column]?.isRequired && !set.has(column)) reasons.push(`column ${column} is missing`)
  }
  const used = new Set(positions.values())
  const passedOver: string[] = []
  for (const [position, name] of names.entries()) {
    if (names.indexOf(name) !== position) reasons.push(`column ${name} is there twice`)
    else if (used.has(position) || set.has(name) || isRejectedColumn(name) || REJECTED_BEFORE.includes(name)) continue
    else if (otherColumns === 'PASSED_OVER' && name !== '') passedOver.push(name)
    else reasons.push(name === '' ? `column ${position + 1} has no name` : `column ${name} is unknown`)
  }
  if (reasons.length > 0) return { ok: false, reasons }
  return {
    ok: true,
    positions,
    passedOver,
    cellOf: (cells, column) => {
      const position = positions.get(column)
      return position === undefined ? set.get(column) : (cells[position] ?? '')
    },
  }
}

export const isRejectedColumn = (name: string): boolean => (REJECTED_COLUMNS as readonly string[]).includes(name)
