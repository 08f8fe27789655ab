import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumWattHours, wattHours } from '#lib/units/energy.ts'
import { addDays, day, daysBetween, eachDay, firstDayOf, type IstDay, lastDayOf, month } from '#lib/units/ist.ts'
import { estimateEnergy, type ReadDay } from './estimate-energy.ts'

const NOVEMBER = periodOf('2026-11')

describe('the estimate of a period', () => {
  it('goes on as a home that uses the same every day', () => {
    const estimate = estimateEnergy(NOVEMBER, reads('2026-10-01', '2026-11-20', 7_000))
    expect(estimate).toMatchObject({
      readUntilOn: '2026-11-20',
      daysRead: 20,
      daysToCome: 10,
      gaps: 0,
      soFarWh: 140_000n,
      gapsWh: 0n,
      day: { likelyWh: 7_000n },
      expected: { energyWh: 210_000n },
    })
    expect(estimate?.low.energyWh).toBeLessThan(210_000n)
    expect(estimate?.high.energyWh).toBeGreaterThan(210_000n)
  })

  it('counts recent days for more than earlier ones', () => {
    const fell = joined(reads('2026-11-01', '2026-11-14', 9_000), reads('2026-11-15', '2026-11-26', 5_000))
    const likely = estimateEnergy(NOVEMBER, fell)?.day.likelyWh ?? 0n
    // The plain mean is 7,154 Wh. Twelve days are four half-lives: a sixteenth of the weight is older.
    expect(likely).toBeGreaterThan(5_000n)
    expect(likely).toBeLessThan(5_300n)
  })

  it('counts one heavy day for less than a plain mean does', () => {
    const feast = joined(reads('2026-11-01', '2026-11-19', 4_000), reads('2026-11-20', '2026-11-20', 25_000))
    // Weights: 1 for the feast, 3.75 for the 19 days before; the weighted plain mean would be 8.4 kWh.
    const [a, b] = [1, Array.from({ length: 19 }, (_, age) => 2 ** (-(age + 1) / 3)).reduce((x, y) => x + y)]
    const root = (a * 5 + b * 2) / (a + b)
    expect(estimateEnergy(NOVEMBER, feast)?.day.likelyWh).toBe(wattHours(Math.round(root ** 2 * 1000)))
  })

  it('expects a part of last year’s change again, at most as if it were double', () => {
    const thisYear = reads('2026-10-01', '2026-11-20', 4_000)
    const likely = (from: number, to: number) => {
      const lastYear = joined(
        reads('2025-10-25', '2025-11-21', from), // 28 days until 364 days before 20 November
        reads('2025-11-22', '2025-12-01', to),
      )
      return estimateEnergy(NOVEMBER, joined(thisYear, lastYear))?.day.likelyWh
    }
    expect(likely(4_000, 4_000)).toBe(4_000n)
    expect(likely(16_000, 20_736)).toBe(wattHours(Math.round(4_000 * 1.296 ** 0.25)))
    expect(likely(1_000, 9_000)).toBe(wattHours(Math.round(4_000 * 2 ** 0.25)))
    expect(likely(9_000, 1_000)).toBe(wattHours(Math.round(4_000 * 0.5 ** 0.25)))
    // Nothing used in either part says nothing.
    expect(likely(0, 4_000)).toBe(4_000n)
    expect(likely(4_000, 0)).toBe(4_000n)
  })

  it('needs three quarters of last year’s days', () => {
    const thisYear = reads('2026-10-01', '2026-11-20', 4_000)
    const before = reads('2025-10-25', '2025-11-21', 4_000)
    const likely = (days: number) =>
      estimateEnergy(NOVEMBER, joined(thisYear, before, reads('2025-11-22', addDays(day('2025-11-21'), days), 8_000)))
        ?.day.likelyWh
    expect(likely(7)).toBe(4_000n)
    expect(likely(8)).toBe(wattHours(Math.round(4_000 * 2 ** 0.25)))
  })

  it('fills gaps as the bill does: the mean of the measured days, those to come among them', () => {
    const readings = reads('2026-11-01', '2026-11-20', 6_000)
    for (const on of ['2026-11-07', '2026-11-08']) readings.delete(day(on))
    readings.set(day('2026-11-09'), { energyWh: wattHours(60_000), isMeasured: false })
    const estimate = estimateEnergy(NOVEMBER, readings)
    const likely = estimate?.day.likelyWh ?? 0n
    // What the sender estimated is kept, and is not in the mean: 17 measured days and 10 to come.
    const fill = (2n * (17n * 6_000n + 10n * likely) * 2n + 27n) / (2n * 27n)
    expect(estimate).toMatchObject({ gaps: 2, daysRead: 18, soFarWh: 162_000n, gapsWh: fill })
    expect(estimate?.expected.dailyWh).toHaveLength(30)
    expect(estimate?.expected.energyWh).toBe(162_000n + fill + 10n * likely)
  })

  it('knows the period once its last day is read', () => {
    const estimate = estimateEnergy(NOVEMBER, reads('2026-11-01', '2026-11-30', 5_000))
    expect(estimate).toMatchObject({ daysToCome: 0, low: { energyWh: 150_000n }, high: { energyWh: 150_000n } })
  })

  it('counts 29 days in a leap February', () => {
    const estimate = estimateEnergy(periodOf('2028-02'), reads('2028-01-01', '2028-02-10', 3_000))
    expect(estimate).toMatchObject({ daysToCome: 19, expected: { energyWh: 87_000n } })
  })

  it('begins where the connection does', () => {
    const period = { from: day('2026-11-16'), to: day('2026-11-30') }
    expect(estimateEnergy(period, reads('2026-11-16', '2026-11-18', 2_000))).toMatchObject({
      daysToCome: 12,
      expected: { energyWh: 30_000n },
    })
  })

  it('expects nothing of a home that uses nothing, but for a little', () => {
    const estimate = estimateEnergy(NOVEMBER, reads('2026-10-01', '2026-11-10', 0))
    expect(estimate).toMatchObject({ low: { energyWh: 0n }, expected: { energyWh: 0n } })
    expect(estimate?.high.energyWh).toBeGreaterThan(0n)
    expect(estimate?.high.energyWh).toBeLessThan(200n)
  })

  it('is silent before the first reading', () => {
    expect(estimateEnergy(NOVEMBER, reads('2026-10-01', '2026-10-31', 5_000))).toBeNull()
  })
})

