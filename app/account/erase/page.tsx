import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { CodeStep, withMobile } from '#components/identity/code-step.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { privacyError } from '#components/privacy/privacy-errors.ts'
import { WhatGoes } from '#components/privacy/what-goes.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
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
  const field = own.code ? 'code' : 'send'
  return (
    <AccountPage
      {...{ path: '/account/erase', title: t('eraseTitle'), lead: t('eraseLead'), locale }}
      back={{ href: '/account/data', text: t('title') }}
      error={message ? { field, message } : undefined}
      isResent={Boolean(query.again && own.code)}
    >
      <WhatGoes locale={locale} />
      <Alert kind="warn" lead={t('noWayBack')}>
        {t('noWayBackMore', { helpline: env().discom.helpline })}
      </Alert>
      {own.code ? (
        <CodeStep
          {...{ title: t('codeTitle'), lead: withMobile(t, 'eraseSentTo', own.mobile), code: own.code }}
          {...{ action: '/api/account/erase/code', again: '/api/account/erase?again=1' }}
          {...{ button: t('erase'), error: message, locale }}
        />
      ) : (
        <form method="post" action="/api/account/erase">
          <SubmitButton id="send" wide>
            {t('send')}
          </SubmitButton>
        </form>
      )}
    </AccountPage>
  )
}
