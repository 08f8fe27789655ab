import { textsFor } from '#lib/i18n/texts.ts'
import { formatKw } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise, roundToRupees } from '#lib/units/paise.ts'
import type { BillView } from '../get-bill.ts'
import { paperUnits } from './paper-text.ts'
import type { PrintableBill } from './printable-bill.ts'

/** What is worth saying of a bill, weightiest first: where room is short, notices go from the last. */
export function noticesOf(bill: BillView, locale: Locale): PrintableBill['notices']['items'] {
  const t = textsFor(locale, 'pdf')
  const { maxDemandW, sanctionedLoadW, insight, energyWh, currentDemandPaise, lines } = bill
  const items = []
  if (maxDemandW !== null && maxDemandW > sanctionedLoadW)
    items.push({
      lead: t('noticeDemand'),
      text: t('noticeDemandText', { value: formatKw(maxDemandW), limit: formatKw(sanctionedLoadW) }),
    })
  const savedPaise = insight && roundToRupees(paise(currentDemandPaise - insight.atLimitPaise))
  if (insight && savedPaise && savedPaise > 0n)
    items.push({
      lead: t('noticeLimit', {
        over: paperUnits(insight.overWh),
        amount: formatRupees(savedPaise, { whole: true }),
      }),
      text: t('noticeLimitText', { limit: paperUnits(insight.limitWh), used: paperUnits(energyWh) }),
    })
  const trueUp = lines.find((line) => line.code === 'ADJUSTMENT' && line.reason === 'TRUE_UP')
  if (trueUp)
    items.push({
      lead: t('noticeTrueUp'),
      text: t('noticeTrueUpText', { amount: formatRupees(trueUp.amountPaise) }),
    })
  return items
}
