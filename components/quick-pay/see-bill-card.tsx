import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/**
 * The other way: to see the bill itself, by a code to the mobile on record. Digits of that mobile stand here only where
 * the connection is known to owe something; else nothing tells whether there is one.
 */
export function SeeBillCard({ lastTwoDigits, locale }: { lastTwoDigits: string | null; locale: Locale }) {
  const t = textsFor(locale, 'quickpay')
  return (
    <Card title={t('seeBillTitle')} id="see-bill">
      <p className="mb-3 text-text-2">{lastTwoDigits ? t('seeBillTo', { last: lastTwoDigits }) : t('seeBillText')}</p>
      <form method="post" action="/api/quick-pay/code">
        <SubmitButton look="outlined" wide>
          {t('sendCode')}
        </SubmitButton>
      </form>
    </Card>
  )
}
