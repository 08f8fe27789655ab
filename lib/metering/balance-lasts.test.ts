import { describe, expect, it } from 'vitest'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { wattHours } from '#lib/units/energy.ts'
import { day, eachDay, type IstDay } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { balanceLasts } from './balance-lasts.ts'
import type { DayRow } from './day-rows.ts'
import { balanceIsOld } from './newest-balance.ts'

// Without a scheme: 90 rupees a month of fixed charge, 6 a unit less 3 % for paying before, 7 paise of duty.
const book = exampleBook({ subsidies: [] })
const history = {
  suppliedFrom: day('2020-01-01'),
  terms: [{ from: day('2020-01-01'), category: 'HOME', mode: 'PREPAID' as const, sanctionedLoadW: 2_000 }],
  installations: [],
}
const today = day('2026-11-21')
const ASKED = { today, readings: reads('2026-10-01', '2026-11-20', 5_000), book, history, supplyMinutes: new Map() }
/** 5 units a day: 3.00 + 30.00 - 0.90 + 0.35 rupees. */
const A_DAY = 3_245

describe('a prepaid balance', () => {
  it('lasts as many days as it pays for, its own day the first', () => {
    const lasts = (balancePaise: number) =>
      balanceLasts({ balancePaise: paise(balancePaise), asOf: at('2026-11-21') }, ASKED)
    expect(lasts(9 * A_DAY)).toMatchObject({ likelyDays: 9, likelyUntilOn: '2026-11-29' })
    expect(lasts(9 * A_DAY - 1)?.likelyDays).toBe(8)
    expect(lasts(A_DAY - 1)).toMatchObject({ likelyDays: 0, likelyUntilOn: null })
    const { fewestDays = 0, mostDays = 0 } = lasts(9 * A_DAY) ?? {}
    expect([fewestDays < 9, mostDays > 9]).toEqual([true, true])
  })

  it('goes on into the next month with its fixed charge', () => {
    const lasts = balanceLasts({ balancePaise: paise(20 * A_DAY), asOf: at('2026-11-21') }, ASKED)
    // December has 31 days: a little less of the fixed charge on each.
    expect(lasts).toMatchObject({ likelyDays: 20, likelyUntilOn: '2026-12-10' })
  })

  it('that is some days old has paid for what was used since', () => {
    const lasts = (on: string) => balanceLasts({ balancePaise: paise(9 * A_DAY), asOf: at(on) }, ASKED)?.likelyDays
    expect(lasts('2026-11-18')).toBe(6)
    expect(lasts('2026-11-02')).toBe(0)
  })

  it('below zero pays for no day', () => {
    const lasts = balanceLasts({ balancePaise: paise(-1), asOf: at('2026-11-21') }, ASKED)
    expect(lasts).toEqual({ fewestDays: 0, likelyDays: 0, mostDays: 0, likelyUntilOn: null })
  })

  it('knows the day on which a limit is passed: nothing until then, everything at once', () => {
    // 20 days of 4.6 units are 92; the month passes 100 units on its 22nd day, tomorrow.
    const input = { ...ASKED, book: exampleBook(), readings: reads('2026-10-01', '2026-11-20', 4_600) }
    const lasts = balanceLasts({ balancePaise: paise(10_000), asOf: at('2026-11-21') }, input)
    expect(lasts).toMatchObject({ likelyDays: 1, likelyUntilOn: '2026-11-21' })
  })

  it('is asked about for sixty days', () => {
    const lasts = balanceLasts({ balancePaise: paise(10_000_000), asOf: at('2026-11-21') }, ASKED)
    expect(lasts).toMatchObject({ fewestDays: 60, likelyDays: 60, mostDays: 60 })
  })

  it('says nothing without readings or a tariff', () => {
    const balance = { balancePaise: paise(10_000), asOf: at('2026-11-21') }
    expect(balanceLasts(balance, { ...ASKED, readings: new Map() })).toBeNull()
    const terms = history.terms.map((one) => ({ ...one, category: 'NONE' }))
    expect(balanceLasts(balance, { ...ASKED, history: { ...history, terms } })).toBeNull()
  })

  it('is old after 24 hours', () => {
    const balance = { balancePaise: paise(0), asOf: new Date('2026-11-20T06:00:00+05:30') }
    expect(balanceIsOld(balance, new Date('2026-11-21T06:00:00+05:30'))).toBe(false)
    expect(balanceIsOld(balance, new Date('2026-11-21T06:00:01+05:30'))).toBe(true)
  })
})

const at = (on: string) => new Date(`${on}T06:15:00+05:30`)

function reads(from: string, to: string, wh: number): Map<IstDay, DayRow> {
  const row = { energyWh: wattHours(wh), isMeasured: true, isCorrected: false, maxDemandW: null }
  return new Map(eachDay(day(from), day(to)).map((on) => [on, row]))
}
