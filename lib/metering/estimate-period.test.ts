import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXAMPLE_TARIFF, exampleBook } from '#lib/tariff/example-tariff.ts'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, day, eachDay, type IstDay } from '#lib/units/ist.ts'
import type { DayRow } from './day-rows.ts'
import { type EstimateOutcome, estimatePeriod, type PeriodEstimate, periodOf } from './estimate-period.ts'

// The example tariff: 90 rupees a month, 6 a unit, 7 paise duty; nothing up to 100 units, 1.50 off a unit up to 300.
const book = exampleBook()
const history = {
  suppliedFrom: day('2020-01-01'),
  terms: [{ from: day('2020-01-01'), category: 'HOME', mode: 'POSTPAID' as const, sanctionedLoadW: 2_000 }],
  installations: [],
}

describe('a running period in rupees', () => {
  it('counts the least and the most over the whole range: the cliff lies inside it', () => {
    const { money, low, high } = estimated(3_400, 24)
    expect([low.energyWh < 100_000n, high.energyWh > 100_000n]).toEqual([true, true])
    // 24 days of 3.4 units so far and 6 to come: 102 units.
    expect(money).toMatchObject({
      expectedPaise: bill(102_000),
      lowestPaise: 0n,
      highestPaise: bill(Number(high.energyWh)),
      ahead: {
        kind: 'FULL_WAIVER',
        limitWh: 100_000n,
        leftWh: 18_400n,
        paceWh: 3_000n, // 18.4 units on 6 days are 3.07 a day
        prospect: 'EITHER',
        atLimitPaise: 0n,
        abovePaise: 55_157n, // 9000 + 101 x (600 + 7 - 150)
        crossingPaise: 55_157n,
      },
    })
  })

  it('finds least and most at a limit where they do not stand at the ends', () => {
    // A scheme that pays more above a limit than below: no utility has it, the rule must hold anyway.
    const bands = [
      { upToKwhPerMonth: 102, kind: 'PER_KWH', paisePerKwh: 0 },
      { upToKwhPerMonth: 400, kind: 'PER_KWH', paisePerKwh: 500 },
    ]
    const falling = exampleBook({
      subsidies: [{ id: 'FALLING', effectiveFrom: '2024-01-01', categories: ['HOME'], bands }],
    })
    const { money, low, high } = estimated(3_400, 24, { book: falling })
    expect([low.energyWh < 102_000n, high.energyWh > 102_001n]).toEqual([true, true])
    expect(money?.highestPaise).toBe(9_000n + 61_200n + 714n)
    expect(money?.lowestPaise).toBe(9_000n + 61_201n + 714n - 51_001n)
  })

  it('has nothing left at a limit that is met exactly, and has not passed it', () => {
    expect(estimated(10_000, 10).money?.passedWh).toBeNull()
    const quiet = estimated(10_000, 10, { emptyDays: 10 })
    expect(quiet.soFarWh).toBe(100_000n)
    expect(quiet.money).toMatchObject({
      passedWh: null,
      ahead: { limitWh: 100_000n, leftWh: 0n, paceWh: 0n, prospect: 'EITHER', atLimitPaise: 0n },
    })
  })

  it('counts what was not read before it says what is left', () => {
    const { money, gapsWh } = estimated(3_400, 24, { gapOn: '2026-11-10' })
    expect(gapsWh).toBe(3_400n)
    expect(money?.ahead).toMatchObject({ leftWh: 18_400n, paceWh: 3_000n })
  })

  it('speaks of the second limit when the first is certainly passed and the second undecided', () => {
    expect(estimated(9_500, 10).money).toMatchObject({
      passedWh: null,
      ahead: { kind: 'PER_KWH', limitWh: 300_000n, prospect: 'EITHER' },
    })
    expect(estimated(12_000, 8).money?.ahead).toMatchObject({ limitWh: 100_000n, prospect: 'BEYOND' })
    expect(estimated(12_000, 10).money).toMatchObject({ passedWh: 100_000n, ahead: { limitWh: 300_000n } })
    expect(estimated(20_000, 20).money).toMatchObject({ passedWh: 300_000n, ahead: null, cliff: null })
  })

  it('is in units only where no tariff is known', () => {
    expect(estimated(5_000, 20, { book: null })).toMatchObject({ ok: true, money: null })
    const unknown = { ...history, terms: [{ ...history.terms[0], category: 'NONE' } as (typeof history.terms)[0]] }
    expect(estimated(5_000, 20, { history: unknown })).toMatchObject({ ok: true, money: null })
    // The order begins within the period: its first half has no rate.
    const orders = EXAMPLE_TARIFF.orders.slice(-1).map((order) => ({ ...order, effectiveFrom: '2026-11-16' }))
    expect(estimated(5_000, 20, { book: exampleBook({ orders }) })).toMatchObject({ ok: true, money: null })
  })

  it('has no limit for a shop', () => {
    const shop = { ...history, terms: [{ ...history.terms[0], category: 'SHOP' } as (typeof history.terms)[0]] }
    // 2 kW x 150, 150 units x 7 and 7 paise of duty.
    expect(estimated(5_000, 20, { history: shop }).money).toMatchObject({
      expectedPaise: 30_000n + 150n * 707n,
      ahead: null,
      passedWh: null,
    })
  })

  it('draws the bill around the limit ahead in strokes that jump at it', () => {
    const { money } = estimated(3_400, 24)
    expect(money?.cliff?.strokes.map(({ start, end }) => [start.energyWh, end.energyWh])).toEqual([
      [money?.cliff?.from, 100_000n],
      [100_001n, money?.cliff?.to],
    ])
    expect(money?.cliff).toMatchObject({ soFar: { energyWh: 81_600n, costPaise: 0n } })
    expect(money?.cliff?.strokes[1]?.end.costPaise).toBe(bill(Number(money?.cliff?.to)))
  })
})

