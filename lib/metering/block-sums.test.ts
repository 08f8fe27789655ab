import { describe, expect, test } from 'vitest'
import { blockSums, voltageBand } from './block-sums.ts'

const band = voltageBand({ nominalV: 230, standardPercent: 6, tolerablePercent: 10 })
const empty = { intervalMinutes: 30, energyWh: [], voltageDv: [], outageMinutes: [] }
const volts = (...voltageDv: (number | null)[]) => blockSums({ ...empty, voltageDv }, band)

test('the bands of 230 V are 216.2 to 243.8 and 207 to 253', () => {
  expect(band).toEqual({ lowDv: 2162, highDv: 2438, farLowDv: 2070, farHighDv: 2530 })
})

describe('minutes outside the bands', () => {
  test('a voltage on an edge is inside', () => {
    expect(volts(2162, 2438)).toMatchObject({ minutesBelow: 0, minutesAbove: 0 })
    expect(volts(2161, 2439)).toMatchObject({ minutesBelow: 30, minutesAbove: 30 })
    expect(volts(2070, 2530)).toMatchObject({ minutesFarBelow: 0, minutesFarAbove: 0 })
    expect(volts(2069, 2531)).toMatchObject({ minutesFarBelow: 30, minutesFarAbove: 30 })
  })

  test('far outside counts as outside too', () => {
    expect(volts(2600, 2600, 2450)).toMatchObject({ minutesAbove: 90, minutesFarAbove: 60 })
  })

  test('without a voltage nothing is said of it', () => {
    const unknown = { minVoltageDv: null, maxVoltageDv: null, minutesBelow: null, minutesFarAbove: null }
    expect(volts()).toMatchObject(unknown)
    expect(volts(null, null)).toMatchObject(unknown)
  })

  test('a block without supply has no voltage, one that was cut short has', () => {
    const outageMinutes = [30, 29, 0, 0]
    const sums = blockSums({ ...empty, voltageDv: [1000, 2000, 0, 2300], outageMinutes }, band)
    expect(sums).toMatchObject({ minVoltageDv: 2000, maxVoltageDv: 2300, minutesBelow: 30, minutesOut: 59 })
  })
})

describe('energy', () => {
  test('the peak is the power of the first of the highest blocks', () => {
    const sums = blockSums({ ...empty, intervalMinutes: 15, energyWh: [null, 0, 612, 612, 5] }, band)
    expect(sums).toMatchObject({ blocksKnown: 4, energyKnownWh: 1229, peakW: 2448, peakBlock: 2 })
  })

  test('zero is known, missing is not', () => {
    expect(blockSums({ ...empty, energyWh: [0, null] }, band)).toMatchObject({ blocksKnown: 1, peakW: 0, peakBlock: 0 })
    expect(blockSums({ ...empty, energyWh: [null, null] }, band)).toMatchObject({
      ...{ blocksKnown: 0, energyKnownWh: 0, peakW: null, peakBlock: null, minutesOut: null },
    })
  })
})
