import { hasLadder, PayLadder } from '#components/bills/pay-ladder.tsx'
import { Card } from '#components/ui/card.tsx'
import type { LadderRow } from '#lib/billing/amount-due.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What the same bill costs from which day on; nothing where waiting costs nothing. */
export function PayLater({ ladder, locale }: { ladder: LadderRow[]; locale: Locale }) {
  if (!hasLadder(ladder)) return null
  return (
    <Card title={textsFor(locale, 'payments')('later')}>
      <PayLadder ladder={ladder} locale={locale} />
    </Card>
  )
}
