import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { CodeStep, withMobile } from '#components/identity/code-step.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { PasskeyButton } from '#components/identity/passkey-button.tsx'
import { PasskeyList } from '#components/identity/passkeys.tsx'
import { WherePasskeysWork } from '#components/identity/where-passkeys-work.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { passkeyOptions } from '#lib/identity/add-passkey.ts'
import { getOwnCode } from '#lib/identity/own-code.ts'
import { listPasskeys } from '#lib/identity/remove-passkey.ts'
import { currentPasskeyChallengeId } from '#lib/identity/session.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const PATH = '/account/passkey'
/** Refusals that have nothing to do with a code. */
const ERRORS = ['full', 'wait', 'too-many-codes', 'key-expired', 'key-refused', 'key-full']

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'passkeys')('title') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Lets this device log in without a code: one code of the person's own, then the device's own question. */
export default async function PasskeyPage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage(PATH)
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  const [own, options, passkeys] = await Promise.all([
    getOwnCode(services, actor, 'PASSKEY'),
    passkeyOptions(services, actor, await currentPasskeyChallengeId()),
    listPasskeys(services, actor),
  ])
  const t = textsFor(locale, 'passkeys')
  const error = one('error') ?? ''
  const message = ERRORS.includes(error)
    ? t(`e_${error.replaceAll('-', '_')}`)
    : codeError(textsFor(locale, 'login'), error, own.code?.triesLeft ?? 0)
  return (
    <AccountPage
      {...{ path: PATH, title: t('title'), lead: t('lead'), width: 'max-w-140', locale }}
      back={{ href: '/connections', text: t('back') }}
      error={message ? { field: own.code ? 'code' : 'send', message } : undefined}
      isResent={Boolean(one('again') && own.code)}
      done={one('added') ? t('added') : Boolean(one('removed')) && t('removed')}
    >
      <p>{t('risk')}</p>
      {options ? (
        <Card title={t('makeTitle')}>
          <p className="mb-4">{t('make')}</p>
          <WherePasskeysWork cannot={t('cannot')}>
            <PasskeyButton
              {...{ action: '/api/account/passkey/key', options, look: 'filled' }}
              texts={{ button: t('makeButton'), cancelled: t('cancelled'), already: t('already'), failed: t('failed') }}
            />
          </WherePasskeysWork>
        </Card>
      ) : own.code ? (
        <CodeStep
          {...{ title: t('codeTitle'), lead: withMobile(t, 'sentTo', own.mobile), code: own.code }}
          {...{ action: '/api/account/passkey/code', again: '/api/account/passkey?again=1' }}
          {...{ button: t('continue'), error: message, locale }}
        />
      ) : (
        <WherePasskeysWork cannot={t('cannot')}>
          <form method="post" action="/api/account/passkey" className="grid gap-3">
            <p>{withMobile(t, 'how', own.mobile)}</p>
            <SubmitButton id="send" wide>
              {t('send')}
            </SubmitButton>
          </form>
        </WherePasskeysWork>
      )}
      {passkeys.length > 0 && (
        <Card title={t('devices')} id="passkeys">
          <PasskeyList passkeys={passkeys} path={PATH} locale={locale} />
        </Card>
      )}
    </AccountPage>
  )
}
