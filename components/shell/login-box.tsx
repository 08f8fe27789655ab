import { SubmitButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** "Smart Postpaid/Prepaid Consumer Login": the box that the utility's consumers know by this name. */
export function LoginBox({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'landing')
  return (
    <section className="rounded-2xl bg-surface p-4 text-text md:p-6" aria-labelledby="login-title">
      <h2 id="login-title" className="text-h2 mb-3">
        {t('loginTitle')}
      </h2>
      <form method="post" action="/api/login" className="grid gap-4">
        <Field name="who" label={t('who')} hint={t('whoHint')} inputMode="tel" autoComplete="username" maxLength={24} />
        <SubmitButton wide>{t('send')}</SubmitButton>
      </form>
      <p className="mt-4">
        <a href="/not-linked">{t('notLinked')}</a>
      </p>
    </section>
  )
}
