import type { Metadata } from 'next'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { currentTyped } from '#app/typed-words.ts'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('searchTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Where an officer leads from a consumer number to its connection. The number goes into no address. */
export default async function SearchPage({ searchParams }: Props) {
  const { actor, locale } = await deskPage('connection.look')
  const t = textsFor(locale, 'desk')
  const error = (await searchParams).error ? t('notFound') : undefined
  const typed = error ? await currentTyped(`search ${actor.staffId}`) : {}
  return (
    <Stack>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error ? [{ field: 'number', message: error }] : []}
      />
      <PageTitle>{t('searchTitle')}</PageTitle>
      <Card>
        <form method="post" action="/api/desk/search" className="grid max-w-110 gap-4">
          <Field
            name="number"
            label={t('number')}
            hint={t('numberHint')}
            error={error}
            defaultValue={typed.number}
            inputMode="numeric"
            autoComplete="off"
            maxLength={30}
          />
          <SubmitButton wide>{t('search')}</SubmitButton>
        </form>
      </Card>
    </Stack>
  )
}
