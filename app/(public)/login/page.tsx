import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { nameError, passkeyError } from '#components/identity/login-errors.ts'
import { NameForm } from '#components/identity/name-form.tsx'
import { PasskeyButton } from '#components/identity/passkey-button.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { returnPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const GOODBYES: Record<string, string> = { everywhere: 'goodbyeEverywhere', erased: 'goodbyeErased' }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { locale, t, error } = await read(searchParams)
  const common = textsFor(locale, 'common')
  const title = error ? common('title_error', { title: t('title') }) : t('title')
  return { title: common('title', { title }) }
}

/** Login, step 1. Whoever is logged in already goes on at once, unless another account was asked for and something is said. */
export default async function LoginPage({ searchParams }: Props) {
  const { locale, t, error, isOfName, next, loggedOut, bye } = await read(searchParams)
  const ofKeys = textsFor(locale, 'passkeys')
  if (!error && (await currentActor())) redirect(next ?? '/connections')
  return (
    <div className="mx-auto max-w-110">
      <Stack>
        {loggedOut && (
          <Alert kind="info" lead={t('loggedOut')} status>
            {t('loggedOutMore')}
          </Alert>
        )}
        {bye && (
          <Alert kind="ok" status>
            {t(GOODBYES[bye] ?? 'goodbye')}
          </Alert>
        )}
        {error && (
          <ErrorSummary
            title={textsFor(locale, 'common')('error_count', { count: 1 })}
            errors={[{ field: 'who', message: error }]}
          />
        )}
        <div>
          <p className="text-small font-semibold text-text-2">{t('stepOne')}</p>
          <h1 className="text-h1">{t('title')}</h1>
        </div>
        <NameForm next={next} error={isOfName ? error : undefined} locale={locale} />
        <PasskeyButton
          {...{ action: '/api/login/passkey', next, look: 'outlined' }}
          texts={{ button: ofKeys('logIn'), cancelled: ofKeys('loginCancelled'), failed: ofKeys('loginFailed') }}
        />
      </Stack>
    </div>
  )
}

async function read(searchParams: Props['searchParams']) {
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  const locale = await currentLocale()
  const t = textsFor(locale, 'login')
  const ofName = nameError(t, one('error'), one('digits'))
  return {
    locale,
    t,
    error: ofName ?? passkeyError(textsFor(locale, 'passkeys'), one('error')),
    isOfName: ofName !== undefined,
    next: returnPath(one('next')),
    loggedOut: one('out') !== undefined,
    bye: one('bye'),
  }
}
