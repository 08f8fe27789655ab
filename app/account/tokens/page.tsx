import type { Metadata } from 'next'
import { AccountPage } from '#app/account-page.tsx'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { CodeStep, withMobile } from '#components/identity/code-step.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { NewTokenCard } from '#components/tokens/new-token-card.tsx'
import { fieldOfError, TokenForm } from '#components/tokens/token-form.tsx'
import { TokenList } from '#components/tokens/token-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { listTokens } from '#lib/access-tokens/list-tokens.ts'
import { showNewToken } from '#lib/access-tokens/make-token.ts'
import { getWish } from '#lib/access-tokens/wish-token.ts'
import { listConnections } from '#lib/consumers/list-connections.ts'
import { textsFor } from '#lib/i18n/texts.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'tokens')('title') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** The keys with which programs read for a person: making one with a code, seeing it once, ending it. */
export default async function TokensPage({ searchParams }: Props) {
  const { services, actor, locale } = await signedInPage('/account/tokens')
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  // Shown by this very answer, and by none after it.
  const made = one('made') ? await showNewToken(services, actor) : null
  const [tokens, connections, wish] = await Promise.all([
    listTokens(services, actor),
    listConnections(services, actor),
    getWish(services, actor),
  ])
  const t = textsFor(locale, 'tokens')
  const code = one('other') ? null : wish
  const ofCode = code ? codeError(textsFor(locale, 'login'), one('error'), code.code?.triesLeft ?? 0) : undefined
  const field = ofCode ? 'code' : fieldOfError(one('error'))
  const message = ofCode ?? (field && t(`e_${one('error')?.replaceAll('-', '_')}`))
  return (
    <AccountPage
      {...{ path: '/account/tokens', title: t('title'), lead: t('lead'), width: 'max-w-140', locale }}
      back={{ href: '/connections', text: t('back') }}
      error={message && field ? { field, message } : undefined}
      isResent={Boolean(one('again') && code)}
    >
      {one('ended') && (
        <Alert kind="ok" status>
          {t('ended')}
        </Alert>
      )}
      {made && <NewTokenCard made={made} locale={locale} />}
      {code && !field?.match(/name|scope|connection/) ? (
        <CodeStep
          {...{ title: t('codeTitle'), lead: withMobile(t, 'sentTo', code.mobile), code: code.code }}
          {...{ action: '/api/account/tokens/code', again: '/api/account/tokens/again' }}
          {...{ button: t('make'), error: message, locale }}
        >
          <a href="/account/tokens?other=1" className="link inline-flex min-h-11 items-center">
            {t('other')}
          </a>
        </CodeStep>
      ) : (
        <>
          <TokenList tokens={tokens} locale={locale} />
          <TokenForm
            connections={connections}
            error={field && message ? { field, message } : null}
            typed={{
              ...{ name: one('name'), connection: one('connection'), days: one('days') },
              scopes: [query.scope ?? []].flat(),
            }}
            locale={locale}
          />
        </>
      )}
    </AccountPage>
  )
}
