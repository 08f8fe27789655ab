import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Step 1: the number. `next` is where the login leads back to. */
export function NameForm({ next, error, locale }: { next: string | null; error?: string | undefined; locale: Locale }) {
  const t = textsFor(locale, 'login')
  return (
    <Card>
      <form method="post" action="/api/login" className="grid gap-4">
        {next && <input type="hidden" name="next" value={next} />}
        <Field
          name="who"
          label={t('field')}
          hint={t('fieldHint')}
          error={error}
          inputMode="tel"
          autoComplete="username"
          maxLength={24}
        />
        <SubmitButton wide>{t('send')}</SubmitButton>
      </form>
      <p className="mt-3">
        <a href="/link" className="link inline-flex min-h-11 items-center">
          {t('notLinked')}
        </a>
      </p>
    </Card>
  )
}
