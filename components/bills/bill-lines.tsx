import { Card } from '#components/ui/card.tsx'
import { ExplainedLine } from '#components/ui/explained-line.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { amountInWords } from '#lib/billing/pdf/amount-in-words.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'
import { lineText } from './line-text.ts'

/** Every line of a bill in its order, each with its arithmetic and the rule behind it, and what they add up to. */
export function BillLines({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const isCredit = bill.payableByDuePaise < 0n
  const total = isCredit ? paise(-bill.payableByDuePaise) : bill.payableByDuePaise
  return (
    <Card title={t('linesTitle')}>
      {bill.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an issued bill's lines never change their order
        <ExplainedLine key={index} {...lineText(line, bill.billedOn, locale)} />
      ))}
      <div className="flex items-baseline justify-between gap-4 border-t-2 border-text pt-3">
        <strong className="text-h2">
          {t(isCredit ? 'totalCredit' : bill.mode === 'PREPAID' ? 'totalPrepaid' : 'total')}
        </strong>
        <strong className="text-value">{formatRupees(total)}</strong>
      </div>
      <p className="text-small text-text-2">{amountInWords(total, locale)}</p>
    </Card>
  )
}
