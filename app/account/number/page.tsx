import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { codeError } from '#components/identity/login-errors.ts'
import { NewNumberForm, NumberCodeStep } from '#components/identity/number-change.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import { ownMobile } from '#lib/linking/begin-link.ts'
import { getNumberChange } from '#lib/linking/number-change.ts'
import { maskMobile } from '#lib/units/phone.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'number')('title')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** Changing the number that a person logs in with: the new number, the code on the old one, the code on the new one. */
export default async function NumberPage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage('/account/number')
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  const [mobile, open] = await Promise.all([ownMobile(services, actor), getNumberChange(services, actor)])
  const t = textsFor(locale, 'number')
  const login = textsFor(locale, 'login')
  const ofNumber = numberError(t, one('error'))
  // A number that cannot be taken, or another one wished for: the first step again.
  const change = one('other') || (ofNumber && one('error') !== 'wait') ? null : open
  const message = change ? codeError(login, one('error'), change.code?.triesLeft ?? 0) : ofNumber
  return (
    <AccountPage
      {...{ path: '/account/number', title: t('title'), locale }}
      back={{ href: '/connections', text: t('back') }}
      error={message ? { field: change ? 'code' : 'mobile', message } : undefined}
      isResent={Boolean(one('again') && change)}
    >
      {one('done') && !open && (
        <Alert kind="ok" lead={t('done', { mobile: maskMobile(mobile) })} status>
          {t('doneMore')}
        </Alert>
      )}
      {change ? (
        <NumberCodeStep {...{ mobile, change, error: message, locale }} />
      ) : (
        <NewNumberForm {...{ mobile, error: message, locale }} />
      )}
    </AccountPage>
  )
}

const ERRORS = ['mobile', 'same', 'wait', 'too-many-codes', 'gone', 'taken', 'new-sim']

function numberError(t: Texts, error: string | undefined): string | undefined {
  return error && ERRORS.includes(error) ? t(`e_${error.replaceAll('-', '_')}`) : undefined
}
