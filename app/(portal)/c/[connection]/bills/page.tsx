import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { BillHistory } from '#components/bills/bill-history.tsx'
import { BillList } from '#components/bills/bill-list.tsx'
import { BillsLinks } from '#components/bills/bills-links.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { listBills } from '#lib/billing/list-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'

type Params = { params: Promise<{ connection: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'bills')('title') }) }
}

export default async function BillsPage({ params }: Params) {
  const { services, actor, connection, locale } = await portalPage(params)
  const bills = await listBills(services, actor, connection.id)
  const t = textsFor(locale, 'bills')
  return (
    <div className="grid gap-4 lg:gap-5">
      <h1 className="text-h1">{t('title')}</h1>
      {bills.length === 0 ? (
        <EmptyCard icon="receipt" lead={t('emptyLead')}>
          {t('emptyText')}
        </EmptyCard>
      ) : (
        <>
          <BillHistory billed={bills.toReversed()} limitWh={bills[0]?.limitWh ?? null} locale={locale} />
          <BillList bills={bills} connectionId={connection.id} locale={locale} />
          <BillsLinks bills={bills} connection={connection} locale={locale} />
        </>
      )}
    </div>
  )
}
