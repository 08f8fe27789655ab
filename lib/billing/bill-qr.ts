import { gatewayQr } from '#lib/payments/gateway-qr.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { payeeIn } from '#lib/payments/upi-link.ts'
import { env } from '#lib/platform/env.ts'
import type { Locale } from '#lib/units/locale.ts'
import { billQrLink, carriesQr } from './bill-qr-link.ts'
import type { BillView } from './get-bill.ts'

/** A bill's standing QR, and whom it pays. */
export type BillQrView = { link: string; vpa: string; payeeName: string }

/** A gateway's QR lives 45 days at the most: past the due date, until the next bill carries what is unpaid. */
const LIVES_MS = 45 * 86_400_000 - 3_600_000
/** Nobody waits longer for a page because of its QR; one that comes later shows at the next look. */
const PATIENCE_MS = 2_000

/**
 * What the standing QR of a bill says, over the whole amount. The utility's own address by default; with
 * `BILL_QR=gateway` a QR that the gateway makes when the bill is first looked at, on its page or as the PDF that was sent,
 * so that a month's bills are not made in advance for people who pay another way. Null where the bill has none, or the
 * gateway none just now.
 */
export async function billQr(services: PaymentServices, bill: BillView, locale: Locale): Promise<BillQrView | null> {
  if (!carriesQr(bill)) return null
  const { billQr: maker, upi, discom } = env()
  if (maker === 'vpa') {
    const link = billQrLink(bill, { ...upi, discom: discom.shortName }, locale)
    return link === null ? null : { link, ...payeeIn(link) }
  }
  const asked = gatewayQr(services, {
    connectionId: bill.connectionId,
    ...{ reference: bill.paymentReference, amountPaise: bill.payableByDuePaise, description: `Bill ${bill.billNo}` },
    closesAt: new Date(services.now().getTime() + LIVES_MS),
  }).catch(() => null)
  const link = await Promise.race([asked, after(PATIENCE_MS)])
  return link === null ? null : { link, ...payeeIn(link) }
}

const after = (milliseconds: number): Promise<null> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, null).unref())
