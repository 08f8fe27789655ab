import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { InstalmentForm, refusalOf } from '#components/payments/instalment-form.tsx'
import { InstalmentRequest } from '#components/payments/instalment-request.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getInstalments } from '#lib/payments/get-instalments.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ connection: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'instalments')('title') })
  return { title: refusalOf((await searchParams).error) ? common('title_error', { title }) : title }
}

/** Where somebody asks to pay what is unpaid over months, and sees what the utility said. */
export default async function InstalmentsPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params)
  const view = await getInstalments(services, actor, { connectionId: connection.id })
  if (!view) notFound()
  const t = textsFor(locale, 'instalments')
  const { request, offers, unpaidPaise, fromPaise } = view
  return (
    <Stack>
      <div>
        <BackLink href={`/c/${connection.id}/payments`}>{textsFor(locale, 'payments')('backToPayments')}</BackLink>
        <PageTitle>{t('title')}</PageTitle>
      </div>
      {request && <InstalmentRequest request={request} locale={locale} />}
      {offers.length > 0 && (
        <InstalmentForm
          offers={offers}
          unpaidPaise={unpaidPaise}
          connectionId={connection.id}
          refusal={refusalOf((await searchParams).error)}
          locale={locale}
        />
      )}
      {offers.length === 0 && request?.state !== 'REQUESTED' && (
        <Alert kind="info">
          {unpaidPaise > 0n
            ? t('tooLittle', { unpaid: formatRupees(unpaidPaise), from: formatRupees(fromPaise, { whole: true }) })
            : t('nothingDue')}
        </Alert>
      )}
    </Stack>
  )
}
