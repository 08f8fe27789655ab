import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockSums, voltageBand } from '#lib/metering/block-sums.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { dayLines } from './day-lines.ts'

const COLUMNS = ['meter_no', 'start', 'kwh', 'voltage_v', 'status']
const BAND = voltageBand({ nominalV: 230, standardPercent: 6, tolerablePercent: 10 })
const dayAt = dayLines(new Map(COLUMNS.map((column, position) => [column, position])), {
  ...{ width: COLUMNS.length, shiftDays: 0 },
})

type Line = { at: number; kwh: string; voltage: string; status: string }

/** A day of readings with so many decimals, as a meter with some seed might send them. */
const plainDay = (minutes: number, { seed, places }: { seed: number; places: number }): Line[] =>
  Array.from({ length: 1440 / minutes }, (_, block) => ({
    at: block * minutes,
    kwh: (((seed * 31 + block * 7919) % 20_011) / 6_007).toFixed(places),
    voltage: seed % 3 === 0 ? '' : (190 + ((seed + block * 13) % 700) / 9).toFixed(places),
    status: seed % 2 === 0 ? 'VALID' : '',
  }))

const ODD = [
  ...['', '-0.1', '-0', 'NaN', 'Infinity', '1e309', '1e3', '1,2', ' 0.2', '0.2 ', '.5', '5.', '0x1', '१', '"1"', '+1'],
  ...['9'.repeat(9), '9'.repeat(10), '9'.repeat(400), '1000000', '1000000.0004', '1000000.0005', `0.${'5'.repeat(18)}`],
  `0.${'5'.repeat(19)}`,
]
const change = fc.oneof(
  fc.record({ how: fc.constantFrom('lost', 'twice', 'swapped', 'cut off'), at: fc.nat(95), odd: fc.constant('') }),
  fc.record({
    how: fc.constantFrom('kwh', 'voltage', 'status'),
    at: fc.nat(95),
    odd: fc.constantFrom(...ODD, 'VALID'),
  }),
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

function changed(lines: readonly Line[], { how, at: anywhere, odd }: Change): Line[] {
  const at = anywhere % Math.max(lines.length, 1)
  const [line, next] = [lines[at], lines[at + 1]]
  if (!line) return [...lines]
  if (how === 'lost') return lines.toSpliced(at, 1)
  if (how === 'twice') return lines.toSpliced(at, 0, line)
  if (how === 'swapped') return next ? lines.toSpliced(at, 2, next, line) : [...lines]
  if (how === 'cut off') return lines.slice(0, at)
  return lines.with(at, { ...line, [how]: odd })
}

/** A decimal in units of its `places`-th decimal, half away from zero; null for anything that is not one within 0 and `most`. */
function exact(text: string, places: number, most: number): number | null {
  if (!/^\d{1,9}(\.\d{1,18})?$/.test(text)) return null
  const [whole = '', decimals = ''] = text.split('.')
  const scaled = BigInt(whole + decimals.padEnd(19, '0'))
  const unit = 10n ** BigInt(19 - places)
  const value = Number((scaled + unit / 2n) / unit)
  return value > most * 10 ** places ? null : value
}

/** What a reader by hand finds at the top of these lines: a whole day, or none. */
function wholeDayOf(lines: readonly Line[]) {
  const minutes = lines[1]?.at ?? 0
  const of = lines.slice(0, 1440 / minutes)
  const isWhole = [15, 30, 60].includes(minutes) && of.length === 1440 / minutes
  if (!isWhole || of.some(({ at, status }, block) => at !== block * minutes || status !== of[0]?.status)) return null
  if (!['VALID', ''].includes(of[0]?.status ?? '')) return null
  const energies = of.map(({ kwh }) => exact(kwh, 3, 1_000_000))
  const voltages = of.map(({ voltage }) => (voltage === '' ? 'none' : exact(voltage, 1, 1_000)))
  if (energies.includes(null) || voltages.includes(null)) return null
  const known = voltages.filter((voltage) => typeof voltage === 'number' && voltage > 0) as number[]
  const minutesWhere = (is: (voltage: number) => boolean) => (known.length ? known.filter(is).length * minutes : null)
  const most = Math.max(...(energies as number[]))
  return {
    ...{ minutes, lines: of.length, energies, isCalledValid: of[0]?.status === 'VALID' },
    voltages: voltages.every((voltage) => voltage === 'none') ? [] : voltages.map((v) => (v === 'none' ? null : v)),
    sums: {
      blocksKnown: of.length,
      energyKnownWh: Number((energies as number[]).reduce((sum, energy) => sum + BigInt(energy), 0n)),
      ...{ peakW: (most * 60) / minutes, peakBlock: energies.indexOf(most), minutesOut: null },
      ...{
        minVoltageDv: known.length ? Math.min(...known) : null,
        maxVoltageDv: known.length ? Math.max(...known) : null,
      },
      minutesBelow: minutesWhere((voltage) => voltage < 2_162),
      minutesAbove: minutesWhere((voltage) => voltage > 2_438),
      minutesFarBelow: minutesWhere((voltage) => voltage < 2_070),
      minutesFarAbove: minutesWhere((voltage) => voltage > 2_530),
    },
  }
}

const textOf = ({ at, kwh, voltage, status }: Line) => {
  const time = [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return `M1,2026-11-18 ${time},${kwh},${voltage},${status}\n`
}

test('a day of lines is taken whole where every block stands there once, in order and plainly, and sums as it should', () => {
  const { numRuns, seed } = fuzz(5_000, 200_000)
  let taken = 0
  const day = fc.record({ seed: fc.nat(100_000), places: fc.nat(6) })
  const changes = fc.array(change, { maxLength: 3 })
  fc.assert(
    fc.property(fc.constantFrom(15, 30, 60), day, changes, (minutes, of, all) => {
      const lines = all.reduce(changed, plainDay(minutes, of))
      const texts = lines.map(textOf)
      const found = dayAt(Buffer.from(texts.join('')), 0)
      const whole = wholeDayOf(lines)
      if (typeof found === 'string' || whole === null) {
        expect([found, whole]).toEqual([expect.any(String), null])
        return
      }
      taken += 1
      const { intervalMinutes, values, isCalledValid, meterNo, dayNumber } = found.day
      expect({ meterNo, dayNumber }).toEqual({ meterNo: 'M1', dayNumber: Date.parse('2026-11-18') / 86_400_000 })
      expect(found.end).toBe(Buffer.from(texts.slice(0, whole.lines).join('')).length)
      const { energyWh, voltageDv, outageMinutes } = values
      const sums = blockSums({ intervalMinutes, energyWh, voltageDv, outageMinutes }, BAND)
      expect({ minutes: intervalMinutes, energies: energyWh, voltages: voltageDv, isCalledValid, sums }).toEqual({
        ...{ minutes: whole.minutes, energies: whole.energies, voltages: whole.voltages },
        ...{ isCalledValid: whole.isCalledValid, sums: whole.sums },
      })
    }),
    { numRuns, seed },
  )
  expect(taken).toBeGreaterThan(numRuns / 10)
})
