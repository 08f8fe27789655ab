import type { ConsumerActor } from '#lib/identity/actor.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'
import type { Locale } from '#lib/units/locale.ts'
import { billQr } from '../bill-qr.ts'
import { getBill } from '../get-bill.ts'
import type { PrintableBill } from './printable-bill.ts'
import { printableBillOf } from './printable-bill-of.ts'

const PAYMENTS_PRINTED = 3

export type BillToPrint = {
  bill: PrintableBill
  /** What the paying QR says; null where there is nothing to pay. */
  qrLink: string | null
  /** `bill-2026-10-0028.pdf`: month and the last digits of the consumer number, which alone names nobody. */
  fileName: string
}

/** A bill of one's own connection, ready to be typeset; null for a stranger's or an unknown one. */
export async function getPrintableBill(
  services: PaymentServices,
  actor: ConsumerActor,
  { connectionId, billId, locale }: { connectionId: string; billId: string; locale: Locale },
): Promise<BillToPrint | null> {
  const view = await getBill(services, actor, { connectionId, billId })
  if (!view) return null
  const settings = env()
  const payments = await listPayments(services, actor, { connectionId, limit: PAYMENTS_PRINTED })
  const profile = await getProfile(services, actor, connectionId)
  const mobile = profile?.mobiles.find(({ isYou }) => isYou)?.masked ?? null
  const qr = await billQr(services, view, locale)
  const extra = { payments: payments ?? [], mobile, qr }
  return {
    bill: printableBillOf(view, extra, settings, locale),
    qrLink: qr?.link ?? null,
    fileName: `bill-${view.month}-${view.consumerNo.slice(-4)}.pdf`,
  }
}
