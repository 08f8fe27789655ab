import { notFound } from 'next/navigation'
import { portalPage } from '#app/portal-page.ts'
import { Receipt } from '#components/payments/receipt.tsx'
import { ReceiptNotes } from '#components/payments/receipt-notes.tsx'
import { getReceipt } from '#lib/payments/get-receipt.ts'

export default async function ReceiptPage({ params }: { params: Promise<{ connection: string; payment: string }> }) {
  const { services, actor, connection, locale } = await portalPage(params)
  const { payment: paymentId } = await params
  const receipt = await getReceipt(services, actor, { connectionId: connection.id, paymentId })
  if (!receipt) notFound()
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1.7fr_1fr] lg:gap-5">
      <Receipt receipt={receipt} connectionId={connection.id} locale={locale} />
      <ReceiptNotes receipt={receipt} connectionId={connection.id} locale={locale} />
    </div>
  )
}
