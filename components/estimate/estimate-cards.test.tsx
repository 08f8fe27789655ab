import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { LimitBar } from '#components/charts/on-demand.tsx'
import { htmlOf } from '#components/charts/test-html-of.ts'
import { estimatePeriod, type PeriodEstimate, periodOf } from '#lib/metering/estimate-period.ts'
import type { EstimateView } from '#lib/metering/estimate-view.ts'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, day, eachDay } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { BalanceCard } from './balance-card.tsx'
import { EstimateCards } from './estimate-cards.tsx'
import { aboutUnits } from './estimate-text.ts'
import { NoEstimate } from './no-estimate.tsx'

// The example tariff: free up to 100 units a month, 1.50 off a unit up to 300.
const history = (category: string) => ({
  suppliedFrom: day('2020-01-01'),
  terms: [{ from: day('2020-01-01'), category, mode: 'POSTPAID' as const, sanctionedLoadW: 2_000 }],
  installations: [],
})

describe('the page of an estimate', () => {
  it('says that the month ends near the limit, and what keeps it there', async () => {
    const page = await cards(estimate({ wh: 3_400, days: 24 }))
    expect(page).toContain('You will end near 100, probably just above')
    expect(page).toContain('use 3.0 units a day or less for the next 6 days.')
    expect(page).toContain('Yesterday was 3.4.')
    expect(page).toContain('One unit past 100: from ₹0 to ₹552')
    expect(page).toContain('From 101 to 300 units it pays ₹1.50 on each unit')
    expect(page).toContain('/calculator?units=102&amp;category=HOME&amp;mode=POSTPAID&amp;month=2026-11&amp;load=2')
  })

  it('draws without a style attribute, with a table behind each picture', async () => {
    const page = await cards(estimate({ wh: 3_400, days: 24 }))
    expect(page).not.toMatch(/\sstyle=/)
    expect(page.match(/role="img"/g)).toHaveLength(2)
    expect(page.match(/<details/g)).toHaveLength(2)
  })

  it('stays within, goes beyond, is past all: each in its words', async () => {
    expect(await cards(estimate({ wh: 2_000, days: 20 }))).toContain('You will most likely stay within 100 units.')
    expect(await cards(estimate({ wh: 4_900, days: 20 }))).toContain('You will most likely pass 100 units.')
    const past = await cards(estimate({ wh: 20_000, days: 20 }))
    expect(past).toContain('This month is above the subsidy limit of 300 units.')
    expect(past).not.toContain('Left to the limit')
    expect(past.match(/role="img"/g)).toHaveLength(1)
  })

  it('shows units only where the rate is not known, and no limit where no scheme is', async () => {
    const unknown = await cards(estimate({ wh: 3_400, days: 24, category: 'NONE' }))
    expect(unknown).toContain('The rate for this period is not known yet, so we show units only.')
    expect(unknown).not.toContain('₹')
    const shop = await cards(estimate({ wh: 3_400, days: 24, category: 'SHOP' }))
    expect(shop).toContain('About 102 units by the end of the month')
    expect(shop).not.toMatch(/limit of|Left to the limit|scheme/)
  })

  it('marks a day that was not read in the table, and counts it', async () => {
    const page = await cards(estimate({ wh: 3_400, days: 24, gapOn: '2026-11-10' }))
    expect(page).toContain('missing')
    expect(page).toContain('23 / 24')
    expect(page).toContain('One day was not read. The estimate counts the average for it.')
  })

  it('speaks Hindi', async () => {
    const page = await cards(estimate({ wh: 3_400, days: 24 }), 'hi')
    expect(page).toContain('आप 100 के आसपास पहुँचेंगे, शायद थोड़ा ऊपर')
    expect(page).toContain('अगले 6 दिन रोज़ 3.0 यूनिट या कम चलाएँ।')
  })
})

describe('without an estimate', () => {
  const refused = (daysRead: number, daysOver: number) =>
    renderToStaticMarkup(
      <NoEstimate
        refused={
          {
            ...{
              ok: false,
              month: '2026-11',
              from: day('2026-11-01'),
              to: day('2026-11-30'),
              soFarWh: wattHours(189_000),
            },
            ...{ reason: daysOver < 3 ? 'JUST_BEGUN' : 'TOO_FEW_READINGS', daysRead, daysOver },
          } as Parameters<typeof NoEstimate>[0]['refused']
        }
        home="/c/1"
        locale="en"
      />,
    )

  it('says how much is missing, and never rounds up to what is needed', () => {
    expect(refused(17, 26)).toContain('Only 17 of 26 days have readings (65 %). A fair estimate needs 75 %.')
    expect(refused(17, 23)).toContain('(73 %)')
    expect(refused(20, 27)).toContain('(74 %)')
    expect(refused(17, 26)).toContain('189 units')
  })

  it('says that the month has just begun', () => {
    expect(refused(0, 0)).toContain('The month has just begun')
    expect(refused(0, 0)).not.toContain('units')
  })
})

