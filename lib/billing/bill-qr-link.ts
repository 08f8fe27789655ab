import { textsFor } from '#lib/i18n/texts.ts'
import { upiLink } from '#lib/payments/upi-link.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { BillState } from './bill-state.ts'
import type { BillView } from './get-bill.ts'

export type Payee = { vpa: string; payeeName: string; discom: string }

const WITH_QR: ReadonlySet<BillState> = new Set(['DUE', 'OVERDUE'])

/** A bill has its QR until something of it is paid: from then on the QR would ask for too much. */
export const carriesQr = ({ state, unpaidPaise, payableByDuePaise }: BillView): boolean =>
  WITH_QR.has(state) && unpaidPaise === payableByDuePaise

/**
 * What the bill's standing QR says, on its page and on paper: the bill's own reference and the whole amount. Null where
 * the bill has none.
 */
export function billQrLink(bill: BillView, payee: Payee, locale: Locale): string | null {
  if (!carriesQr(bill)) return null
  return upiLink({
    vpa: payee.vpa,
    payeeName: payee.payeeName,
    reference: bill.paymentReference,
    note: textsFor(locale, 'bills')('qrNote', { discom: payee.discom, number: bill.billNo }),
    amountPaise: bill.payableByDuePaise,
  })
}
