import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'
import { formatDay } from '#lib/units/display.ts'
import { demandFigures, formatKw } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise, roundToRupees } from '#lib/units/paise.ts'
import type { Disconnection } from '../disconnection.ts'
import type { BillView } from '../get-bill.ts'
import { demandOf } from './load-of.ts'
import { paperUnits } from './paper-text.ts'
import type { PrintableBill } from './printable-bill.ts'

/** What is worth saying of a bill, weightiest first: where room is short, notices go from the last. */
export function noticesOf(bill: BillView, locale: Locale): PrintableBill['notices']['items'] {
  const t = textsFor(locale, 'pdf')
  const { insight, energyWh, currentDemandPaise, lines, disconnection } = bill
  const items = []
  if (disconnection) items.push(cutNotice(disconnection, locale))
  const aboveText = demandText(bill, locale)
  if (aboveText) items.push({ lead: t('noticeDemand'), text: aboveText })
  const savedPaise = insight && roundToRupees(paise(currentDemandPaise - insight.atLimitPaise))
  if (insight && savedPaise && savedPaise > 0n) {
    const over = paperUnits(insight.overWh)
    items.push({
      lead: t('noticeLimit', {
        ...{ over, count: over === '1' ? 1 : 2 },
        amount: formatRupees(savedPaise, { whole: true }),
      }),
      text: t('noticeLimitText', { limit: paperUnits(insight.limitWh), used: paperUnits(energyWh) }),
    })
  }
  const trueUp = lines.find((line) => line.code === 'ADJUSTMENT' && line.reason === 'TRUE_UP')
  if (trueUp)
    items.push({
      lead: t('noticeTrueUp'),
      text: t('noticeTrueUpText', { amount: formatRupees(trueUp.amountPaise) }),
    })
  return items
}

function cutNotice({ disconnectOn, reason, words }: Disconnection, locale: Locale) {
  const t = textsFor(locale, 'pdf')
  return {
    lead: t('noticeCut', { date: formatDay(disconnectOn, locale) }),
    text: t('noticeCutText', {
      reason: t(`noticeCut_${reason}`),
      words: words ?? '',
      helpline: env().discom.helpline,
    }).replace(/ {2,}/g, ' '),
  }
}

/** That the demand was above the load, and in how many months of the financial year; null where it was not. */
function demandText(bill: BillView, locale: Locale): string | null {
  const { load, sanctionedLoadW, monthsAbove } = bill
  const demand = demandOf(bill)
  if (!demand || demand.watts <= sanctionedLoadW) return null
  const t = textsFor(locale, 'pdf')
  const limit = formatKw(sanctionedLoadW)
  const value = `${demandFigures(demand.watts, sanctionedLoadW).kw}\u00a0kW`
  const recorded = demand.isIndicative
    ? t('noticeDemandBlocks', { value, limit, minutes: load?.intervalMinutes ?? 30 })
    : t('noticeDemandText', { value, limit })
  return monthsAbove > 0 ? `${recorded} ${t('noticeDemandYear', { count: monthsAbove })}` : recorded
}
