import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { Receipt } from '#components/payments/receipt.tsx'
import { ReceiptNotes } from '#components/payments/receipt-notes.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getReceipt } from '#lib/payments/get-receipt.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'payments')('receiptPage') }) }
}

/** The receipt of one payment. */
export default async function ReceiptPage({ params }: { params: Promise<{ connection: string; payment: string }> }) {
  const { services, actor, connection, locale } = await portalPage(params)
  const { payment: paymentId } = await params
  const receipt = await getReceipt(services, actor, { connectionId: connection.id, paymentId })
  if (!receipt) notFound()
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1.7fr_1fr] lg:gap-5">
      <Receipt receipt={receipt} connectionId={connection.id} locale={locale} />
      <ReceiptNotes receipt={receipt} connection={connection} locale={locale} />
    </div>
  )
}
