import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { ON_RECORD } from './link-errors.ts'

type Props = {
  /** Read from a photo, for the person to check. */
  filled: { meterNo: string; amount: string } | null
  error?: { field: string; message: string }
  locale: Locale
}

/** Facts that stand on an old bill, and only there. */
export function BillFactsForm({ filled, error, locale }: Props) {
  const t = textsFor(locale, 'link')
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined)
  const dateError = errorOf('billedOn')
  return (
    <form method="post" action="/api/link/bill" className="grid gap-4">
      <Field
        {...{ name: 'meterNo', label: t('meterNo'), hint: t('meterNoHint'), error: errorOf('meterNo') }}
        {...{ autoComplete: 'off', maxLength: 30, defaultValue: filled?.meterNo }}
      />
      <Field
        {...{ name: 'amount', label: t('amount'), hint: t('amountHint'), error: errorOf('amount') }}
        {...{ inputMode: 'decimal', before: '₹', autoComplete: 'off', maxLength: 20, defaultValue: filled?.amount }}
      />
      <details open={dateError !== undefined}>
        <summary className="link inline-flex min-h-11 cursor-pointer items-center">{t('dateInstead')}</summary>
        <div className="mt-2">
          <Field
            {...{ name: 'billedOn', label: t('billedOn'), hint: t('billedOnHint'), error: dateError }}
            autoComplete="off"
            maxLength={30}
          />
        </div>
      </details>
      <SubmitButton wide>{t('next')}</SubmitButton>
    </form>
  )
}

/** For somebody who still has the phone on record. `isOnlyWay`: no old bill links a number here. */
export function OldNumberForm({ isOnlyWay, locale }: { isOnlyWay: boolean; locale: Locale }) {
  const t = textsFor(locale, 'link')
  return (
    <Card title={t('oldTitle')}>
      <p className="text-text-2">{t('oldText')}</p>
      <form method="post" action="/api/link/old" className="mt-3">
        <SubmitButton id={ON_RECORD} look={isOnlyWay ? 'filled' : 'outlined'} wide>
          {t('oldButton')}
        </SubmitButton>
      </form>
    </Card>
  )
}
