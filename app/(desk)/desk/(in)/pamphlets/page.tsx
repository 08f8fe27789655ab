import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { PLACE_ERRORS, PlaceForm } from '#components/pamphlets/place-form.tsx'
import { PlaceTable } from '#components/pamphlets/place-table.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { LONGEST_NAME } from '#lib/pamphlets/make-place.ts'
import { listOfficePlaces } from '#lib/pamphlets/office-places.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'pamphlet')('deskTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Where pamphlets and posters lie out, how often each was scanned, and the papers themselves. */
export default async function PamphletsPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('pamphlet.make')
  const places = await listOfficePlaces(services, actor)
  if (!places) notFound()
  const query = await searchParams
  const t = textsFor(locale, 'pamphlet')
  const refusal = (Object.keys(PLACE_ERRORS) as (keyof typeof PLACE_ERRORS)[]).find((reason) => reason === query.error)
  const error = refusal && { field: PLACE_ERRORS[refusal], message: t(`error_${refusal}`, { most: LONGEST_NAME }) }
  return (
    <Stack>
      {error && <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={[error]} />}
      {query.done === 'added' && (
        <Alert kind="ok" status>
          {t('added')}
        </Alert>
      )}
      <div>
        <PageTitle>{t('deskTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('deskLead')}</p>
      </div>
      <PlaceTable places={places} locale={locale} />
      <PlaceForm
        id={randomUUID()}
        subdivisions={actor.subdivisions}
        typed={(name) => [query[name]].flat()[0]}
        error={error}
        locale={locale}
      />
    </Stack>
  )
}
