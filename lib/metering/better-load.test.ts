import { describe, expect, it } from 'vitest'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { addMonths, day, daysInMonth, month } from '#lib/units/ist.ts'
import { type BetterLoadInput, betterLoad } from './better-load.ts'
import { loadEffect } from './load-effect.ts'
import type { LoadMonth } from './load-months.ts'

// The example tariff since May 2025: homes 90 rupees a connection, shops 150 rupees a kW.
const book = exampleBook()
const running = month('2026-11')

/** Twelve months up to November 2026 with these peaks; null: nothing is known of the month. */
function twelve(peaks: (number | null)[], category = 'SHOP', loadW = 2000): BetterLoadInput {
  const months = peaks.map((peakW, index): LoadMonth => {
    const of = addMonths(running, index - 11)
    const days = daysInMonth(of)
    return {
      ...{ month: of, state: 'WITHIN', daysAbove: 0, days, daysSettled: peakW === null ? 0 : days },
      ...{ peakW, isIndicative: false },
    }
  })
  const registerW = new Map(months.flatMap(({ month: of, peakW }) => (peakW === null ? [] : [[of, peakW] as const])))
  return { months, running, registerW, stepW: 500, terms: { category, mode: 'POSTPAID', sanctionedLoadW: loadW } }
}

describe('a load that would have sufficed', () => {
  it('is the lowest step that no month passed; a peak exactly on a step is not above it', () => {
    const year = [...Array(11).fill(1800), 2500]
    expect(betterLoad(book, twelve(year))).toMatchObject({ advice: 'RAISE', enoughW: 2500, highestW: 2500 })
    expect(betterLoad(book, twelve([...Array(11).fill(1800), 2501]))).toMatchObject({ enoughW: 3000 })
    expect(betterLoad(book, { ...twelve(year), stepW: 1000 })).toMatchObject({ enoughW: 3000 })
  })

  it('costs a shop what the engine says: more kW all year, less demand in the months above', () => {
    // Eleven months at 2 kW and one at 2.5 kW are 24.5 kW; at 2.5 kW they are 30.
    expect(betterLoad(book, twelve([...Array(11).fill(1800), 2500]))?.cost).toEqual({
      nowPaise: 367_500n,
      thenPaise: 450_000n,
      differencePaise: 82_500n,
      isVerified: true,
    })
  })

  it('costs a home nothing, because its fixed charge is for the connection', () => {
    const advice = betterLoad(book, twelve([...Array(11).fill(1800), 2620], 'HOME'))
    expect(advice?.cost).toMatchObject({ nowPaise: 108_000n, differencePaise: 0n })
  })

  it('is lower only when all twelve months are known', () => {
    expect(betterLoad(book, twelve(Array(12).fill(1400)))).toMatchObject({
      ...{ advice: 'LOWER', enoughW: 1500, monthsKnown: 12, cost: { differencePaise: -90_000n } },
    })
    const gap = twelve([1400, null, ...Array(10).fill(1400)])
    expect(betterLoad(book, gap)).toMatchObject({ advice: 'TOO_SHORT', monthsKnown: 11, cost: null })
    expect(betterLoad(book, twelve(Array(12).fill(null)))).toBeNull()
  })

  it('is the load of today when no step below would do, also between two steps', () => {
    expect(betterLoad(book, twelve(Array(12).fill(2000)))).toMatchObject({ advice: 'FITS', cost: null })
    expect(betterLoad(book, twelve(Array(12).fill(2100), 'SHOP', 2200))).toMatchObject({
      advice: 'FITS',
      enoughW: 2500,
    })
  })
})

describe('what demand does to the bill', () => {
  const november = { from: day('2026-11-01'), to: day('2026-11-30') }
  const effect = (category: string, registerW: number | null, tariff = book) =>
    loadEffect(tariff, {
      ...november,
      terms: [{ from: day('2020-01-01'), category, mode: 'POSTPAID', voltage: 'LT', sanctionedLoadW: 2000 }],
      registerW,
    })

  it('is nothing where the charge is for the connection or the pump', () => {
    expect(effect('HOME', 2620)).toMatchObject({ kind: 'NONE', per: 'CONNECTION', orderId: 'EXAMPLE-NEW' })
    expect(effect('PUMP', 2620)).toMatchObject({ kind: 'NONE', per: 'HP', isVerified: false })
  })

  it('is the recorded demand where the charge is for each kW, and only the register’s', () => {
    expect(effect('SHOP', 2620)).toMatchObject({
      ...{ kind: 'CHARGED', demandW: 2620, chargedPaise: 39_300n, atLoadPaise: 30_000n, morePaise: 9_300n },
    })
    expect(effect('SHOP', 2000)).toMatchObject({ kind: 'WITHIN', chargedPaise: 30_000n })
    expect(effect('SHOP', null)).toMatchObject({ kind: 'NOT_RECORDED', chargedPaise: 30_000n })
  })

  it('is nothing where an officer has set that the sanctioned load alone is charged', () => {
    const byLoad = exampleBook({ readings: { demandCharged: 'SANCTIONED_LOAD' } })
    expect(effect('SHOP', 2620, byLoad)).toMatchObject({ kind: 'NONE', per: 'SANCTIONED_KW' })
  })

  it('is not known where the tariff is not', () => {
    expect(effect('UNHEARD_OF', 2620)).toBeNull()
    expect(loadEffect(null, { ...november, terms: [], registerW: 2620 })).toBeNull()
  })
})
