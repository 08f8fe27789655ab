import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { deviceTexts } from '#components/camps/device/device-texts.ts'
import { OnDevice } from '#components/camps/device/on-device.tsx'
import { StepTitle } from '#components/desk/step-title.tsx'
import { nameError } from '#components/identity/login-errors.ts'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentStaffSession } from '#lib/staff/session.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { locale, t, error } = await read(searchParams)
  const common = textsFor(locale, 'common')
  const title = error ? common('title_error', { title: t('loginTitle') }) : t('loginTitle')
  return { title: common('title', { title }) }
}

/** The desk's login, step 1: the officer's mobile. */
export default async function DeskLoginPage({ searchParams }: Props) {
  const { locale, t, error, loggedOut, bye } = await read(searchParams)
  const { state } = await currentStaffSession()
  if (state === 'active') redirect('/desk')
  return (
    <Stack>
      {loggedOut && (
        <Alert kind="info" status>
          {t('loggedOut')}
        </Alert>
      )}
      {bye && (
        <Alert kind="ok" status>
          {t('goodbye')}
        </Alert>
      )}
      {/* A link from elsewhere cannot say goodbye for somebody whose login has only ended. */}
      {bye && state === 'none' && <OnDevice part="left" texts={deviceTexts(locale)} />}
      {error && (
        <ErrorSummary
          title={textsFor(locale, 'common')('error_count', { count: 1 })}
          errors={[{ field: 'mobile', message: error }]}
        />
      )}
      <StepTitle step={t('stepOne')}>{t('loginTitle')}</StepTitle>
      <p className="text-text-2">{t('loginLead')}</p>
      <Card>
        <form method="post" action="/api/desk/login" className="grid gap-4">
          <Field
            name="mobile"
            label={t('mobile')}
            hint={t('mobileHint')}
            error={error}
            inputMode="tel"
            autoComplete="username"
            maxLength={24}
          />
          <SubmitButton wide>{t('send')}</SubmitButton>
        </form>
      </Card>
    </Stack>
  )
}

/** What is wrong with the number: what only a number can have wrong in the desk's words, limits in those of all logins. */
async function read(searchParams: Props['searchParams']) {
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  const locale = await currentLocale()
  const t = textsFor(locale, 'desk')
  const word = one('error')
  const error =
    word === 'missing' || word === 'unreadable' ? t(word) : nameError(textsFor(locale, 'login'), word, one('digits'))
  return { locale, t, error, loggedOut: one('out') !== undefined, bye: one('bye') !== undefined }
}
