import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { AttemptView } from '#lib/payments/get-attempt.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'

/** What the bill asks for now, and what it asked for when it was issued. */
type AskedBill = Pick<BillView, 'due' | 'payableByDuePaise'>

type Props = { attempt: AttemptView; bill: AskedBill | null; locale: Locale }

/** What this attempt pays, and how it comes from the bill; of a chosen amount also what stays open or is paid ahead. */
export function AmountToday({ attempt, bill, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const { amountPaise, isChosen, openAfterPaise } = attempt
  const lostPaise = isChosen && openAfterPaise > 0n ? (bill?.due.rebatePaise ?? ZERO_PAISE) : ZERO_PAISE
  const rows = [...(bill ? rebateRows(attempt, bill, t) : []), ...restRows(attempt, t)]
  return (
    <Card
      title={t(attempt.bill ? 'today' : attempt.isPrepaid ? 'rechargeTitle' : 'aheadTitle')}
      aside={attempt.bill && <span className="text-small text-text-2">{formatMonth(attempt.bill.month, locale)}</span>}
    >
      <p className="text-figure">{formatRupees(amountPaise)}</p>
      {rows.length > 0 && <DefinitionList rows={rows} />}
      {lostPaise > 0n && (
        <p className="mt-2 text-small text-text-2">{t('partNoRebate', { amount: formatRupees(lostPaise) })}</p>
      )}
    </Card>
  )
}

/** From the bill to the amount, where rebates come off it. */
function rebateRows(attempt: AttemptView, { due, payableByDuePaise }: AskedBill, t: Texts): Definition[] {
  const { amountPaise, rebatePaise, aheadAfterPaise, openAfterPaise } = attempt
  if (rebatePaise === 0n) return []
  const unpaidPaise = paise(amountPaise + rebatePaise + openAfterPaise - aheadAfterPaise)
  const off = (label: string, amount: Paise): Definition[] =>
    amount > 0n ? [{ label: t(label), value: formatRupees(paise(-amount)), tone: 'ok' }] : []
  // An attempt keeps its rebates past midnight, when the day asks for another amount already.
  const rebates =
    due.rebatePaise === rebatePaise
      ? [...off('promptRebate', due.promptRebatePaise), ...off('digitalRebate', due.digitalRebatePaise)]
      : off('rebates', rebatePaise)
  return [
    { label: t(unpaidPaise === payableByDuePaise ? 'bill' : 'unpaid'), value: formatRupees(unpaidPaise) },
    ...rebates,
  ]
}

/** What is left of the bill after a chosen amount, or of the amount after the bill. */
function restRows({ isChosen, openAfterPaise, aheadAfterPaise, isPrepaid }: AttemptView, t: Texts): Definition[] {
  if (!isChosen) return []
  if (openAfterPaise > 0n) return [{ label: t('partAfter'), value: formatRupees(openAfterPaise) }]
  return aheadAfterPaise > 0n
    ? [{ label: t(isPrepaid ? 'rechargeAfter' : 'aheadAfter'), value: formatRupees(aheadAfterPaise) }]
    : []
}
