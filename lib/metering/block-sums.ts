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
  let minutesOut: number | null = null
  for (const minutes of outageMinutes) if (minutes !== null) minutesOut = (minutesOut ?? 0) + minutes
  const voltages = voltageDv.filter(
    (voltage, block) => voltage !== null && voltage !== 0 && outageMinutes[block] !== intervalMinutes,
  ) as number[]
  return { ...energySums(energyWh, intervalMinutes), ...voltageSums(voltages, intervalMinutes, band), minutesOut }
}

type VoltageSums = Pick<
  BlockSums,
  'minVoltageDv' | 'maxVoltageDv' | 'minutesBelow' | 'minutesAbove' | 'minutesFarBelow' | 'minutesFarAbove'
>

/** A circle's day has 28 million of them: numbers in variables, for each place of an object would be garbage. */
function voltageSums(voltages: readonly number[], intervalMinutes: number, band: VoltageBand): VoltageSums {
  const [first] = voltages
  if (first === undefined) return NO_VOLTAGE
  let [lowest, highest, below, above, farBelow, farAbove] = [first, first, 0, 0, 0, 0]
  for (const voltage of voltages) {
    if (voltage < lowest) lowest = voltage
    if (voltage > highest) highest = voltage
    if (voltage < band.lowDv) below += 1
    if (voltage > band.highDv) above += 1
    if (voltage < band.farLowDv) farBelow += 1
    if (voltage > band.farHighDv) farAbove += 1
  }
  return {
    minVoltageDv: lowest,
    maxVoltageDv: highest,
    minutesBelow: below * intervalMinutes,
    minutesAbove: above * intervalMinutes,
    minutesFarBelow: farBelow * intervalMinutes,
    minutesFarAbove: farAbove * intervalMinutes,
  }
}

const NO_VOLTAGE: VoltageSums = {
  minVoltageDv: null,
  maxVoltageDv: null,
  minutesBelow: null,
  minutesAbove: null,
  minutesFarBelow: null,
  minutesFarAbove: null,
}

function energySums(energyWh: BlockValues, intervalMinutes: number) {
  let [blocksKnown, energyKnownWh, peakWh, peakBlock] = [0, 0, -1, -1]
  for (let block = 0; block < energyWh.length; block += 1) {
    const energy = energyWh[block] as number | null
    if (energy === null) continue
    blocksKnown += 1
    energyKnownWh += energy
    if (energy <= peakWh) continue
    peakWh = energy
    peakBlock = block
  }
  if (blocksKnown === 0) return { blocksKnown, energyKnownWh, peakW: null, peakBlock: null }
  return { blocksKnown, energyKnownWh, peakW: peakWh * (60 / intervalMinutes), peakBlock }
}
