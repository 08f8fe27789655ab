import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { FlaggedMeterCards } from '#components/ingest/flagged-meter.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { METHODS } from '#lib/metering/estimation/plan-estimate.ts'
import { flaggedDay } from '#lib/metering/validation/flagged-day.ts'
import { formatDay } from '#lib/units/display.ts'
import { parseDay } from '#lib/units/ist.ts'

const REFUSALS = ['CHANGED', 'DECIDED', 'BUSY'] as const

type Props = {
  params: Promise<{ connection: string; day: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const on = parseDay((await params).day)
  const title = on ? textsFor(locale, 'validation')('title', { date: formatDay(on, locale) }) : ''
  return { title: textsFor(locale, 'common')('title', { title }) }
}

/** What was flagged of a meter's day, and what could be estimated of it. */
export default async function FlaggedDayPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('reading.decide')
  const { connection, day } = await params
  const on = parseDay(day)
  const found = on && (await flaggedDay(services, actor, { connectionId: connection, on }))
  if (!found) notFound()
  const t = textsFor(locale, 'validation')
  const consumption = textsFor(locale, 'consumption')
  const { lastReadOn } = found
  const { done, error, method } = await searchParams
  const refusal = REFUSALS.find((known) => known === error)
  return (
    <Stack>
      {(done === 'accepted' || done === 'estimated') && (
        <Alert kind="ok" status>
          {t(`done_${done}`)}
        </Alert>
      )}
      {refusal && (
        <Alert kind="warn" status>
          {t(`error_${refusal}`)}
        </Alert>
      )}
      <div>
        <BackLink href="/desk/incoming">{textsFor(locale, 'incoming')('title')}</BackLink>
        <PageTitle>{t('title', { date: formatDay(on, locale) })}</PageTitle>
      </div>
      {found.meters.map((meter) => (
        <FlaggedMeterCards
          key={meter.meterId}
          meter={meter}
          subdivision={found.subdivision}
          method={METHODS.find((known) => known === method) ?? null}
          locale={locale}
        />
      ))}
      <AsOf>
        {lastReadOn ? consumption('readUntil', { date: formatDay(lastReadOn, locale) }) : consumption('noReading')}
      </AsOf>
    </Stack>
  )
}
