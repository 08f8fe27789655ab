import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { DayBlocksFigure } from '#components/consumption/day-blocks-figure.tsx'
import { DayBlocksNotes, NoBlocks } from '#components/consumption/day-blocks-notes.tsx'
import { DayBlocksTiles } from '#components/consumption/day-blocks-tiles.tsx'
import { DayPartsCard } from '#components/consumption/day-parts-card.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { Pager } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { dayView } from '#lib/metering/day-view.ts'
import { formatDay, formatMonth, formatWeekday } from '#lib/units/display.ts'
import { type IstDay, monthOf, parseDay } from '#lib/units/ist.ts'

type Props = { params: Promise<{ connection: string; day: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const on = parseDay((await params).day)
  const title = on ? textsFor(locale, 'day')('pageTitle', { date: formatDay(on, locale) }) : ''
  return { title: textsFor(locale, 'common')('title', { title }) }
}

/** One day of a billing period in its half hours, quarter hours or hours. */
export default async function DayPage({ params }: Props) {
  const { services, actor, connection, locale } = await portalPage(params, 'METER')
  const on = parseDay((await params).day)
  const view = on && (await dayView(services, actor, { connectionId: connection.id, on }))
  if (!view) notFound()
  const t = textsFor(locale, 'day')
  const consumption = textsFor(locale, 'consumption')
  const path = `/c/${connection.id}/consumption`
  const month = monthOf(on)
  const step = (to: IstDay | null, key: 'earlier' | 'later') => ({
    href: to && `${path}/${to}`,
    label: to ? t(key, { date: formatDay(to, locale) }) : '',
  })
  const readUntil = view.lastReadOn && formatDay(view.lastReadOn, locale)
  const asOf = <AsOf>{readUntil ? consumption('readUntil', { date: readUntil }) : consumption('noReading')}</AsOf>
  return (
    <Stack>
      <div>
        <BackLink href={`${path}?period=${month}`}>{t('back', { month: formatMonth(month, locale) })}</BackLink>
        <PageTitle aside={<div className="hidden lg:block">{asOf}</div>}>
          {t('title', { date: formatDay(on, locale) })}
        </PageTitle>
      </div>
      <Pager
        title={formatWeekday(on, locale)}
        previous={step(view.previous, 'earlier')}
        next={step(view.next, 'later')}
      />
      <DayBlocksTiles view={view} locale={locale} />
      <DayBlocksNotes view={view} locale={locale} />
      {view.blocks ? (
        <>
          <DayBlocksFigure on={on} blocks={view.blocks} csvHref={`${path}/${on}/csv`} locale={locale} />
          <DayPartsCard blocks={view.blocks} locale={locale} />
        </>
      ) : (
        <NoBlocks view={view} locale={locale} />
      )}
      <div className="lg:hidden">{asOf}</div>
    </Stack>
  )
}
