import { Fragment } from 'react'
import type { Term } from '#components/help/glossary-terms.ts'
import { withTerms } from '#components/help/with-terms.tsx'
import { Card } from '#components/ui/card.tsx'
import { ExplainedLine, TotalLine } from '#components/ui/explained-line.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { amountInWords } from '#lib/billing/pdf/amount-in-words.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { lineText } from './line-text.ts'

/** Every line of a bill in its order, each with its arithmetic and the rule behind it, and what they add up to. */
export function BillLines({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const isCredit = bill.payableByDuePaise < 0n
  const total = isCredit ? paise(-bill.payableByDuePaise) : bill.payableByDuePaise
  const noArrearsBefore = placeOfNoArrears(bill)
  const lines = bill.lines.map((line) => lineText(line, bill.billedOn, locale))
  const explained = withTerms(
    lines.map(({ explanation }) => explanation),
    TERMS,
    locale,
  )
  const noArrears = (
    <ExplainedLine name={t('line_ARREARS')} amount={formatRupees(ZERO_PAISE)} arithmetic={t('arrearsNone')} />
  )
  return (
    <Card title={t('linesTitle')}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an issued bill's lines never change their order
        <Fragment key={index}>
          {index === noArrearsBefore && noArrears}
          <ExplainedLine {...line} explanation={line.explanation && explained[index]} />
        </Fragment>
      ))}
      {noArrearsBefore === bill.lines.length && noArrears}
      <TotalLine
        name={t(isCredit ? 'totalCredit' : bill.mode === 'PREPAID' ? 'totalPrepaid' : 'total')}
        amount={formatRupees(total)}
        inWords={amountInWords(total, locale)}
      />
    </Card>
  )
}

/** What the rules behind lines speak of. */
const TERMS: readonly Term[] = ['sanctionedLoad', 'maximumDemand', 'energyCharge', 'arrears', 'surcharge']
const AFTER_ARREARS: ReadonlySet<string> = new Set(['DPS', 'ADVANCE', 'ROUNDING'])

/** Arrears of nothing are shown too, because that calms: the line before which they stand. Null where there are some. */
function placeOfNoArrears({ lines, mode }: BillView): number | null {
  if (mode === 'PREPAID' || lines.some(({ code }) => code === 'ARREARS')) return null
  const next = lines.findIndex(({ code }) => AFTER_ARREARS.has(code))
  return next < 0 ? lines.length : next
}
