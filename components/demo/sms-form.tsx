import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** An SMS from the phone that is shown to the utility's number. `said` is what became of the one before. */
export function SmsForm({ from, said, locale }: { from: string; said?: string; locale: Locale }) {
  const t = textsFor(locale, 'demo')
  return (
    <Card title={t('sms')}>
      {said === 'limited' && (
        <div className="mb-3">
          <Alert kind="warn" status>
            {t('smsLimited')}
          </Alert>
        </div>
      )}
      <form method="post" action="/demo/sms" className="grid gap-3">
        <input type="hidden" name="from" value={from} />
        <Field name="text" label={t('smsText')} hint={t('smsHint')} maxLength={160} autoComplete="off" />
        <SubmitButton look="outlined">{t('smsSend')}</SubmitButton>
      </form>
    </Card>
  )
}
