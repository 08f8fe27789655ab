import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import {
  BatchesCard,
  CoverageCard,
  KindsCard,
  ReasonsCard,
  SilentCard,
  SourcesCard,
} from '#components/ingest/ingest-health.tsx'
import { FlagsCard } from '#components/ingest/open-flags.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { ingestHealth } from '#lib/ingest/health/ingest-health.ts'
import { openFlags } from '#lib/metering/validation/open-flags.ts'
import { formatInstant } from '#lib/units/display.ts'
import { ReadingRule } from '#prisma/generated/client.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'incoming')('title') }) }
}

/** How meters, bills and payments come in: files, their rejected rows, coverage, meters that say nothing, strange readings. */
export default async function IncomingPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('ingest.read')
  const health = await ingestHealth(services, actor)
  const asked = (await searchParams).rule
  const rule = Object.values(ReadingRule).find((known) => known === asked) ?? null
  const open = await openFlags(services, actor, { rule })
  if (!health || !open) notFound()
  const t = textsFor(locale, 'incoming')
  return (
    <Stack>
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 text-text-2">{t('lead')}</p>
      </div>
      <CoverageCard coverage={health.coverage} locale={locale} />
      <SilentCard silent={health.silent} coverage={health.coverage} locale={locale} />
      <FlagsCard open={open} rule={rule} locale={locale} />
      <BatchesCard batches={health.batches} locale={locale} />
      <ReasonsCard batches={health.batches} locale={locale} />
      <KindsCard kinds={health.kinds} now={services.now()} locale={locale} />
      <SourcesCard sources={health.sources} now={services.now()} locale={locale} />
      <AsOf>{t('asOf', { at: formatInstant(services.now(), locale) })}</AsOf>
    </Stack>
  )
}
