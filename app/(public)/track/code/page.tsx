import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { codeError, codeFieldOf } from '#components/identity/login-errors.ts'
import { OwnNumberField } from '#components/identity/own-number-field.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { CodeField } from '#components/ui/field.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getChallenge } from '#lib/identity/get-challenge.ts'
import { CODE_LIVES_SECONDS } from '#lib/identity/otp-policy.ts'
import { currentOwnNumber, currentTracking } from '#lib/identity/session.ts'
import { getServices } from '#lib/platform/services.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'complaints')('track_codeTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** The code for a complaint. It looks the same whether there is a complaint with that number or not. */
export default async function TrackCodePage({ searchParams }: Props) {
  const tracking = await currentTracking()
  const view = tracking && (await getChallenge(getServices(), tracking.challengeId))
  if (!tracking || !view) redirect('/track')
  const locale = await currentLocale()
  const t = textsFor(locale, 'complaints')
  const query = await searchParams
  const own = await currentOwnNumber(tracking.challengeId, query)
  const word = [query.error].flat()[0]
  const error = codeError(textsFor(locale, 'login'), word, view.triesLeft, own)
  const field = codeFieldOf(word)
  return (
    <div className="mx-auto max-w-110">
      <Stack>
        <ErrorSummary
          title={textsFor(locale, 'common')('error_count', { count: 1 })}
          errors={error ? [{ field, message: error }] : []}
        />
        <div>
          <BackLink href="/track">{t('track_otherNumber')}</BackLink>
          <PageTitle>{t('track_codeTitle')}</PageTitle>
          <p className="mt-1 text-text-2">{t('track_codeSent')}</p>
        </div>
        <Card>
          <form method="post" action="/api/track/code" className="grid gap-4">
            <CodeField
              name="code"
              label={t('track_code')}
              hint={t('track_codeHint', { minutes: CODE_LIVES_SECONDS / 60 })}
              error={field === 'code' ? error : undefined}
            />
            <OwnNumberField own={own} error={field === 'own' ? error : undefined} locale={locale} />
            <SubmitButton wide>{t('track_show')}</SubmitButton>
          </form>
          <form method="post" action="/api/track" className="mt-2 flex flex-wrap items-center justify-between gap-x-4">
            <input type="hidden" name="number" value={tracking.number} />
            <span className="text-text-2">{t('track_noCode')}</span>
            <SubmitButton look="text">{t('track_resend')}</SubmitButton>
          </form>
        </Card>
        <Alert kind="info" lead={textsFor(locale, 'login')('tellNobody')}>
          {textsFor(locale, 'login')('tellNobodyMore')}
        </Alert>
      </Stack>
    </div>
  )
}
