import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AttemptView } from '#lib/payments/get-attempt.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'

/** What the bill asks for now, and what it asked for when it was issued. */
type AskedBill = Pick<BillView, 'due' | 'payableByDuePaise'>

/** What this attempt pays, and how it comes from the bill. */
export function AmountToday({ attempt, bill, locale }: { attempt: AttemptView; bill: AskedBill; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  const { amountPaise, rebatePaise } = attempt
  const { due, payableByDuePaise } = bill
  const unpaidPaise = paise(amountPaise + rebatePaise)
  const off = (label: string, amount: Paise): Definition[] =>
    amount > 0n ? [{ label: t(label), value: formatRupees(paise(-amount)), tone: 'ok' }] : []
  // An attempt keeps its rebates past midnight, when the day asks for another amount already.
  const rebates =
    due.rebatePaise === rebatePaise
      ? [...off('promptRebate', due.promptRebatePaise), ...off('digitalRebate', due.digitalRebatePaise)]
      : off('rebates', rebatePaise)
  return (
    <Card
      title={t('today')}
      aside={<span className="text-small text-text-2">{formatMonth(attempt.month, locale)}</span>}
    >
      <p className="text-figure">{formatRupees(amountPaise)}</p>
      {rebates.length > 0 && (
        <DefinitionList
          rows={[
            { label: t(unpaidPaise === payableByDuePaise ? 'bill' : 'unpaid'), value: formatRupees(unpaidPaise) },
            ...rebates,
          ]}
        />
      )}
    </Card>
  )
}
