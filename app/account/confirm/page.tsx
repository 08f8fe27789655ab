import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AccountPage } from '#app/account-page.tsx'
import { deviceToEnd, endingIn, endingQuery } from '#app/ending.ts'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { CodeStep, withMobile } from '#components/identity/code-step.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { WhatEnds } from '#components/identity/what-ends.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { PROOF_HOLDS_SECONDS } from '#lib/identity/otp-policy.ts'
import { getOwnCode } from '#lib/identity/own-code.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const PATH = '/account/confirm'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'confirm')('title') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Before another login or a device's key ends: a code shows that it is its person who asks, and ends it at once. */
export default async function ConfirmPage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage(PATH)
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  const ending = endingIn({ get: one })
  const [device, own] = await Promise.all([
    deviceToEnd({ services, actor }, ending),
    getOwnCode(services, actor, 'PROOF'),
  ])
  if (device === undefined) redirect(ending.next)
  const t = textsFor(locale, 'confirm')
  const minutes = PROOF_HOLDS_SECONDS / 60
  const message = codeError(textsFor(locale, 'login'), one('error'), own.code?.triesLeft ?? 0)
  return (
    <AccountPage
      {...{ path: PATH, title: t('title'), lead: t('lead', { minutes }), locale }}
      back={{ href: ending.next, text: t('back') }}
      error={message ? { field: own.code ? 'code' : 'send', message } : undefined}
      isResent={Boolean(one('again') && own.code)}
    >
      <WhatEnds what={ending.what} device={device} locale={locale} />
      {own.code ? (
        <CodeStep
          {...{ title: t('codeTitle'), lead: withMobile(t, 'sentTo', own.mobile), code: own.code }}
          action={`/api${PATH}/code?${endingQuery(ending)}`}
          again={`/api${PATH}?${endingQuery(ending)}&again=1`}
          {...{ button: t(`do_${ending.what}`), error: message, locale }}
        />
      ) : (
        <Card>
          <p>{withMobile(t, 'how', own.mobile)}</p>
          <form method="post" action={`/api${PATH}?${endingQuery(ending)}`} className="mt-4">
            <SubmitButton id="send" wide>
              {t('send')}
            </SubmitButton>
          </form>
        </Card>
      )}
      <Alert kind="info" lead={t('lostLead')}>
        {t('lost', { minutes })}
      </Alert>
    </AccountPage>
  )
}
