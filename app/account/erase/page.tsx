import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { codeError } from '#components/identity/login-errors.ts'
import { OwnCodeStep } from '#components/privacy/own-code-step.tsx'
import { privacyError } from '#components/privacy/privacy-errors.ts'
import { WhatGoes } from '#components/privacy/what-goes.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getOwnCode } from '#lib/identity/own-code.ts'
import { env } from '#lib/platform/env.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'privacy')('eraseTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** The end of a login: what goes and what stays, and the code that does it. */
export default async function ErasePage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage('/account/erase')
  const query = await searchParams
  const error = [query.error].flat()[0]
  const own = await getOwnCode(services, actor, 'ERASURE')
  const t = textsFor(locale, 'privacy')
  const login = textsFor(locale, 'login')
  const message = privacyError(t, error) ?? codeError(login, error, own.code?.triesLeft ?? 0)
  const { discom, mode } = env()
  return (
    <PublicShell locale={locale} path="/account/erase" discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto max-w-110">
        <Stack>
          {message && (
            <ErrorSummary
              title={textsFor(locale, 'common')('error_count', { count: 1 })}
              errors={[{ field: own.code ? 'code' : 'send', message }]}
            />
          )}
          <div>
            <BackLink href="/account/data">{t('title')}</BackLink>
            <PageTitle>{t('eraseTitle')}</PageTitle>
            <p className="mt-1 text-text-2">{t('eraseLead')}</p>
          </div>
          {query.again && own.code && (
            <Alert kind="ok" status>
              {login('resent')}
            </Alert>
          )}
          <WhatGoes locale={locale} />
          <Alert kind="warn" lead={t('noWayBack')}>
            {t('noWayBackMore', { helpline: discom.helpline })}
          </Alert>
          {own.code ? (
            <OwnCodeStep
              {...{ own, lead: 'eraseSentTo', button: t('erase'), error: message, locale }}
              {...{ action: '/api/account/erase/code', again: '/api/account/erase?again=1' }}
            />
          ) : (
            <form method="post" action="/api/account/erase" id="send">
              <SubmitButton wide>{t('send')}</SubmitButton>
            </form>
          )}
        </Stack>
      </div>
    </PublicShell>
  )
}