describe('a running period', () => {
  it('refuses with what was read so far', () => {
    const outcome = run(4_000, 17, { today: '2026-11-27' })
    expect(outcome).toEqual({
      ok: false,
      ...{ month: '2026-11', from: '2026-11-01', to: '2026-11-30' },
      ...{ reason: 'TOO_FEW_READINGS', daysRead: 17, daysOver: 26, soFarWh: 68_000n },
    })
  })

  it('takes what came of today, which is not over, for no day', () => {
    const whole = estimated(4_000, 20)
    const partly = estimated(4_000, 20, { today: '2026-11-21', soFarToday: 300 })
    expect(partly).toMatchObject({ readUntilOn: '2026-11-20', daysToCome: 10, soFarWh: 80_000n })
    expect(partly.expected.energyWh).toBe(whole.expected.energyWh)
  })

  it('knows yesterday only if it was read', () => {
    expect(estimated(4_000, 20)).toMatchObject({ yesterdayWh: 4_000n, daysOver: 20 })
    expect(estimated(4_000, 20, { today: '2026-11-23' })).toMatchObject({
      yesterdayWh: null,
      daysOver: 22,
      daysToCome: 10,
    })
  })

  it('has one day to come on its last', () => {
    expect(estimated(4_000, 29)).toMatchObject({ daysToCome: 1, daysOver: 29, expected: { energyWh: 120_000n } })
  })

  it('begins with the supply', () => {
    expect(periodOf({ suppliedFrom: day('2026-11-16') }, day('2026-11-20'))).toMatchObject({ from: '2026-11-16' })
    expect(periodOf({ suppliedFrom: day('2026-12-01') }, day('2026-11-20'))).toBeNull()
    expect(periodOf({ suppliedFrom: null }, day('2026-11-20'))).toBeNull()
  })
})

describe('whatever the days', () => {
  it('the least bill is not above the expected one, nor that above the most', () => {
    const uses = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 3, maxLength: 29 })
    fc.assert(
      fc.property(uses, (days) => {
        const readings = new Map(days.map((wh, index) => [addDays(day('2026-11-01'), index), row(wh)]))
        const today = addDays(day('2026-11-01'), days.length)
        const outcome = estimatePeriod(november(), { today, readings, book, history, supplyMinutes: new Map() })
        if (!outcome.ok || !outcome.money) throw new Error('refused')
        const { money, soFarWh, low, high } = outcome
        expect(money.lowestPaise <= money.expectedPaise && money.expectedPaise <= money.highestPaise).toBe(true)
        expect(soFarWh <= low.energyWh).toBe(true)
        // Every whole unit of the range costs within it.
        for (let wh = low.energyWh; wh <= high.energyWh; wh = wattHours(wh + 1_000n)) {
          const cost = bill(Number(wh))
          // The days of the period are one rounding, the hand's sum another.
          expect(cost >= money.lowestPaise - 1n && cost <= money.highestPaise + 1n).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

/** A whole month of the example tariff by hand, in paise. */
function bill(wh: number): bigint {
  const [units, fixed] = [wh / 1000, 9_000]
  const gross = fixed + Math.round(units * 600) + Math.round(units * 7)
  if (units <= 100) return 0n
  return BigInt(units <= 300 ? gross - Math.round(units * 150) : gross)
}

type Options = {
  today?: string
  emptyDays?: number
  gapOn?: string
  /** What a reading of the running day says. */
  soFarToday?: number
  book?: Parameters<typeof estimatePeriod>[1]['book']
  history?: Parameters<typeof estimatePeriod>[1]['history']
}

/** November with `days` days of so many Wh and others of none, standing on the day after; one of them may be missing. */
function run(wh: number, days: number, options: Options = {}): EstimateOutcome {
  const from = day('2026-11-01')
  const readings = new Map<IstDay, DayRow>(eachDay(from, addDays(from, days - 1)).map((on) => [on, row(wh)]))
  for (let i = 0; i < (options.emptyDays ?? 0); i++) readings.set(addDays(from, days + i), row(0))
  const today = options.today ? day(options.today) : addDays(from, readings.size)
  if (options.soFarToday !== undefined) readings.set(today, row(options.soFarToday))
  if (options.gapOn) readings.delete(day(options.gapOn))
  const { book: asked = book, history: held = history } = options
  return estimatePeriod(november(), { today, readings, book: asked, history: held, supplyMinutes: new Map() })
}

function estimated(...args: Parameters<typeof run>): PeriodEstimate {
  const outcome = run(...args)
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome
}

const november = () => periodOf(history, day('2026-11-15')) as NonNullable<ReturnType<typeof periodOf>>

function row(wh: number): DayRow {
  return { energyWh: wattHours(wh), isMeasured: true, isCorrected: false, maxDemandW: null }
}
