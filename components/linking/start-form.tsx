import { SubmitButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'

type Props = {
  ownMobile: Mobile | null
  /** Read from a photo, for the person to check. */
  consumerNo?: string
  error?: { field: string; message: string }
  locale: Locale
}

/** Which connection, and which number: of somebody who is logged in, the one that they log in with. */
export function StartForm({ ownMobile, consumerNo, error, locale }: Props) {
  const t = textsFor(locale, 'link')
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined)
  return (
    <form method="post" action="/api/link" className="grid gap-4">
      <Field
        {...{ name: 'consumerNo', label: t('consumerNo'), hint: t('consumerNoHint'), error: errorOf('consumerNo') }}
        {...{ inputMode: 'numeric', autoComplete: 'off', maxLength: 24, defaultValue: consumerNo }}
      />
      {ownMobile ? (
        <p>{t('ownMobile', { mobile: maskMobile(ownMobile) })}</p>
      ) : (
        <Field
          {...{ name: 'mobile', label: t('mobile'), hint: t('mobileHint'), error: errorOf('mobile') }}
          {...{ inputMode: 'tel', autoComplete: 'tel-national', maxLength: 20 }}
        />
      )}
      <SubmitButton wide>{t('next')}</SubmitButton>
    </form>
  )
}
