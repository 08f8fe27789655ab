import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { CodeField } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getChallenge } from '#lib/identity/get-challenge.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import { currentChallenge } from '#lib/identity/session.ts'
import { getServices } from '#lib/platform/services.ts'
import { maskMobile, parseMobile } from '#lib/units/phone.ts'

const ERRORS: Record<string, string> = {
  unreadable: 'codeUnreadable',
  wrong: 'wrong',
  spent: 'spent',
  expired: 'expired',
  locked: 'locked',
  'locked-today': 'lockedToday',
  wait: 'wait',
  'too-many-codes': 'tooManyCodes',
}

export default async function CodePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const locale = await currentLocale()
  const t = textsFor(locale, 'login')
  const { error = '', again } = await searchParams
  const challenge = await currentChallenge()
  if (!challenge) redirect('/login')
  const view = await getChallenge(getServices(), challenge.challengeId)
  const key = Object.hasOwn(ERRORS, error) ? ERRORS[error] : undefined
  const said = key ? t(key, { triesLeft: view?.triesLeft ?? 0 }) : undefined
  const mobile = parseMobile(challenge.who)
  return (
    <div className="mx-auto grid max-w-160 gap-5">
      <p className="text-small text-text-2">{t('stepTwo')}</p>
      <h1 className="text-h1">{t('codeTitle')}</h1>
      {said && <ErrorSummary title={t('errorTitle', { count: 1 })} errors={[{ field: 'code', message: said }]} />}
      {again && !said && <Alert kind="ok">{t('resent')}</Alert>}
      <p>
        {mobile ? t.markup('sentTo', { mobile: maskMobile(mobile), number: (number) => number }) : t('sentToOwner')}
      </p>
      <p>
        <a href="/login">{t('changeNumber')}</a>
      </p>
      <Card>
        <form method="post" action="/api/login/code" className="grid gap-4">
          <CodeField
            name="code"
            label={t('code')}
            hint={t('codeHint', { minutes: CODE_LIVES_SECONDS / 60 })}
            error={said}
          />
          <SubmitButton wide>{t('logIn')}</SubmitButton>
        </form>
        <form method="post" action="/api/login/again" className="mt-3 flex flex-wrap items-center gap-2">
          <span>{t('noCode')}</span>
          <SubmitButton look="text">{t('resend')}</SubmitButton>
        </form>
      </Card>
      <Alert kind="warn" lead={t('tellNobody')}>
        {t('tellNobodyMore')}
      </Alert>
      <Alert kind="info" lead={t('notLinkedTitle')}>
        {t('notLinkedText')} <a href="/not-linked">{t('notLinkedLink')}</a>
      </Alert>
    </div>
  )
}
