import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { NumberChangeView } from '#lib/linking/number-change.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import { CodeStep, withMobile } from './code-step.tsx'

/** Which number is to follow. */
export function NewNumberForm({ mobile, error, locale }: { mobile: Mobile; error?: string; locale: Locale }) {
  const t = textsFor(locale, 'number')
  return (
    <Card>
      <p className="font-semibold">{t('now', { mobile: maskMobile(mobile) })}</p>
      <p className="mt-1 text-text-2">{t('lead')}</p>
      <form method="post" action="/api/account/number" className="mt-4 grid gap-4">
        <Field
          {...{ name: 'mobile', label: t('mobile'), hint: t('mobileHint'), error }}
          {...{ inputMode: 'tel', autoComplete: 'off', maxLength: 20 }}
        />
        <SubmitButton wide>{t('next')}</SubmitButton>
      </form>
      <p className="mt-3 text-small text-text-2">{t('after')}</p>
    </Card>
  )
}

type StepProps = { mobile: Mobile; change: NumberChangeView; error?: string; locale: Locale }

/** The code of the old number, or of the new one. */
export function NumberCodeStep({ mobile, change, error, locale }: StepProps) {
  const t = textsFor(locale, 'number')
  const isNew = change.step === 'new'
  return (
    <CodeStep
      title={t(isNew ? 'newTitle' : 'oldTitle')}
      lead={withMobile(t, 'sentTo', isNew ? change.newMobile : mobile)}
      {...{ code: change.code, button: t(isNew ? 'change' : 'confirm'), error, locale }}
      {...{ action: '/api/account/number/code', again: '/api/account/number/again' }}
    >
      <a href="/account/number?other=1" className="link inline-flex min-h-11 items-center">
        {t('other')}
      </a>
    </CodeStep>
  )
}
