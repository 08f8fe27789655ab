import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { BillFacts } from '#components/bills/bill-facts.tsx'
import { BillLines } from '#components/bills/bill-lines.tsx'
import { GuestBillCard } from '#components/quick-pay/bill-card.tsx'
import { QuickPayPage } from '#components/quick-pay/quick-pay-page.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { getBill } from '#lib/billing/get-bill.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { GUEST_READS_SECONDS } from '#lib/identity/otp-policy.ts'
import { currentBillGuest } from '#lib/identity/session.ts'
import { getServices } from '#lib/platform/services.ts'
import { formatMonth } from '#lib/units/display.ts'

type Props = {
  params: Promise<{ bill: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'bills')('oneBill') }) }
}

/** The one bill that a code has opened to this browser, for a quarter of an hour. */
export default async function GuestBillPage({ params, searchParams }: Props) {
  const guest = await currentBillGuest()
  if (!guest) redirect('/quick-pay?over=1')
  const { connectionId } = guest
  const bill = await getBill(heldTo(getServices(), guest), guest, { connectionId, billId: (await params).bill })
  if (!bill) notFound()
  const locale = await currentLocale()
  const t = textsFor(locale, 'quickpay')
  const hasChanged = (await searchParams).error !== undefined
  return (
    <QuickPayPage
      title={textsFor(locale, 'bills')('billTitle', { month: formatMonth(bill.month, locale) })}
      lead={t('openFor', { minutes: GUEST_READS_SECONDS / 60 })}
      aside={
        <form method="post" action="/api/quick-pay/leave">
          <SubmitButton look="text">{t('leave')}</SubmitButton>
        </form>
      }
      locale={locale}
    >
      {hasChanged && <Alert kind="warn">{t('e_changed')}</Alert>}
      <GuestBillCard bill={bill} locale={locale} />
      <BillLines bill={bill} locale={locale} />
      <BillFacts bill={bill} locale={locale} />
    </QuickPayPage>
  )
}
