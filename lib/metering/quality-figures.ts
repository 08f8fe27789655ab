import type { IstDay } from '#lib/units/ist.ts'
import type { QualityDay } from './quality-days.ts'

/** The supply of some days in figures. Days to come count nowhere. */
export type QualityFigures = {
  /** Days that are over, and those of them of which a block, or a voltage, came. */
  days: number
  daysKnown: number
  daysWithVoltage: number
  /** Blocks that came, and that should have come on the days that are over. */
  blocksKnown: number
  blocksExpected: number
  voltage: VoltageFigures | null
  supply: SupplyFigures | null
}

/** Lengths of blocks outside a band; `Far` are those outside the tolerable one, which are among the others. */
export type VoltageFigures = {
  minutesBelow: number
  minutesAbove: number
  minutesFarBelow: number
  minutesFarAbove: number
  /** Days with any block outside the standard band. */
  daysOutside: IstDay[]
  lowest: { on: IstDay; voltageDv: number }
  highest: { on: IstDay; voltageDv: number }
}

export type SupplyFigures = {
  /** Of the days whose supply is known. */
  daysKnown: number
  averageMinutes: number
  /** Days with less supply than the full fixed charge asks for; none where the tariff does not say. */
  daysBelow: IstDay[]
}

const USUAL_BLOCKS = 48

export function qualityFigures(days: readonly QualityDay[], fullMinutes: number | null): QualityFigures {
  const over = days.filter(({ state }) => state !== 'FUTURE')
  const usual = over.find(({ blocksInDay }) => blocksInDay !== null)?.blocksInDay ?? USUAL_BLOCKS
  return {
    days: over.length,
    daysKnown: over.filter(({ state }) => state === 'KNOWN').length,
    daysWithVoltage: over.filter(({ voltage }) => voltage !== null).length,
    blocksKnown: sum(over.map(({ blocksKnown }) => blocksKnown)),
    blocksExpected: sum(over.map(({ blocksInDay }) => blocksInDay ?? usual)),
    voltage: voltageFigures(over),
    supply: supplyFigures(over, fullMinutes),
  }
}

function voltageFigures(days: readonly QualityDay[]): VoltageFigures | null {
  const known = days.flatMap(({ on, voltage }) => (voltage ? [{ on, ...voltage }] : []))
  const first = known[0]
  if (!first) return null
  const lowest = known.reduce((best, day) => (day.lowDv < best.lowDv ? day : best), first)
  const highest = known.reduce((best, day) => (day.highDv > best.highDv ? day : best), first)
  return {
    minutesBelow: sum(known.map(({ minutesBelow }) => minutesBelow)),
    minutesAbove: sum(known.map(({ minutesAbove }) => minutesAbove)),
    minutesFarBelow: sum(known.map(({ minutesFarBelow }) => minutesFarBelow)),
    minutesFarAbove: sum(known.map(({ minutesFarAbove }) => minutesFarAbove)),
    daysOutside: known.flatMap(({ on, minutesBelow, minutesAbove }) => (minutesBelow + minutesAbove > 0 ? [on] : [])),
    lowest: { on: lowest.on, voltageDv: lowest.lowDv },
    highest: { on: highest.on, voltageDv: highest.highDv },
  }
}

function supplyFigures(days: readonly QualityDay[], fullMinutes: number | null): SupplyFigures | null {
  const known = days.flatMap(({ on, supplyMinutes }) => (supplyMinutes === null ? [] : [{ on, supplyMinutes }]))
  if (known.length === 0) return null
  return {
    daysKnown: known.length,
    averageMinutes: sum(known.map(({ supplyMinutes }) => supplyMinutes)) / known.length,
    daysBelow: known.flatMap(({ on, supplyMinutes }) =>
      fullMinutes !== null && supplyMinutes < fullMinutes ? [on] : [],
    ),
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