describe('a prepaid balance', () => {
  type Prepaid = Parameters<typeof BalanceCard>[0]['prepaid']
  const card = (balancePaise: number, lasts: Prepaid['lasts'], isOld = false, since: Prepaid['since'] = null) =>
    renderToStaticMarkup(
      <BalanceCard
        prepaid={{
          balance: { balancePaise: paise(balancePaise), asOf: new Date('2026-11-27T06:15:00+05:30') },
          isOld,
          lasts,
          since,
        }}
        rechargeHref="/c/x/balance"
        locale="en"
      />,
    )
  const lasts = { fewestDays: 5, likelyDays: 9, mostDays: 12, likelyUntilOn: day('2026-12-05') }

  it('says about how many days it lasts, with their range and its own time', () => {
    const page = card(41_260, lasts)
    expect(page).toContain('₹412.60')
    expect(page).toContain('lasts about 9 days (until 5\u00a0Dec)')
    expect(page).toContain('range 5 to 12 days')
    expect(page).toContain('balance of 27\u00a0Nov, 6:15\u00a0am')
    expect(page).not.toContain('older than 24 hours')
  })

  it('says what it comes to by now, and that this is estimated', () => {
    const since = { rechargedPaise: paise(50_000), spentPaise: paise(3_620), nowPaise: paise(87_640) }
    const page = card(41_260, lasts, false, since)
    for (const figure of ['about ₹876.40 now, estimated', '+ ₹500.00', '− ₹36.20']) expect(page).toContain(figure)
    const unknown = { rechargedPaise: paise(50_000), spentPaise: null, nowPaise: null }
    expect(card(41_260, null, false, unknown)).toContain('₹500.00 recharged since')
    expect(
      card(41_260, lasts, false, { rechargedPaise: paise(0), spentPaise: paise(0), nowPaise: paise(41_260) }),
    ).not.toContain('estimated')
  })

  it('says that it is old, used up, or that nothing is known', () => {
    expect(card(41_260, lasts, true)).toContain('This balance is older than 24 hours.')
    const none = { fewestDays: 0, likelyDays: 0, mostDays: 0, likelyUntilOn: null }
    expect(card(-100, none)).toContain('nothing is left')
    expect(card(100, none)).toContain('may run out today')
    const now = (rechargedPaise: number, spentPaise: number, nowPaise: number) => ({
      ...{ rechargedPaise: paise(rechargedPaise), spentPaise: paise(spentPaise), nowPaise: paise(nowPaise) },
    })
    expect(card(100, none, false, now(0, 300, -200))).toContain('nothing is left')
    expect(card(-100, none, false, now(20_000, 0, 19_900))).toContain('may run out today')
    expect(card(100, { ...none, mostDays: 60, likelyDays: 60 })).toContain('lasts 60 days or more')
    expect(card(100, null)).toContain('Too few readings')
  })
})

describe('units of an estimate', () => {
  it('are whole, and never look like a limit that they are not', () => {
    expect(aboutUnits(wattHours(205_600))).toBe('206')
    expect(aboutUnits(wattHours(87_400))).toBe('87')
    expect(aboutUnits(wattHours(3_440))).toBe('3.4')
    const limit = wattHours(200_000)
    expect(aboutUnits(wattHours(200_000), limit)).toBe('200')
    expect(aboutUnits(wattHours(200_400), limit)).toBe('200.4')
    expect(aboutUnits(wattHours(199_996), limit)).toBe('199.996')
  })
})

describe('the bar of a limit', () => {
  it('outlines where the month is expected to end', async () => {
    const bar = await htmlOf(
      <LimitBar
        done={{ value: 82, label: '82' }}
        limit={{ value: 100, label: '100' }}
        range={{ from: 99, to: 105 }}
        description="82"
      />,
    )
    expect(bar).toContain('fill="var(--bar-est)"')
  })
})

function estimate(given: { wh: number; days: number; category?: string; gapOn?: string }): PeriodEstimate {
  const held = history(given.category ?? 'HOME')
  const from = day('2026-11-01')
  const row = { energyWh: wattHours(given.wh), isMeasured: true, isCorrected: false, maxDemandW: null }
  const readings = new Map(eachDay(from, addDays(from, given.days - 1)).map((on) => [on, row]))
  if (given.gapOn) readings.delete(day(given.gapOn))
  const period = periodOf(held, from)
  const today = addDays(from, given.days)
  const input = { today, readings, book: exampleBook(), history: held, supplyMinutes: new Map() }
  const outcome = period && estimatePeriod(period, input)
  if (!outcome?.ok) throw new Error('refused')
  return outcome
}

function cards(shown: PeriodEstimate, locale: 'hi' | 'en' = 'en'): Promise<string> {
  const view: EstimateView = {
    ...{ outcome: { ok: true, ...shown }, prepaid: null, typical: null, lastReadOn: shown.readUntilOn },
    ...{ category: 'HOME', mode: 'POSTPAID', sanctionedLoadW: 2_000 },
  }
  return htmlOf(<EstimateCards estimate={shown} view={view} home="/c/1" locale={locale} />)
}
