import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { measureOf } from '#components/consumption/measure.ts'
import { YearChoice } from '#components/consumption/year-choice.tsx'
import { YearFigure } from '#components/consumption/year-figure.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { yearView } from '#lib/metering/year-view.ts'
import { formatDay, formatMonth } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'year')('title') }) }
}

/** Thirteen billing periods, each with the same one of the year before and the way to its days. */
export default async function YearPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'METER')
  const query = await searchParams
  const last = parseMonth([query.to].flat()[0] ?? '')
  const view = await yearView(services, actor, { connectionId: connection.id, last })
  if (!view) notFound()
  const t = textsFor(locale, 'year')
  const common = textsFor(locale, 'common')
  const base = `/c/${connection.id}`
  const back = connection.hasSmartMeter ? 'consumption' : 'bills'
  if (view === 'EMPTY')
    return (
      <Stack>
        <PageTitle>{t('title')}</PageTitle>
        <EmptyCard icon="bars" lead={t('emptyLead')}>
          {t('emptyText')}
        </EmptyCard>
      </Stack>
    )
  const measure = view.periods.some(({ costPaise }) => costPaise !== null) ? measureOf([query.in].flat()[0]) : 'units'
  const path = `${base}/consumption/year`
  const csvHref = `${path}/csv?to=${view.periods.at(-1)?.month}`
  const { bothYears, lastReadOn, lastBilled } = view
  const reach = lastReadOn
    ? textsFor(locale, 'consumption')('readUntil', { date: formatDay(lastReadOn, locale) })
    : lastBilled && t('billedUntil', { month: formatMonth(lastBilled, locale) })
  return (
    <Stack>
      <div>
        <BackLink href={`${base}/${back}`}>{common(`menu_${back}`)}</BackLink>
        <PageTitle aside={reach && <AsOf>{reach}</AsOf>}>{t('title')}</PageTitle>
      </div>
      <YearChoice view={view} measure={measure} path={path} locale={locale} />
      <YearFigure
        view={view}
        measure={measure}
        connectionId={connection.id}
        hasDays={connection.hasSmartMeter}
        csvHref={csvHref}
        locale={locale}
      />
      {bothYears && (
        <Alert kind="info" icon="compare">
          {t('bothYears', {
            count: bothYears.count,
            now: formatUnits(bothYears.nowWh),
            before: formatUnits(bothYears.beforeWh),
          })}
        </Alert>
      )}
    </Stack>
  )
}
