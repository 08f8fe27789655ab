import { expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { day, month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { NEW_CHAT } from '../chat-state.ts'
import { showBalance } from './balance.ts'
import { showConsumption } from './consumption.ts'
import { showEstimate } from './estimate.ts'

const chat = { ...NEW_CHAT, language: 'en' as const }
const bodyOf = ({ replies }: { replies: readonly object[] }) => JSON.stringify(replies)
const connection = { connectionId: 'c', end: '0042' }

test('a balance that is used up lasts no day, and none is promised an exact end beyond the forecast', () => {
  const said = (nowPaise: Paise, likelyDays: number) =>
    bodyOf(
      showBalance(chat, {
        type: 'BALANCE',
        balance: {
          ...connection,
          balancePaise: paise(10_000),
          asOf: new Date('2026-11-20T18:00:00+05:30'),
          nowPaise,
          likelyDays,
        },
      }),
    )
  expect(said(paise(-5_000), 0)).toContain('Nothing is left.')
  expect(said(paise(-5_000), 0)).not.toContain('It may run out today.')
  expect(said(paise(5_000), 0)).toContain('It may run out today.')
  expect(said(paise(90_000), 60)).toContain('It lasts 60 days or more.')
  expect(said(paise(9_000), 9)).toContain('It lasts about 9 days.')
})

test('a day that nobody measured is said to be estimated, and money so far is in whole rupees', () => {
  const said = (isEstimated: boolean) =>
    bodyOf(
      showConsumption(chat, {
        type: 'CONSUMPTION',
        consumption: {
          ...connection,
          ...{ month: month('2026-11'), energyWh: wattHours(120_000), daysKnown: 20, costPaise: paise(98_765) },
          lastDay: { on: day('2026-11-20'), energyWh: wattHours(6_700), isEstimated },
          isYesterday: true,
        },
      }),
    )
  expect(said(true)).toContain('Yesterday: 6.7 units. This day is estimated, not measured.')
  expect(said(false)).not.toContain('estimated')
  expect(said(false)).toContain('The bill so far: ₹988.')
})

test('an estimate of money names no paise', () => {
  const expected = { energyWh: wattHours(206_000), lowWh: wattHours(199_000), highWh: wattHours(213_000) }
  const estimate = { ...connection, month: month('2026-11'), soFarWh: wattHours(120_000), limit: null }
  const turn = showEstimate(chat, {
    type: 'ESTIMATE',
    estimate: { ...estimate, expected: { ...expected, costPaise: paise(109_873) } },
  })
  expect(bodyOf(turn)).toContain('The bill for it: about ₹1,099.')
})
