import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { codeError } from '#components/identity/login-errors.ts'
import { ConsentList } from '#components/privacy/consent-list.tsx'
import { OwnCodeStep } from '#components/privacy/own-code-step.tsx'
import { privacyError } from '#components/privacy/privacy-errors.ts'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink, LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getOwnCode } from '#lib/identity/own-code.ts'
import { env } from '#lib/platform/env.ts'
import { listConsents } from '#lib/privacy/list-consents.ts'
import { maskMobile } from '#lib/units/phone.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'privacy')('title') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Everything that is held about a person, as one file that a code opens. */
export default async function DataPage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage('/account/data')
  const query = await searchParams
  const error = [query.error].flat()[0]
  const [own, consents] = await Promise.all([getOwnCode(services, actor, 'EXPORT'), listConsents(services, actor)])
  const t = textsFor(locale, 'privacy')
  const login = textsFor(locale, 'login')
  const message = privacyError(t, error) ?? codeError(login, error, own.code?.triesLeft ?? 0)
  const { discom, mode } = env()
  return (
    <PublicShell locale={locale} path="/account/data" discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto max-w-110">
        <Stack>
          {message && (
            <ErrorSummary
              title={textsFor(locale, 'common')('error_count', { count: 1 })}
              errors={[{ field: own.code ? 'code' : 'send', message }]}
            />
          )}
          <div>
            <BackLink href="/connections">{t('back')}</BackLink>
            <PageTitle>{t('title')}</PageTitle>
            <p className="mt-1 text-text-2">{t('lead')}</p>
          </div>
          {query.again && own.code && (
            <Alert kind="ok" status>
              {login('resent')}
            </Alert>
          )}
          {own.code ? (
            <OwnCodeStep
              {...{ own, lead: 'sentTo', button: t('download'), error: message, locale }}
              {...{ action: '/api/account/data/code', again: '/api/account/data?again=1' }}
            />
          ) : (
            <Card>
              <p>
                {t.rich('how', {
                  mobile: maskMobile(own.mobile),
                  number: (digits) => (
                    <strong key="number" className="whitespace-nowrap">
                      {digits}
                    </strong>
                  ),
                })}
              </p>
              <form method="post" action="/api/account/data" className="mt-4" id="send">
                <SubmitButton wide>{t('send')}</SubmitButton>
              </form>
            </Card>
          )}
          <Alert kind="warn" lead={t('careLead')}>
            {t('care')}
          </Alert>
          <ConsentList consents={consents} locale={locale} />
          <Card>
            <LinkList
              items={[{ href: '/account/erase', icon: 'close', title: t('eraseTitle'), note: t('eraseLinkNote') }]}
            />
          </Card>
        </Stack>
      </div>
    </PublicShell>
  )
}
