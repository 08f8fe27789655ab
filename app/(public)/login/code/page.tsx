import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { DemoCodeLink } from '#components/demo/on-pages.tsx'
import { ChatWordCard } from '#components/identity/chat-word-card.tsx'
import { CodeForm } from '#components/identity/code-form.tsx'
import { codeError, codeFieldOf } from '#components/identity/login-errors.ts'
import { Alert } from '#components/ui/alert.tsx'
import { Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getChallenge } from '#lib/identity/get-challenge.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import { currentChallenge, currentOwnNumber } from '#lib/identity/session.ts'
import { env } from '#lib/platform/env.ts'
import { getServices } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import { maskMobile, parseMobile } from '#lib/units/phone.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'login')('codeTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/**
 * Login, step 2. It looks the same whether the number is known or not; without a code on its way, step 1 comes first. Who is
 * logged in already and asked for a code means another account: the tour of the demo goes from one to the next.
 */
export default async function CodePage({ searchParams }: Props) {
  const challenge = await currentChallenge()
  const view = challenge && (await getChallenge(getServices(), challenge.challengeId))
  // Step 1 sends on whoever is logged in.
  if (!challenge || !view) redirect('/login')
  const query = await searchParams
  const locale = await currentLocale()
  const t = textsFor(locale, 'login')
  const own = await currentOwnNumber(challenge.challengeId, query)
  const word = [query.error].flat()[0]
  const error = codeError(t, word, view.triesLeft, own)
  const field = codeFieldOf(word)
  const { whatsappNumber } = env()
  const numberPath = challenge.next ? loginPath(challenge.next) : '/login'
  return (
    <div className="mx-auto max-w-110">
      <Stack>
        {error && (
          <ErrorSummary
            title={textsFor(locale, 'common')('error_count', { count: 1 })}
            errors={[{ field, message: error }]}
          />
        )}
        {query.again && !error && (
          <Alert kind="ok" status>
            {t('resent')}
          </Alert>
        )}
        <BackLink href={numberPath}>{t('backToNumber')}</BackLink>
        <div>
          <p className="text-small font-semibold text-text-2">{t('stepTwo')}</p>
          <h1 className="text-h1">{t('codeTitle')}</h1>
          {view.hasCode && (
            <p className="mt-1 text-text-2">
              <SentTo who={challenge.who} locale={locale} />
            </p>
          )}
          <a href={numberPath} className="link inline-flex min-h-11 items-center">
            {t('changeNumber')}
          </a>
        </div>
        {view.chatWord && !view.isWritten && view.isOpen && whatsappNumber && (
          <ChatWordCard word={view.chatWord} number={whatsappNumber} locale={locale} />
        )}
        <CodeForm
          minutes={CODE_LIVES_SECONDS / 60}
          until={view.isOpen && view.hasCode ? view.expiresAt : null}
          error={field === 'code' ? error : undefined}
          own={own}
          ownError={field === 'own' ? error : undefined}
          byChat={whatsappNumber && !(view.isOpen && view.chatWord) ? '/api/login/by-chat' : undefined}
          locale={locale}
        />
        <DemoCode who={challenge.who} locale={locale} />
        <Alert kind="info" lead={t('tellNobody')}>
          {t('tellNobodyMore')}
        </Alert>
        <div className="border-t border-line pt-4">
          <h2 className="text-label">{t('notLinkedTitle')}</h2>
          <p className="text-text-2">{t('notLinkedText')}</p>
          <a href="/link" className="link inline-flex min-h-11 items-center">
            {t('notLinkedLink')}
          </a>
        </div>
      </Stack>
    </div>
  )
}

/** The way to the phone that has the code, where the portal is a demo; a consumer number tells of no phone. */
function DemoCode({ who, locale }: { who: string; locale: Locale }) {
  const mobile = parseMobile(who)
  return env().mode === 'demo' && mobile && <DemoCodeLink mobile={mobile} locale={locale} />
}

/** A few digits of a mobile number that was typed; none of the one behind a consumer number. */
function SentTo({ who, locale }: { who: string; locale: Locale }) {
  const t = textsFor(locale, 'login')
  const mobile = parseMobile(who)
  if (!mobile) return t('sentToOwner')
  return t.rich('sentTo', {
    mobile: maskMobile(mobile),
    number: (digits) => (
      <strong key="number" className="whitespace-nowrap text-text">
        {digits}
      </strong>
    ),
  })
}
