/** The quantities of a block, by the names of `BlockDay`'s arrays. */
export const QUANTITIES = [
  'energyWh',
  'apparentVah',
  'voltageDv',
  'currentMa',
  'frequencyMhz',
  'powerFactorMilli',
  'outageMinutes',
] as const
export type Quantity = (typeof QUANTITIES)[number]

/** What a file says of one block. Null: it does not say. */
export type BlockStatement = { block: number; isEstimated: boolean; energyWh: number } & Record<Quantity, number | null>

/** The blocks of a meter's day while they are being merged. */
export type MergedDay = { intervalMinutes: number; estimated: Set<number> } & Record<Quantity, (number | null)[]>

/** What a block said before, by the names of the quantities. */
export type PastBlock = Partial<Record<Quantity, number>> & { estimated?: true }

export const blocksInDay = (intervalMinutes: number): number => 1440 / intervalMinutes

export function emptyDay(intervalMinutes: number): MergedDay {
  return {
    intervalMinutes,
    estimated: new Set(),
    energyWh: Array(blocksInDay(intervalMinutes)).fill(null),
    ...{ apparentVah: [], voltageDv: [], currentMa: [], frequencyMhz: [], powerFactorMilli: [], outageMinutes: [] },
  }
}

/**
 * Puts a statement into the day. What it does not say is kept, except the apparent energy of a block whose energy is
 * corrected. Returns whether the day is different now, and what the block said before if that was replaced; a quantity
 * that comes later than the others replaces nothing.
 */
export function mergeBlock(day: MergedDay, statement: BlockStatement): { isChanged: boolean; was: PastBlock | null } {
  const { block, isEstimated } = statement
  const knownWh = day.energyWh[block] ?? null
  const wasEstimated = day.estimated.has(block)
  const was = knownWh === null ? null : pastBlock(day, block, wasEstimated)
  let isReplaced = knownWh !== null && wasEstimated !== isEstimated
  let isChanged = isReplaced
  for (const quantity of QUANTITIES) {
    const before = day[quantity][block] ?? null
    const after = statement[quantity] ?? (quantity === 'apparentVah' && knownWh !== statement.energyWh ? null : before)
    if (after === before) continue
    if (day[quantity].length === 0) day[quantity] = Array(blocksInDay(day.intervalMinutes)).fill(null)
    day[quantity][block] = after
    isChanged = true
    isReplaced ||= before !== null
  }
  if (isEstimated) day.estimated.add(block)
  else day.estimated.delete(block)
  return { isChanged, was: isReplaced ? was : null }
}

/** Whether a day that is whole and measured says of a known one what is known; what it does not say changes nothing. */
export function saysSame(known: MergedDay, said: MergedDay): boolean {
  if (known.intervalMinutes !== said.intervalMinutes || known.estimated.size > 0) return false
  return QUANTITIES.every((quantity) =>
    said[quantity].every((value, block) => value === null || value === known[quantity][block]),
  )
}

function pastBlock(day: MergedDay, block: number, wasEstimated: boolean): PastBlock {
  const was: PastBlock = wasEstimated ? { estimated: true } : {}
  for (const quantity of QUANTITIES) {
    const value = day[quantity][block] ?? null
    if (value !== null) was[quantity] = value
  }
  return was
}
