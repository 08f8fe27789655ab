import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { BalanceCard } from '#components/estimate/balance-card.tsx'
import { BalanceHistory } from '#components/prepaid/balance-history.tsx'
import { CutRules } from '#components/prepaid/cut-rules.tsx'
import { RechargeCard } from '#components/prepaid/recharge-card.tsx'
import { Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { prepaidView } from '#lib/metering/prepaid-view.ts'
import { env } from '#lib/platform/env.ts'

type Params = { params: Promise<{ connection: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'prepaid')('title') }) }
}

/** A prepaid balance: how long it lasts, recharging it, and what it was. A connection that pays afterwards has none. */
export default async function BalancePage({ params }: Params) {
  const { services, actor, connection, locale } = await portalPage(params)
  const view = await prepaidView(services, actor, { connectionId: connection.id })
  if (!view) notFound()
  return (
    <Stack>
      <PageTitle>{textsFor(locale, 'prepaid')('title')}</PageTitle>
      <Columns>
        <Stack>
          <BalanceCard prepaid={view.outlook} note locale={locale} />
          <RechargeCard connectionId={connection.id} locale={locale} />
          <CutRules rules={env().prepaid} locale={locale} />
        </Stack>
        <Stack>
          <BalanceHistory view={view} connectionId={connection.id} locale={locale} />
        </Stack>
      </Columns>
    </Stack>
  )
}
