import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { signedInPage } from '#app/portal-page.ts'
import { codeError } from '#components/identity/login-errors.ts'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { NewTokenCard } from '#components/tokens/new-token-card.tsx'
import { TokenCodeStep } from '#components/tokens/token-code-step.tsx'
import { fieldOfError, TokenForm } from '#components/tokens/token-form.tsx'
import { TokenList } from '#components/tokens/token-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { listTokens } from '#lib/access-tokens/list-tokens.ts'
import { showNewToken } from '#lib/access-tokens/make-token.ts'
import { getWish } from '#lib/access-tokens/wish-token.ts'
import { listConnections } from '#lib/consumers/list-connections.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'

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
  const { discom, mode } = env()
  return (
    <PublicShell locale={locale} path="/account/tokens" discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto max-w-140">
        <Stack>
          {message && field && (
            <ErrorSummary
              title={textsFor(locale, 'common')('error_count', { count: 1 })}
              errors={[{ field, message }]}
            />
          )}
          <div>
            <BackLink href="/connections">{t('back')}</BackLink>
            <PageTitle>{t('title')}</PageTitle>
            <p className="mt-1 text-text-2">{t('lead')}</p>
          </div>
          {one('ended') && (
            <Alert kind="ok" status>
              {t('ended')}
            </Alert>
          )}
          {one('again') && code && (
            <Alert kind="ok" status>
              {textsFor(locale, 'login')('resent')}
            </Alert>
          )}
          {made && <NewTokenCard made={made} locale={locale} />}
          {code && !field?.match(/name|scope|connection/) ? (
            <TokenCodeStep wish={code} error={message} locale={locale} />
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
        </Stack>
      </div>
    </PublicShell>
  )
}
