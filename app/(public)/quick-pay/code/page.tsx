import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { CodeForm } from '#components/identity/code-form.tsx'
import { codeError, codeFieldOf } from '#components/identity/login-errors.ts'
import { QuickPayPage } from '#components/quick-pay/quick-pay-page.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getChallenge } from '#lib/identity/get-challenge.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import { currentOwnNumber, currentQuickPay } from '#lib/identity/session.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'login')('codeTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** The code to see a bill. The page is the same whether the number is known, and linked to a mobile, or not. */
export default async function QuickPayCodePage({ searchParams }: Props) {
  const looked = await currentQuickPay()
  const view = looked?.challengeId && (await getChallenge(getServices(), looked.challengeId))
  if (!view) redirect('/quick-pay')
  const locale = await currentLocale()
  const query = await searchParams
  const t = textsFor(locale, 'quickpay')
  const login = textsFor(locale, 'login')
  const word = [query.error].flat()[0]
  const own = await currentOwnNumber(looked.challengeId ?? '', query)
  const message = word === 'no-bill' ? t('e_noBill') : codeError(login, word, view.triesLeft, own)
  const field = codeFieldOf(word)
  return (
    <QuickPayPage
      title={login('codeTitle')}
      lead={login('sentToOwner')}
      back={{ href: '/quick-pay/amount', text: t('amountTitle') }}
      error={message ? { field, message } : undefined}
      locale={locale}
    >
      {query.again && !message && (
        <Alert kind="ok" status>
          {login('resent')}
        </Alert>
      )}
      <CodeForm
        {...{ minutes: CODE_LIVES_SECONDS / 60, until: view.isOpen ? view.expiresAt : null, own, locale }}
        error={field === 'code' ? message : undefined}
        ownError={field === 'own' ? message : undefined}
        action="/api/quick-pay/open"
        again="/api/quick-pay/code"
        button={t('openBill')}
      />
      <Alert kind="info" lead={login('tellNobody')}>
        {login('tellNobodyMore')}
      </Alert>
      <section className="border-t border-line pt-4">
        <h2 className="text-label">{login('notLinkedTitle')}</h2>
        <p className="text-text-2">{login('notLinkedText')}</p>
        <a href="/link" className="link inline-flex min-h-11 items-center">
          {login('notLinkedLink')}
        </a>
      </section>
    </QuickPayPage>
  )
}
