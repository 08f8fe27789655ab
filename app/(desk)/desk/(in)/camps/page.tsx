import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { AddCampForm, CAMP_ERRORS } from '#components/camps/add-camp-form.tsx'
import { CampFiguresCard } from '#components/camps/camp-figures-card.tsx'
import { OfficeCampList } from '#components/camps/office-camp-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { CAMP_DAYS_BACK, listOfficeCamps } from '#lib/camps/list-office-camps.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { mayRole } from '#lib/staff/permissions.ts'
import { formatInstant } from '#lib/units/display.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'camps')('deskTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** The camps of the office with their figures; who may, announces another. */
export default async function OfficeCampsPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('camp.serve')
  const found = await listOfficeCamps(services, actor)
  if (!found) notFound()
  const query = await searchParams
  const t = textsFor(locale, 'camps')
  const refusal = (Object.keys(CAMP_ERRORS) as (keyof typeof CAMP_ERRORS)[]).find((reason) => reason === query.error)
  const error = refusal && { field: CAMP_ERRORS[refusal], message: t(`error_${refusal}`) }
  return (
    <Stack>
      {error && <ErrorSummary title={textsFor(locale, 'common')('error_count', { count: 1 })} errors={[error]} />}
      {query.done === 'added' && (
        <Alert kind="ok" status>
          {t('added')}
        </Alert>
      )}
      <div>
        <PageTitle aside={<AsOf>{t('countedUntil', { at: formatInstant(services.now(), locale) })}</AsOf>}>
          {t('deskTitle')}
        </PageTitle>
        <p className="mt-1 text-text-2">{t('deskLead', { days: CAMP_DAYS_BACK })}</p>
      </div>
      <CampFiguresCard found={found} locale={locale} />
      <Card>
        {found.camps.length === 0 ? <p>{t('noCamps')}</p> : <OfficeCampList camps={found.camps} locale={locale} />}
      </Card>
      {mayRole(actor.role, 'camp.manage') && (
        <AddCampForm
          subdivisions={actor.subdivisions}
          typed={(name) => [query[name]].flat()[0]}
          error={error}
          locale={locale}
        />
      )}
    </Stack>
  )
}
