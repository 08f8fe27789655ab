import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { DataForm } from '#components/export/data-form.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { PERIOD_REFUSALS, usualPeriod } from '#lib/export/data-period.ts'
import { textsFor } from '#lib/i18n/texts.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'data')('title') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Where a consumer takes their data along, for the days and in the format that they choose. */
export default async function DataPage({ params, searchParams }: Props) {
  const { services, connection, locale } = await portalPage(params, 'METER')
  const { error, from, to, format } = await searchParams
  const t = textsFor(locale, 'data')
  const usual = usualPeriod(services.now())
  const typed = (value: string | string[] | undefined, otherwise: string) => [value].flat()[0] ?? otherwise
  return (
    <Stack>
      <div>
        <BackLink href={`/c/${connection.id}/profile`}>{textsFor(locale, 'profile')('title')}</BackLink>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 max-w-140 text-text-2">{t('lead')}</p>
      </div>
      {error === 'TOO_MANY' && (
        <Alert kind="warn" status>
          {t('error_TOO_MANY')}
        </Alert>
      )}
      <DataForm
        action={`/c/${connection.id}/data/file`}
        from={typed(from, usual.from)}
        to={typed(to, usual.to)}
        format={typed(format, 'green-button')}
        refusal={PERIOD_REFUSALS.find((reason) => reason === error)}
        locale={locale}
      />
      <Card title={t('insideTitle')}>
        <p>{t('inside')}</p>
        <p className="mt-2 text-text-2">{t('gaps')}</p>
        <p className="mt-2 text-text-2">{t('care')}</p>
      </Card>
    </Stack>
  )
}
