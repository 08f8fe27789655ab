import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { BillDueCard } from '#components/bills/bill-due-card.tsx'
import { BillFacts } from '#components/bills/bill-facts.tsx'
import { BillHistory } from '#components/bills/bill-history.tsx'
import { BillLines } from '#components/bills/bill-lines.tsx'
import { BillLoad } from '#components/bills/bill-load.tsx'
import { BillNotes } from '#components/bills/bill-notes.tsx'
import { BillQr } from '#components/bills/bill-qr.tsx'
import { CheckLink } from '#components/bills/check-link.tsx'
import { DifferenceLink } from '#components/bills/difference-link.tsx'
import { DisconnectionAlert } from '#components/bills/disconnection-alert.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { billQr } from '#lib/billing/bill-qr.ts'
import { compareBills } from '#lib/billing/compare-bills.ts'
import { getBill } from '#lib/billing/get-bill.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { opensPart } from '#lib/consumers/link-parts.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'
import { formatMonth } from '#lib/units/display.ts'

type Params = { params: Promise<{ connection: string; bill: string }> }

// Only the words of the page: the month would need the bill, before anybody's right to see it is known.
export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'bills')('oneBill') }) }
}

export default async function BillPage({ params }: Params) {
  const { services, actor, connection, locale } = await portalPage(params)
  const asked = { connectionId: connection.id, billId: (await params).bill }
  const [bill, comparison] = await Promise.all([
    getBill(services, actor, asked),
    compareBills(services, actor, { ...asked, mostChoices: 0 }),
  ])
  if (!bill) notFound()
  const t = textsFor(locale, 'bills')
  const qr = await billQr(heldTo(getPaymentServices(), actor), bill, locale)
  return (
    <>
      <BackLink href={`/c/${connection.id}/bills`}>{t('title')}</BackLink>
      <h1 className="text-h1 mb-4">{t('billTitle', { month: formatMonth(bill.month, locale) })}</h1>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[auto_1fr] lg:gap-5">
        <div className="lg:col-start-2">
          <BillDueCard bill={bill} locale={locale} />
        </div>
        <div className="grid gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:gap-5">
          <DisconnectionAlert notice={bill.disconnection} helpline={env().discom.helpline} locale={locale} />
          <BillNotes bill={bill} locale={locale} />
          <BillLines bill={bill} locale={locale} />
          <BillLoad bill={bill} hasLoadPage={connection.hasSmartMeter && !connection.isWeak} locale={locale} />
          <BillHistory billed={bill.history} limitWh={bill.limitWh} locale={locale} />
        </div>
        <div className="grid gap-4 lg:col-start-2 lg:gap-5">
          {comparison && <DifferenceLink comparison={comparison} connectionId={connection.id} locale={locale} />}
          <CheckLink bill={bill} canComplain={opensPart(connection, 'RECORD')} locale={locale} />
          {qr && <BillQr bill={bill} qr={qr} locale={locale} />}
          <BillFacts bill={bill} locale={locale} />
        </div>
      </div>
    </>
  )
}
