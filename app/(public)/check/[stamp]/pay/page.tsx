import { notFound, redirect } from 'next/navigation'
import { signedInPage } from '#app/portal-page.ts'
import { readStamp } from '#lib/billing/authentic/bill-stamp.ts'
import { findOwnBill } from '#lib/billing/authentic/find-own-bill.ts'

type Props = { params: Promise<{ stamp: string }> }

/** From the QR of a bill on paper to the bill itself, where it is paid at what is right today. */
export default async function CheckPayPage({ params }: Props) {
  const stamp = decodeURIComponent((await params).stamp)
  const { services, actor } = await signedInPage(`/check/${encodeURIComponent(stamp)}/pay`)
  const stamped = readStamp(stamp)
  const bill = stamped && (await findOwnBill(services, actor, stamped.billNo))
  if (!bill) notFound()
  redirect(`/c/${bill.connectionId}/bills/${bill.id}`)
}
