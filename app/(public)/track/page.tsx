import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { nameError } from '#components/identity/login-errors.ts'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'

/** What a number looks like. */
const EXAMPLE = 'C-2611-00218'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'complaints')('track_title')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** Where somebody without a login asks for a code to look into a complaint. */
export default async function TrackPage({ searchParams }: Props) {
  const locale = await currentLocale()
  const t = textsFor(locale, 'complaints')
  const word = [(await searchParams).error].flat()[0]
  const error =
    word === 'missing' || word === 'unreadable'
      ? t(`track_${word}`, { example: EXAMPLE })
      : nameError(textsFor(locale, 'login'), word, undefined)
  return (
    <div className="mx-auto max-w-110">
      <Stack>
        <ErrorSummary
          title={textsFor(locale, 'common')('error_count', { count: 1 })}
          errors={error ? [{ field: 'number', message: error }] : []}
        />
        <div>
          <BackLink href="/">{textsFor(locale, 'login')('back')}</BackLink>
          <PageTitle>{t('track_title')}</PageTitle>
          <p className="mt-1 text-text-2">{t('track_lead')}</p>
        </div>
        <Card>
          <form method="post" action="/api/track" className="grid gap-4">
            <Field
              name="number"
              label={t('number')}
              hint={t('track_hint', { example: EXAMPLE })}
              error={error}
              maxLength={30}
            />
            <SubmitButton wide>{t('track_send')}</SubmitButton>
          </form>
        </Card>
      </Stack>
    </div>
  )
}
