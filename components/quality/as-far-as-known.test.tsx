import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { htmlOf } from '#components/charts/test-html-of.ts'
import { voltageBand } from '#lib/metering/block-sums.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import { day, month } from '#lib/units/ist.ts'
import { FindingCard } from './finding-card.tsx'
import { findingText } from './quality-text.ts'
import { VoltageFigure } from './voltage-figure.tsx'

const scale = {
  ...{ nominalV: 230, standardPercent: 6, tolerablePercent: 10, fullMinutes: 1260 },
  band: voltageBand({ nominalV: 230, standardPercent: 6, tolerablePercent: 10 }),
}
const [from, to] = [day('2026-10-01'), day('2026-10-31')]
const extremes = { lowest: { on: from, voltageDv: 2240 }, highest: { on: to, voltageDv: 2350 } }
const WHOLE = {
  ...{ days: 31, daysKnown: 31, daysWithVoltage: 31, blocksKnown: 1488, blocksExpected: 1488 },
  voltage: { minutesBelow: 0, minutesAbove: 0, minutesFarBelow: 0, minutesFarAbove: 0, daysOutside: [], ...extremes },
  supply: { daysKnown: 31, averageMinutes: 1440, daysBelow: [] },
}
const outages = { count: 0, minutes: 0 }
const past = (figures: object, more: object = {}) =>
  ({
    ...{ month: month('2026-10'), from, to, next: month('2026-11'), scale, outages, worst: null, intervalMinutes: 30 },
    ...{ days: [], figures: { ...WHOLE, ...figures }, voltageBlocksKnown: 1488, ...more },
  }) as unknown as PowerQualityView
const titleOf = (html: string) => /<h2[^>]*>(.*?)<\/h2>/.exec(html)?.[1]
const monthSaid = (figures: object, more: object = {}) =>
  titleOf(renderToStaticMarkup(<FindingCard view={past(figures, more)} connectionId="c" locale="en" />))
const voltageSaid = async (figures: object, more: object = {}) =>
  titleOf(await htmlOf(<VoltageFigure view={past(figures, more)} csvHref="/csv" locale="en" />))

const PARTS = [{ voltage: null, daysWithVoltage: 0 }, { daysWithVoltage: 3, blocksKnown: 144 }, { blocksKnown: 1400 }]

test('a month is called fine without reserve only where all of it is known', () => {
  expect(monthSaid({})).toBe('Supply was fine in October')
  for (const part of [...PARTS, { supply: null }, { supply: { ...WHOLE.supply, daysKnown: 30 } }])
    expect(monthSaid(part)).toBe('As far as is known, supply was fine in October')
})

test('a month of which nothing is known is not called fine', () => {
  expect(monthSaid({ voltage: null, supply: null, daysWithVoltage: 0 })).toBe(
    'Nothing is known about supply in October',
  )
})

test('voltage is said to have stayed in the range all the time only where all of it came', async () => {
  expect(await voltageSaid({})).toBe('Voltage stayed in the standard range all the time')
  for (const part of PARTS.slice(1))
    expect(await voltageSaid(part)).toBe('Voltage was in the standard range, as far as readings came')
})

test('blocks that came with their energy alone say nothing of voltage', async () => {
  const energyAlone = { voltageBlocksKnown: 1487 }
  expect(await voltageSaid({}, energyAlone)).toBe('Voltage was in the standard range, as far as readings came')
  expect(monthSaid({}, energyAlone)).toBe('As far as is known, supply was fine in October')
})

test('a day of which a part is unknown is fine as far as is known', () => {
  const supply = {
    ...{ count: 0, minutes: 0, plannedMinutes: 0, openCount: 0 },
    supplyMinutes: 1440,
    isBelowFull: false,
  }
  const voltage = { isWhole: true, low: null, high: null }
  const said = (facts: object) =>
    findingText({ on: to, voltage, supply, ...facts }, { scale, isYesterday: true }, 'en').title
  expect(said({})).toBe('Supply was fine yesterday')
  for (const facts of [{ voltage: null }, { supply: null }, { voltage: { ...voltage, isWhole: false } }])
    expect(said(facts)).toBe('As far as is known, supply was fine yesterday')
})
