import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { DisconnectionAlert } from '#components/bills/disconnection-alert.tsx'
import { AmountForm, refusalNamed } from '#components/payments/amount-form.tsx'
import { InFull } from '#components/payments/in-full.tsx'
import { KnownElsewhere } from '#components/payments/known-elsewhere.tsx'
import { PayLater } from '#components/payments/pay-later.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card, Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink, LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getPayChoice } from '#lib/payments/get-pay-choice.ts'
import { knownElsewhereUntil } from '#lib/payments/known-elsewhere-until.ts'
import { env } from '#lib/platform/env.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ connection: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'payments')('amountTitle') })
  return { title: refusalNamed((await searchParams).error) ? common('title_error', { title }) : title }
}

/** Where somebody pays less or more than a bill asks, or ahead while nothing is due. */
export default async function PayAmountPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params)
  const { id: connectionId } = connection
  const choice = await getPayChoice(services, actor, { connectionId })
  if (!choice) notFound()
  const knownUntil = await knownElsewhereUntil(services)
  const { amount, error } = await searchParams
  const t = textsFor(locale, 'payments')
  const { asking, aheadPaise, isPrepaid, disconnection } = choice
  return (
    <Stack>
      <div>
        <BackLink href={`/c/${connectionId}/payments`}>{t('backToPayments')}</BackLink>
        <PageTitle>{t(isPrepaid ? 'rechargeTitle' : asking ? 'otherAmount' : 'aheadTitle')}</PageTitle>
      </div>
      <DisconnectionAlert notice={disconnection} helpline={env().discom.helpline} locale={locale} />
      {aheadPaise > 0n && <Alert kind="info">{t('aheadNow', { amount: formatRupees(aheadPaise) })}</Alert>}
      <Columns>
        <Stack>
          <AmountForm
            choice={choice}
            connectionId={connectionId}
            typed={typeof amount === 'string' ? amount.slice(0, 16) : undefined}
            refusal={refusalNamed(error)}
            mostPaise={env().upi.mostPaise}
            locale={locale}
          />
        </Stack>
        {asking && (
          <Stack>
            <InFull asking={asking} locale={locale} />
            <PayLater ladder={asking.due.ladder} locale={locale} />
          </Stack>
        )}
      </Columns>
      {asking && (
        <Card>
          <LinkList
            items={[
              {
                href: `/c/${connectionId}/pay/instalments`,
                icon: 'calendar',
                title: textsFor(locale, 'instalments')('link'),
                note: textsFor(locale, 'instalments')('linkNote'),
              },
            ]}
          />
        </Card>
      )}
      <KnownElsewhere until={knownUntil} locale={locale} />
    </Stack>
  )
}
