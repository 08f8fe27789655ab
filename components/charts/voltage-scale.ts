/** The bands that voltage is held against, in tenths of a volt; nominal in the middle. */
export type VoltageLines = { nominalDv: number; lowDv: number; highDv: number; farLowDv: number; farHighDv: number }

/** A day of the picture: from its lowest to its highest mean. Null where nothing came, and for days to come. */
export type VoltagePoint = {
  day: string
  lowDv: number | null
  highDv: number | null
  kind: 'measured' | 'missing' | 'future'
  /** For `missingRuns`: there is no figure over days without voltage. */
  label: ''
  /** The whole sentence for the tooltip and for reading aloud. */
  spoken: string
}

/** The part of the plot's height that stays free above and below, for triangles and figures. */
const MARGIN_PERCENT = 12
/** Lines closer than this cannot both carry their figure. */
const FIGURE_PERCENT = 7

export type VoltageScale = {
  /** Percent from the top for a voltage. */
  at: (voltageDv: number) => number
  /** The voltages at the plot's edges. */
  bottomDv: number
  topDv: number
  /** Voltages that carry a figure. */
  lines: { dv: number; text: string }[]
}

/** A scale that both bands and all days lie within. */
export function voltageScale(points: readonly VoltagePoint[], bands: VoltageLines): VoltageScale {
  const values = points.flatMap(({ lowDv, highDv }) => [lowDv, highDv].filter((dv) => dv !== null))
  const [low, high] = [Math.min(bands.farLowDv, ...values), Math.max(bands.farHighDv, ...values)]
  const at = (dv: number) => MARGIN_PERCENT + ((100 - 2 * MARGIN_PERCENT) * (high - dv)) / (high - low)
  const lines: VoltageScale['lines'] = []
  for (const dv of [bands.lowDv, bands.highDv, bands.nominalDv, bands.farHighDv, bands.farLowDv])
    if (lines.every((line) => Math.abs(at(line.dv) - at(dv)) >= FIGURE_PERCENT)) lines.push({ dv, text: volts(dv) })
  const marginDv = ((high - low) * MARGIN_PERCENT) / (100 - 2 * MARGIN_PERCENT)
  return { at, bottomDv: low - marginDv, topDv: high + marginDv, lines }
}

/** Whole volts. */
export const volts = (voltageDv: number): string => String(Math.round(voltageDv / 10))
