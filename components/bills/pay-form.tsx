import { StartFields } from '#components/payments/start-fields.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'

/** Begins to pay a bill. Only the bill is sent: the server knows the amount. */
export function PayForm({ billId, todayPaise, locale }: { billId: string; todayPaise: Paise; locale: Locale }) {
  return (
    <form method="post" action="/api/payments/start">
      <StartFields billId={billId} />
      <SubmitButton wide>{textsFor(locale, 'bills')('payToday', { amount: formatRupees(todayPaise) })}</SubmitButton>
    </form>
  )
}
