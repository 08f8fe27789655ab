import { PayForm } from '#components/bills/pay-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PayChoice } from '#lib/payments/get-pay-choice.ts'
import { formatDay, formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { asking: NonNullable<PayChoice['asking']>; locale: Locale }

/** The amount that is asked today, beside the choice of another, with what paying it today saves. */
export function InFull({ asking: { bill, due }, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const now = due.ladder[0]
  return (
    <Card title={t('inFull')} aside={<span className="text-small text-text-2">{formatMonth(bill.month, locale)}</span>}>
      <p className="text-figure mb-3">{formatRupees(due.todayPaise)}</p>
      <PayForm billId={bill.id} todayPaise={due.todayPaise} locale={locale} />
      {now?.untilOn && now.rebatePaise > 0n && (
        <p className="mt-2 text-center text-small text-text-2">
          {t('saves', { date: formatDay(now.untilOn, locale), amount: formatRupees(now.rebatePaise) })}
        </p>
      )}
    </Card>
  )
}
