import type { ConsumerActor } from '#lib/identity/actor.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import { billQrLink } from '../bill-qr-link.ts'
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
  services: Services,
  actor: ConsumerActor,
  { connectionId, billId, locale }: { connectionId: string; billId: string; locale: Locale },
): Promise<BillToPrint | null> {
  const view = await getBill(services, actor, { connectionId, billId })
  if (!view) return null
  const settings = env()
  const payments = await listPayments(services, actor, { connectionId, limit: PAYMENTS_PRINTED })
  const profile = await getProfile(services, actor, connectionId)
  const mobile = profile?.mobiles.find(({ isYou }) => isYou)?.masked ?? null
  const { upi, discom } = settings
  return {
    bill: printableBillOf(view, { payments: payments ?? [], mobile }, settings, locale),
    qrLink: billQrLink(view, { ...upi, discom: discom.shortName }, locale),
    fileName: `bill-${view.month}-${view.consumerNo.slice(-4)}.pdf`,
  }
}
