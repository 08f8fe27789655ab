/** One place a block from midnight; null where the value did not come. Empty where none of the day came. */
export type BlockValues = readonly (number | null)[]

/** The values that the sums of a day follow from, as `BlockDay` keeps them. */
export type SummedBlocks = {
  intervalMinutes: number
  energyWh: BlockValues
  /** Tenths of a volt. */
  voltageDv: BlockValues
  outageMinutes: BlockValues
}

/** Edges of the standard and of the tolerable band in tenths of a volt; a voltage on an edge is inside. */
export type VoltageBand = { lowDv: number; highDv: number; farLowDv: number; farHighDv: number }

/** What the columns beside the arrays of `BlockDay` say. */
export type BlockSums = {
  blocksKnown: number
  energyKnownWh: number
  peakW: number | null
  /** Number of the block with the peak; the first of equals. */
  peakBlock: number | null
  minVoltageDv: number | null
  maxVoltageDv: number | null
  minutesOut: number | null
  minutesBelow: number | null
  minutesAbove: number | null
  minutesFarBelow: number | null
  minutesFarAbove: number | null
}

const DV_PER_VOLT = 10

/** The bands around a nominal voltage, such as 230 V ± 6 % (standard) and ± 10 % (tolerable). */
export function voltageBand(setting: {
  nominalV: number
  standardPercent: number
  tolerablePercent: number
}): VoltageBand {
  const edge = (percent: number) => (setting.nominalV * DV_PER_VOLT * (100 + percent)) / 100
  return {
    lowDv: edge(-setting.standardPercent),
    highDv: edge(setting.standardPercent),
    farLowDv: edge(-setting.tolerablePercent),
    farHighDv: edge(setting.tolerablePercent),
  }
}

/**
 * Sums a day's blocks. Minutes outside a band are the lengths of the blocks whose mean lay outside it: a mean does not
 * say when within its block. A block that was without supply from end to end has no voltage, whatever the meter sent.
 */
export function blockSums(
  { intervalMinutes, energyWh, voltageDv, outageMinutes }: SummedBlocks,
  band: VoltageBand,
): BlockSums {
  const sums = { ...energySums(energyWh, intervalMinutes), ...NO_VOLTAGE, minutesOut: null as number | null }
  for (const minutes of outageMinutes) if (minutes !== null) sums.minutesOut = (sums.minutesOut ?? 0) + minutes

  for (const [block, voltage] of voltageDv.entries()) {
    const isOut = voltage === 0 || outageMinutes[block] === intervalMinutes
    if (voltage === null || isOut) continue
    const minutesIf = (isOutside: boolean) => (isOutside ? intervalMinutes : 0)
    sums.minVoltageDv = Math.min(sums.minVoltageDv ?? voltage, voltage)
    sums.maxVoltageDv = Math.max(sums.maxVoltageDv ?? voltage, voltage)
    sums.minutesBelow = (sums.minutesBelow ?? 0) + minutesIf(voltage < band.lowDv)
    sums.minutesAbove = (sums.minutesAbove ?? 0) + minutesIf(voltage > band.highDv)
    sums.minutesFarBelow = (sums.minutesFarBelow ?? 0) + minutesIf(voltage < band.farLowDv)
    sums.minutesFarAbove = (sums.minutesFarAbove ?? 0) + minutesIf(voltage > band.farHighDv)
  }
  return sums
}

const NO_VOLTAGE: Pick<
  BlockSums,
  'minVoltageDv' | 'maxVoltageDv' | 'minutesBelow' | 'minutesAbove' | 'minutesFarBelow' | 'minutesFarAbove'
> = {
  minVoltageDv: null,
  maxVoltageDv: null,
  minutesBelow: null,
  minutesAbove: null,
  minutesFarBelow: null,
  minutesFarAbove: null,
}

function energySums(energyWh: BlockValues, intervalMinutes: number) {
  let [blocksKnown, energyKnownWh] = [0, 0]
  let peak: { block: number; energy: number } | null = null
  for (const [block, energy] of energyWh.entries()) {
    if (energy === null) continue
    blocksKnown += 1
    energyKnownWh += energy
    if (energy > (peak?.energy ?? -1)) peak = { block, energy }
  }
  return {
    blocksKnown,
    energyKnownWh,
    peakW: peak ? peak.energy * (60 / intervalMinutes) : null,
    peakBlock: peak?.block ?? null,
  }
}
