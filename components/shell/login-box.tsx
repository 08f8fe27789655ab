import { SubmitButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/**
 * "Smart Postpaid/Prepaid Consumer Login": the box that the utility's consumers know by this name. Blue on narrow
 * screens, where it is the page's one blue box; a white page upon that box when wide.
 */
export function LoginBox({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'landing')
  return (
    <section className="login-box p-4 pb-0 md:p-6 md:pb-0 lg:rounded-[20px] lg:p-7" aria-labelledby="login-title">
      <h2
        id="login-title"
        className="mb-4 text-[1.125rem] leading-[1.75rem] font-bold lg:text-[1.25rem] lg:leading-[2rem]"
      >
        {t('loginTitle')}
      </h2>
      <form method="post" action="/api/login" className="grid gap-4">
        <Field name="who" label={t('who')} hint={t('whoHint')} inputMode="tel" autoComplete="username" maxLength={24} />
        <SubmitButton wide>{t('send')}</SubmitButton>
      </form>
      <p className="mt-3">
        <a href="/link" className="link inline-flex min-h-11 items-center">
          {t('notLinked')}
        </a>
      </p>
    </section>
  )
}
