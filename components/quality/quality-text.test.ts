import { describe, expect, test } from 'vitest'
import { MESSAGES } from '#lib/i18n/messages.ts'
import { voltageBand } from '#lib/metering/block-sums.ts'
import type { DayFacts, SideFacts, SupplyFacts } from '#lib/metering/quality-facts.ts'
import type { QualityScale } from '#lib/metering/quality-source.ts'
import { day } from '#lib/units/ist.ts'
import { factLines, findingText, voltsText } from './quality-text.ts'

const scale: QualityScale = {
  ...{ nominalV: 230, standardPercent: 6, tolerablePercent: 10, fullMinutes: 1260 },
  band: voltageBand({ nominalV: 230, standardPercent: 6, tolerablePercent: 10 }),
}
const at = (clock: string) => new Date(`2026-11-26T${clock}:00+05:30`)
const low = (from: string, to: string, minutes: number, worstDv = 2080): SideFacts => ({
  ...{ side: 'LOW', minutes, isFar: false, worstDv },
  run: { side: 'LOW', from: at(from), to: at(to), minutes: (at(to).getTime() - at(from).getTime()) / 60_000, worstDv },
})
const supply = (facts: Partial<SupplyFacts> = {}): SupplyFacts => ({
  ...{ count: 0, minutes: 0, plannedMinutes: 0, openCount: 0, supplyMinutes: 1440, isBelowFull: false, ...facts },
})
const facts = (low: SideFacts | null, of: SupplyFacts | null = supply(), isWhole = true): DayFacts => ({
  ...{ on: day('2026-11-26'), voltage: { isWhole, low, high: null }, supply: of },
})
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const said = (of: DayFacts, locale: 'hi' | 'en' = 'en', isYesterday = true) => {
  const { title, detail, isGood } = findingText(of, { scale, isYesterday }, locale)
  return { title: plain(title), detail: plain(detail), isGood }
}

describe('the finding of a day', () => {
  test('names the part of the day, the worst voltage and what it does', () => {
    const evening = facts(low('18:00', '21:30', 210))
    expect(said(evening)).toEqual({
      title: 'Voltage was low for 3 h 30 min last evening',
      detail:
        '26 November 2026, 6:00 – 9:30 pm. Lowest 208 V; the standard asks for 216 V or more. Lights dim, motors run hot.',
      isGood: false,
    })
    expect(said(evening, 'hi').title).toBe('कल शाम 3 घंटे 30 मिनट वोल्टेज कम रहा')
    expect(said(evening, 'en', false).title).toBe('Voltage was low for 3 h 30 min on 26 November 2026')
  })

  test('several stretches, or a long one, are of the whole day', () => {
    expect(said(facts(low('18:00', '21:30', 240))).title).toBe('Voltage was low for 4 h yesterday')
    expect(said(facts(low('18:00', '21:30', 240))).detail).toContain('the longest stretch 6:00 – 9:30 pm')
    expect(said(facts(low('06:00', '12:30', 390))).title).toBe('Voltage was low for 6 h 30 min yesterday')
    expect(said(facts(low('01:00', '02:00', 60))).title).toBe('Voltage was low for 1 h yesterday')
  })

  test.each<[of: DayFacts, title: string]>([
    [facts(null), 'Supply was fine yesterday'],
    [facts(null, supply({ count: 2, minutes: 36 })), 'Power went twice yesterday, 36 min in all'],
    [facts(null, supply({ count: 1, openCount: 1, supplyMinutes: null })), 'Power went once yesterday'],
    [
      facts(low('18:00', '18:30', 30), supply({ count: 1, minutes: 181, supplyMinutes: 1259, isBelowFull: true })),
      'Only 20.9 hours of supply yesterday',
    ],
    [{ on: day('2026-11-26'), voltage: null, supply: null }, 'Nothing is known yet about supply yesterday'],
  ])('%#', (of, title) => {
    expect(said(of).title).toBe(title)
  })
})

test('a voltage next to the limit shows on which side it lies', () => {
  expect([2158, 2161].map((dv) => plain(voltsText(dv, 2162)))).toEqual(['215.8 V', '216.1 V'])
  expect(plain(voltsText(2080, 2162))).toBe('208 V')
})

test('facts of a day, a line each', () => {
  const lines = (of: DayFacts) =>
    factLines(of, scale, 'en').map(({ isGood, text }) => `${isGood ? '+' : '-'} ${plain(text)}`)
  expect(lines(facts(null))).toEqual(['+ Voltage stayed in the standard range', '+ Power did not go'])
  expect(lines(facts(null, null, false))).toEqual(['+ Voltage was in the standard range, as far as readings came'])
  const out = supply({ count: 2, minutes: 220, plannedMinutes: 75, supplyMinutes: 1220, isBelowFull: true })
  expect(lines(facts(low('18:00', '21:30', 210), out))).toEqual([
    '- Voltage was low for 3 h 30 min, lowest 208 V',
    '- Power went twice, 3 h 40 min in all; 1 h 15 min of it announced before',
    '- 20.3 hours of supply, below 21',
  ])
})

test('a mean over half an hour is never called a sag, a swell or a dip', () => {
  const texts = Object.values({ ...MESSAGES.en.quality, ...MESSAGES.en.home }).join('\n')
  expect(texts).not.toMatch(/\b(sag|swell|dip)s?\b/i)
})
