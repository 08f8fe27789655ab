import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { BillHistory } from '#components/bills/bill-history.tsx'
import { BillList } from '#components/bills/bill-list.tsx'
import { BillsLinks } from '#components/bills/bills-links.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { BILLS_A_PAGE, listBills } from '#lib/billing/list-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { parseMonth } from '#lib/units/ist.ts'

type Props = {
  params: Promise<{ connection: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'bills')('title') }) }
}

/** A page of bills: the newest, or with `?before=` those of months before one. */
export default async function BillsPage({ params, searchParams }: Props) {
  const { services, actor, connection, locale } = await portalPage(params)
  const before = parseMonth([(await searchParams).before].flat()[0] ?? '') ?? undefined
  // One more than is shown tells whether there is a rest.
  const found = await listBills(services, actor, connection.id, { limit: BILLS_A_PAGE + 1, before })
  const bills = found.slice(0, BILLS_A_PAGE)
  const older = found.length > bills.length ? bills.at(-1)?.month : undefined
  const t = textsFor(locale, 'bills')
  return (
    <div className="grid gap-4 lg:gap-5">
      <div>
        {before && <BackLink href={`/c/${connection.id}/bills`}>{t('newest')}</BackLink>}
        <h1 className="text-h1">{t('title')}</h1>
      </div>
      {bills.length === 0 ? (
        <EmptyCard icon="receipt" lead={t('emptyLead')}>
          {t('emptyText')}
        </EmptyCard>
      ) : (
        <>
          <BillHistory billed={bills.toReversed()} limitWh={bills[0]?.limitWh ?? null} locale={locale} />
          <BillList bills={bills} connectionId={connection.id} locale={locale} />
          <BillsLinks bills={bills} connection={connection} older={older} locale={locale} />
        </>
      )}
    </div>
  )
}
