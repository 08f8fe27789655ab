import { type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { DayBlocks } from './block-days.ts'
import type { VoltageBand } from './block-sums.ts'

type Days = ReadonlyMap<IstDay, DayBlocks>

/** One block with its mean voltage. */
export type VoltageBlock = { startAt: Date; endAt: Date; voltageDv: number }
/** Adjacent blocks outside the standard band on one side. */
export type VoltageRun = { side: VoltageSide; from: Date; to: Date; minutes: number; worstDv: number }
export type VoltageSide = 'LOW' | 'HIGH'

const MINUTE_MS = 60_000

/** Blocks that have a voltage, in order; one without any supply has none, whatever the meter sent. */
export function voltageBlocks(days: Days): VoltageBlock[] {
  return inOrder(days).flatMap(([on, { intervalMinutes, voltageDv, outageMinutes }]) => {
    const midnight = startOfDay(on).getTime()
    return voltageDv.flatMap((voltage, block): VoltageBlock[] => {
      if (!voltage || (outageMinutes[block] ?? 0) >= intervalMinutes) return []
      const start = midnight + block * intervalMinutes * MINUTE_MS
      return [{ startAt: new Date(start), endAt: new Date(start + intervalMinutes * MINUTE_MS), voltageDv: voltage }]
    })
  })
}

/** Blocks of a day that were without supply from end to end. */
export const blocksWithoutSupply = ({ outageMinutes, intervalMinutes }: DayBlocks): number =>
  outageMinutes.filter((minutes) => (minutes ?? 0) >= intervalMinutes).length

/** The block furthest from the nominal voltage; the first of equals. Null where none has a voltage. */
export function worstBlock(blocks: readonly VoltageBlock[], nominalDv: number): VoltageBlock | null {
  let worst: VoltageBlock | null = null
  for (const block of blocks)
    if (Math.abs(block.voltageDv - nominalDv) > Math.abs((worst?.voltageDv ?? nominalDv) - nominalDv)) worst = block
  return worst ?? blocks[0] ?? null
}

export function voltageRuns(blocks: readonly VoltageBlock[], { lowDv, highDv }: VoltageBand): VoltageRun[] {
  const runs: VoltageRun[] = []
  for (const { startAt, endAt, voltageDv } of blocks) {
    const side = voltageDv < lowDv ? 'LOW' : voltageDv > highDv ? 'HIGH' : null
    if (!side) continue
    const minutes = (endAt.getTime() - startAt.getTime()) / MINUTE_MS
    const last = runs.at(-1)
    if (last?.side === side && last.to.getTime() === startAt.getTime()) {
      last.to = endAt
      last.minutes += minutes
      last.worstDv = side === 'LOW' ? Math.min(last.worstDv, voltageDv) : Math.max(last.worstDv, voltageDv)
    } else runs.push({ side, from: startAt, to: endAt, minutes, worstDv: voltageDv })
  }
  return runs
}

/** Frequency of the grid in thousandths of a hertz: mean and extremes of the blocks that sent one. */
export function gridFrequency(days: Days): { meanMhz: number; lowMhz: number; highMhz: number } | null {
  const known = [...days.values()].flatMap(({ frequencyMhz }) => frequencyMhz.filter((mhz) => mhz !== null && mhz > 0))
  if (known.length === 0) return null
  const values = known as number[]
  const total = values.reduce((sum, mhz) => sum + mhz, 0)
  return {
    meanMhz: Math.round(total / values.length),
    lowMhz: values.reduce((low, mhz) => Math.min(low, mhz)),
    highMhz: values.reduce((high, mhz) => Math.max(high, mhz)),
  }
}

/** How a power factor is known: sent by the meter, or estimated from kWh and kVAh, or from volts and amperes. */
export type PowerFactor = { thousandths: number; source: 'METER' | 'APPARENT_ENERGY' | 'VOLT_AMPERE' }

/** Above this a ratio is no rounding but a contradiction in what the meter sent. */
const MOST_THOUSANDTHS = 1_050

/**
 * Power factor over the days: active by apparent energy. What the meter sent counts first. Volts times amperes tell
 * apparent power where there is one phase; both are means over the powered part of a block, so it is an estimate.
 */
export function powerFactor(days: Days, phase: 'SINGLE' | 'THREE'): PowerFactor | null {
  return (
    ratio(days, 'METER', ({ energyWh, powerFactorMilli }, block) => {
      const [wh, milli] = [energyWh[block], powerFactorMilli[block]]
      return wh && milli ? [wh, (wh * 1000) / Math.abs(milli)] : null
    }) ??
    ratio(days, 'APPARENT_ENERGY', ({ energyWh, apparentVah }, block) => {
      const [wh, vah] = [energyWh[block], apparentVah[block]]
      return wh && vah ? [wh, vah] : null
    }) ??
    (phase === 'SINGLE'
      ? ratio(days, 'VOLT_AMPERE', ({ energyWh, voltageDv, currentMa, outageMinutes, intervalMinutes }, block) => {
          const [wh, dv, ma] = [energyWh[block], voltageDv[block], currentMa[block]]
          const hours = (intervalMinutes - (outageMinutes[block] ?? 0)) / 60
          return wh && dv && ma && hours > 0 ? [wh, (dv / 10) * (ma / 1000) * hours] : null
        })
      : null)
  )
}

function ratio(
  days: Days,
  source: PowerFactor['source'],
  energiesOf: (day: DayBlocks, block: number) => [wattHours: number, voltAmpereHours: number] | null,
): PowerFactor | null {
  let [active, apparent] = [0, 0]
  for (const day of days.values()) {
    for (let block = 0; block < day.blocksInDay; block += 1) {
      const energies = energiesOf(day, block)
      if (!energies) continue
      active += energies[0]
      apparent += energies[1]
    }
  }
  if (apparent === 0) return null
  const thousandths = Math.round((active / apparent) * 1000)
  return thousandths > MOST_THOUSANDTHS ? null : { thousandths: Math.min(1000, thousandths), source }
}

function inOrder(days: Days): [IstDay, DayBlocks][] {
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1))
}