describe('whatever was read', () => {
  const readings = fc.record({
    of: fc.constantFrom('2026-11', '2026-12', '2027-02', '2028-02'),
    until: fc.integer({ min: 0, max: 30 }),
    days: fc.array(
      fc.option(fc.record({ wh: fc.integer({ min: 0, max: 80_000 }), measured: fc.boolean() }), { freq: 4 }),
      {
        minLength: 31,
        maxLength: 600,
      },
    ),
  })

  it('so far <= low <= expected <= high, and the days add up to each', () => {
    fc.assert(
      fc.property(readings, ({ of, until, days }) => {
        const period = periodOf(of)
        const last = [addDays(period.from, until), period.to].sort()[0] as IstDay
        const known = new Map<IstDay, ReadDay>()
        for (const [age, one] of days.entries())
          if (one) known.set(addDays(last, -age), { energyWh: wattHours(one.wh), isMeasured: one.measured })
        const estimate = estimateEnergy(period, known)
        if (!estimate) return
        const { soFarWh, low, expected, high } = estimate
        expect(soFarWh <= low.energyWh).toBe(true)
        expect(low.energyWh <= expected.energyWh).toBe(true)
        expect(expected.energyWh <= high.energyWh).toBe(true)
        for (const { dailyWh, energyWh } of [low, expected, high]) {
          expect(dailyWh).toHaveLength(daysBetween(period.from, period.to) + 1)
          expect(sumWattHours(dailyWh)).toBe(energyWh)
          expect(dailyWh.every((wh) => wh >= 0n)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})

function periodOf(of: string): { from: IstDay; to: IstDay } {
  return { from: firstDayOf(month(of)), to: lastDayOf(month(of)) }
}

function reads(from: string, to: string, wh: number): Map<IstDay, ReadDay> {
  const each = { energyWh: wattHours(wh), isMeasured: true }
  return new Map(eachDay(day(from), day(to)).map((on) => [on, each]))
}

function joined(...maps: Map<IstDay, ReadDay>[]): Map<IstDay, ReadDay> {
  return new Map(maps.flatMap((map) => [...map]))
}
