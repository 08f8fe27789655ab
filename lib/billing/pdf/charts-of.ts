import { textsFor } from '#lib/i18n/texts.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import { formatMonth, formatMonthName, formatShortMonth } from '#lib/units/display.ts'
import { formatUnits, type WattHours, wattHours } from '#lib/units/energy.ts'
import { addDays, addMonths } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import type { BillView } from '../get-bill.ts'
import { paperDay } from './paper-text.ts'
import type { DayChart, HistoryChart } from './printable-bill.ts'

const MONTHS_SHOWN = 13

const kwh = (energy: WattHours) => Number(energy) / 1000

/** Each day of the period, days that were not read hatched. */
export function dayChartOf(bill: BillView, locale: Locale): DayChart | null {
  const t = textsFor(locale, 'pdf')
  const { dailyWh, estimatedOn, periodFrom, periodTo } = bill
  const ordered = dailyWh.toSorted((a, b) => (a < b ? -1 : 1))
  const [lowest, highest] = [ordered[0], ordered.at(-1)]
  if (lowest === undefined || highest === undefined || highest === 0n) return null
  const on = addDays(periodFrom, dailyWh.indexOf(highest))
  const from = paperDay(periodFrom, locale)
  const to = paperDay(periodTo, locale)
  return {
    heading: t('days'),
    alternative: t('daysAlternative', { from, to, lowest: formatUnits(lowest), highest: formatUnits(highest) }),
    days: dailyWh.map((energy, index) => ({
      units: kwh(energy),
      isEstimated: estimatedOn.includes(addDays(periodFrom, index)),
    })),
    first: from,
    last: to,
    note: t(estimatedOn.includes(on) ? 'daysNoteEstimated' : 'daysNote', {
      date: paperDay(on, locale),
      units: formatUnits(highest),
    }),
    estimated: estimatedOn.length > 0 ? t('estimated') : null,
  }
}

/** Thirteen months back from the bill's, none before the first that was billed. */
export function historyOf(bill: BillView, locale: Locale): HistoryChart | null {
  const { history, month, limitWh } = bill
  const first = history[0]?.month
  if (!first) return null
  const t = textsFor(locale, 'pdf')
  const yearAgo = addMonths(month, -12)
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => addMonths(month, index - MONTHS_SHOWN + 1))
    .filter((shown) => shown >= first)
    .map((shown) => ({ shown, billed: history.find((candidate) => candidate.month === shown) }))
  const spoken = months.map(({ shown, billed }) => {
    const name = formatMonth(shown, locale)
    return billed ? t('monthUnits', { month: name, units: formatUnits(billed.energyWh) }) : t('noBill', { month: name })
  })
  return {
    heading: t('history'),
    alternative: t('historyAlternative', { months: spoken.join(', ') }),
    legend: {
      thisMonth: t('thisMonth'),
      lastYear: first <= yearAgo ? t('lastYear') : null,
      estimated: months.some(({ billed }) => billed?.basis === 'PROVISIONAL') ? t('estimated') : null,
      limit: limitWh && t('limit', { limit: formatUnits(limitWh, 0) }),
    },
    months: months.map(({ shown, billed }, index) => ({
      label: formatShortMonth(shown, locale).replace('.', ''),
      year: index === 0 || shown.endsWith('-01') ? shown.slice(0, 4) : '',
      units: billed ? kwh(billed.energyWh) : null,
      unitsText: billed ? formatUnits(billed.energyWh, 0) : '',
      mark: shown === month ? 'this' : shown === yearAgo ? 'last-year' : 'past',
      isEstimated: billed?.basis === 'PROVISIONAL',
    })),
    limitUnits: limitWh && kwh(limitWh),
    note: [...comparison(bill, locale), averageOf(bill, locale)].join(' '),
  }
}

/** In whole units, as the bars are labelled, so that a reader who subtracts finds the same. */
function comparison({ history, month, energyWh }: BillView, locale: Locale): string[] {
  const before = history.find((billed) => billed.month === addMonths(month, -12))
  if (!before) return []
  const t = textsFor(locale, 'pdf')
  const name = formatMonthName(month, locale)
  const [now, then] = [wholeUnits(energyWh), wholeUnits(before.energyWh)]
  if (now === then) return [t('compareSame', { month: name })]
  if (then === 0n) return []
  const difference = now > then ? now - then : then - now
  const values = { month: name, count: Number(difference), units: formatUnits(wattHours(difference * 1000n), 0) }
  const percent = decimalText(fraction(difference * 100n, then), difference * 100n < then ? 1 : 0)
  return [t(now > then ? 'compareMore' : 'compareLess', { ...values, percent })]
}

const wholeUnits = (energy: WattHours) => roundHalfAwayFromZero(fraction(energy, 1000n))

function averageOf({ energyWh, days }: BillView, locale: Locale): string {
  const mean = wattHours(roundHalfAwayFromZero(fraction(energyWh, BigInt(days))))
  return textsFor(locale, 'pdf')('average', { units: formatUnits(mean, 1) })
}
