import { currentLocale } from '#app/locale.ts'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { returnPath } from '#lib/identity/login-path.ts'

/** What each refusal of the first step says; the number typed is never in the address. */
const ERRORS: Record<string, string> = {
  missing: 'missing',
  digits: 'digits',
  unreadable: 'unreadable',
  wait: 'wait',
  'too-many-codes': 'tooManyCodes',
}

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const locale = await currentLocale()
  const t = textsFor(locale, 'login')
  const { error = '', digits = '', next, out, bye } = await searchParams
  const key = Object.hasOwn(ERRORS, error) ? ERRORS[error] : undefined
  const said = key ? t(key, { digits: digits.replace(/\D/g, '').slice(0, 2) }) : undefined
  return (
    <div className="mx-auto grid max-w-160 gap-5">
      <p className="text-small text-text-2">{t('stepOne')}</p>
      <h1 className="text-h1">{t('title')}</h1>
      {out && (
        <Alert kind="info" lead={t('loggedOut')}>
          {t('loggedOutMore')}
        </Alert>
      )}
      {bye && <Alert kind="ok">{t(bye === 'everywhere' ? 'goodbyeEverywhere' : 'goodbye')}</Alert>}
      {said && <ErrorSummary title={t('errorTitle', { count: 1 })} errors={[{ field: 'who', message: said }]} />}
      <Card>
        <form method="post" action="/api/login" className="grid gap-4">
          <input type="hidden" name="next" value={returnPath(next) ?? ''} />
          <Field
            name="who"
            label={t('field')}
            hint={t('fieldHint')}
            error={said}
            inputMode="tel"
            autoComplete="username"
            maxLength={24}
          />
          <SubmitButton wide>{t('send')}</SubmitButton>
        </form>
        <p className="mt-4">
          <a href="/not-linked">{t('notLinked')}</a>
        </p>
      </Card>
    </div>
  )
}
