import { kwhDecimal, wattHours } from '#lib/units/energy.ts'
import { SCALES } from './block-scales.ts'
import { quoted } from './cells.ts'

type Column = keyof typeof SCALES
type Quantities = { readonly [Name in Column]?: number | null | undefined }
/** A value that cannot be, the limit that it is beyond, and a sentence of both. */
export type Wrong = { column: string; limit: string; reason: string }

export const QUANTITY_COLUMNS = Object.keys(SCALES) as Column[]

/** The first value of a block that a meter cannot have measured in its minutes; null where all can be. */
export function wrongOfBlock(
  row: Quantities,
  { maxPowerW }: { maxPowerW: number },
  intervalMinutes: number,
): Wrong | null {
  for (const column of QUANTITY_COLUMNS) {
    const wrong = beyondScale(column, row[column] ?? null)
    if (wrong) return wrong
  }
  const mostWh = (maxPowerW * intervalMinutes) / 60
  const limit = kwhDecimal(wattHours(Math.floor(mostWh)))
  for (const column of ['kwh', 'kvah'] as const)
    if ((row[column] ?? 0) > mostWh)
      return {
        column,
        limit,
        reason: `${column} is more than the meter can pass in ${intervalMinutes} minutes (${limit})`,
      }
  if ((row.outage_minutes ?? 0) <= intervalMinutes) return null
  const reason = `outage_minutes is more than the block's ${intervalMinutes}`
  return { column: 'outage_minutes', limit: String(intervalMinutes), reason }
}

function beyondScale(column: Column, value: number | null): Wrong | null {
  if (value === null) return null
  const { places, least, most, unit } = SCALES[column]
  const [exact, shown] = [value / 10 ** places, quoted(decimalOf(column, value))]
  if (exact > most) return { column, limit: String(most), reason: `${column} is more than ${most}${unit}: ${shown}` }
  if (exact >= least) return null
  const below = least === 0 ? 'negative' : `less than ${least}${unit}`
  return { column, limit: String(least), reason: `${column} is ${below}: ${shown}` }
}

/** All that a block says, by columns, in their units. */
export function saidByBlock({ status, ...row }: Quantities & { status?: string | null | undefined }) {
  const said = QUANTITY_COLUMNS.flatMap((column) => {
    const value = row[column] ?? null
    return value === null ? [] : [[column, decimalOf(column, value)]]
  })
  return Object.fromEntries(status ? [...said, ['status', status]] : said) as Record<string, string>
}

/** Beyond every limit a number has fewer than sixteen digits, so that it is the shortest text of itself. */
const decimalOf = (column: Column, value: number) => String(value / 10 ** SCALES[column].places)
