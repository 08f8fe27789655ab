import { type Term, termPath } from '#components/help/glossary-terms.ts'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { CalculatedBill } from '#lib/tariff/calculate-bill.ts'
import type { MonthQuestion } from '#lib/tariff/calculate-month.ts'
import { formatMonth } from '#lib/units/display.ts'
import { month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'

/** Lines whose word the glossary explains. */
const TERM_OF: Partial<Record<CalculatedBill['lines'][number]['code'], Term>> = {
  FIXED: 'fixedCharge',
  ENERGY: 'energyCharge',
  FPPPA: 'fuelAdjustment',
  SUBSIDY: 'subsidy',
}

export function CalculatorResult(props: { locale: Locale; question: MonthQuestion; bill: CalculatedBill }) {
  const { locale, question, bill } = props
  const t = textsFor(locale, 'calculator')
  const rebate = paise(bill.promptRebatePaise + bill.digitalRebatePaise)
  return (
    <Card title={t('result', { month: formatMonth(month(question.month), locale) })}>
      <p className={bill.payableByDuePaise > 0n ? 'text-figure' : 'text-h1 text-ok'} role="status">
        {bill.payableByDuePaise > 0n ? formatRupees(bill.payableByDuePaise) : t('nothing')}
      </p>
      <DefinitionList
        rows={[
          ...bill.lines.map(({ code, amountPaise }) => ({
            label: t(code),
            explainedAt: TERM_OF[code] && termPath(TERM_OF[code]),
            value: formatRupees(amountPaise),
          })),
          { label: t('total'), value: formatRupees(bill.payableByDuePaise), tone: 'total' },
        ]}
      />
      {bill.payableByDuePaise > 0n && rebate > 0n && (
        <p className="mt-3 text-ok">{t('early', { amount: formatRupees(rebate) })}</p>
      )}
      <div className="mt-3">
        <Alert kind="info">{t('unverified')}</Alert>
      </div>
    </Card>
  )
}
