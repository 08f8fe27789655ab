import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { StepTitle } from '#components/desk/step-title.tsx'
import { codeError } from '#components/identity/login-errors.ts'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { CodeField } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getChallenge } from '#lib/identity/get-challenge.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import { getServices } from '#lib/platform/services.ts'
import { currentDeskChallenge } from '#lib/staff/session.ts'
import { maskMobile, parseMobile } from '#lib/units/phone.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'desk')('codeTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** The desk's login, step 2: the code from the SMS. It looks the same whether the number is an officer's or not. */
export default async function DeskCodePage({ searchParams }: Props) {
  const challenge = await currentDeskChallenge()
  const view = challenge && (await getChallenge(getServices(), challenge.challengeId))
  const mobile = challenge && parseMobile(challenge.who)
  if (!view || !mobile) redirect('/desk/login')
  const locale = await currentLocale()
  const t = textsFor(locale, 'desk')
  const login = textsFor(locale, 'login')
  const error = codeError(login, [(await searchParams).error].flat()[0], view.triesLeft)
  return (
    <Stack>
      {error && (
        <ErrorSummary
          title={textsFor(locale, 'common')('error_count', { count: 1 })}
          errors={[{ field: 'code', message: error }]}
        />
      )}
      <StepTitle step={t('stepTwo')}>{t('codeTitle')}</StepTitle>
      <p className="text-text-2">
        {t.rich('sentTo', {
          mobile: maskMobile(mobile),
          number: (digits) => (
            <strong key="number" className="whitespace-nowrap text-text">
              {digits}
            </strong>
          ),
        })}
      </p>
      <Card>
        <form method="post" action="/api/desk/login/code" className="grid gap-4">
          <CodeField
            name="code"
            label={login('code')}
            hint={login('codeHint', { minutes: CODE_LIVES_SECONDS / 60 })}
            error={error}
          />
          <SubmitButton wide>{t('next')}</SubmitButton>
        </form>
        <p className="mt-3">
          <a href="/desk/login" className="link inline-flex min-h-11 items-center">
            {t('askAgain')}
          </a>
        </p>
      </Card>
    </Stack>
  )
}
