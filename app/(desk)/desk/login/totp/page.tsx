import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { StepTitle } from '#components/desk/step-title.tsx'
import { TotpEnrolment } from '#components/desk/totp-enrolment.tsx'
import { totpError } from '#components/desk/totp-errors.ts'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { CodeField } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getServices } from '#lib/platform/services.ts'
import { getDeskLogin } from '#lib/staff/get-desk-login.ts'
import { currentDeskLogin } from '#lib/staff/session.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'desk')('totpTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** The desk's login, step 3: the authenticator's code; at the first login the authenticator is set up here. */
export default async function DeskTotpPage({ searchParams }: Props) {
  const token = await currentDeskLogin()
  const view = token && (await getDeskLogin(getServices(), token))
  if (!view) redirect('/desk/login')
  const locale = await currentLocale()
  const t = textsFor(locale, 'desk')
  const error = totpError(t, [(await searchParams).error].flat()[0], view.triesLeft)
  return (
    <Stack>
      {error && (
        <ErrorSummary
          title={textsFor(locale, 'common')('error_count', { count: 1 })}
          errors={[{ field: 'code', message: error }]}
        />
      )}
      <StepTitle step={t('stepThree')}>{view.enrol ? t('enrolTitle') : t('totpTitle')}</StepTitle>
      {view.enrol && <TotpEnrolment {...view.enrol} locale={locale} />}
      <Card>
        <form method="post" action="/api/desk/login/totp" className="grid gap-4">
          <CodeField name="code" label={t('totpLabel')} hint={t('totpHint')} error={error} />
          <SubmitButton wide>{t('logIn')}</SubmitButton>
        </form>
        <p className="mt-3">
          <a href="/desk/login" className="link inline-flex min-h-11 items-center">
            {t('startOver')}
          </a>
        </p>
      </Card>
      {!view.enrol && <p className="text-small text-text-2">{t('lost')}</p>}
    </Stack>
  )
}
