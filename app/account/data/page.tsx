import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { CodeStep, withMobile } from '#components/identity/code-step.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { ConsentList } from '#components/privacy/consent-list.tsx'
import { privacyError } from '#components/privacy/privacy-errors.ts'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getOwnCode } from '#lib/identity/own-code.ts'
import { listConsents } from '#lib/privacy/list-consents.ts'

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
  const field = own.code ? 'code' : 'send'
  return (
    <AccountPage
      {...{ path: '/account/data', title: t('title'), lead: t('lead'), locale }}
      back={{ href: '/connections', text: t('back') }}
      error={message ? { field, message } : undefined}
      isResent={Boolean(query.again && own.code)}
    >
      {own.code ? (
        <CodeStep
          {...{ title: t('codeTitle'), lead: withMobile(t, 'sentTo', own.mobile), code: own.code }}
          {...{ action: '/api/account/data/code', again: '/api/account/data?again=1' }}
          {...{ button: t('download'), error: message, locale }}
        />
      ) : (
        <Card>
          <p>{withMobile(t, 'how', own.mobile)}</p>
          <form method="post" action="/api/account/data" className="mt-4">
            <SubmitButton id="send" wide>
              {t('send')}
            </SubmitButton>
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
    </AccountPage>
  )
}
