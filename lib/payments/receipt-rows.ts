import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatMonth, formatTime, spacedConsumerNo } from '#lib/units/display.ts'
import { dayOf, type Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise, sumPaise } from '#lib/units/paise.ts'
import type { ReceiptView } from './get-receipt.ts'
import { shownReference } from './reference.ts'

/** A line of a receipt. Some are shown in a way of their own: the holder's name, the bill that it paid, money off. */
export type ReceiptRow = { label: string; value: string; is?: 'holder' | 'off' | { billId: string } }

/** What a receipt says, line by line, for the page and for paper. */
export function receiptRows(receipt: ReceiptView, locale: Locale): ReceiptRow[] {
  const t = textsFor(locale, 'payments')
  const { receiptNo, holderName, consumerNo, channel, reference, utr } = receipt
  const bill = paidBill(receipt)
  return [
    { label: t('receiptNo'), value: receiptNo },
    { label: t('consumer'), value: holderName, is: 'holder' },
    { label: t('consumerNo'), value: spacedConsumerNo(consumerNo) },
    ...(bill
      ? [{ label: t('bill'), value: `${formatMonth(bill.month, locale)} · ${bill.billNo}`, is: { billId: bill.id } }]
      : []),
    ...moneyRows(receipt, locale),
    { label: t('paidBy'), value: t(`channel_${channel}`) },
    utr ? { label: t('utr'), value: utr } : { label: t('reference'), value: shownReference(reference) },
  ]
}

/** Day and time of a payment. */
export function paidAtText({ paidAt }: ReceiptView, locale: Locale): string {
  return `${formatDay(dayOf(paidAt), locale)}, ${formatTime(paidAt, locale)}`
}

/** The bill that was paid; a payment at a counter or elsewhere names none, and went to one or to several. */
export function paidBill({ bill, settled }: ReceiptView): { id: string; month: Month; billNo: string } | null {
  if (bill) return bill
  const [first] = settled
  if (!first || settled.some(({ billId }) => billId !== first.billId)) return null
  return { id: first.billId, month: first.month, billNo: first.billNo }
}

/** How the money was used: plainly where it paid one bill, part by part where it paid several. */
function moneyRows(receipt: ReceiptView, locale: Locale): ReceiptRow[] {
  const { settled, rebatePaise, paidAheadPaise, rechargedPaise, refundedPaise } = receipt
  const t = textsFor(locale, 'payments')
  const rows: ReceiptRow[] = []
  if (rebatePaise > 0n) {
    const inAll = paise(sumPaise(settled.map(({ amountPaise }) => amountPaise)) + rebatePaise)
    rows.push({ label: t('billAmount'), value: formatRupees(inAll) })
    rows.push({ label: t('rebates'), value: formatRupees(paise(-rebatePaise)), is: 'off' })
  } else if (settled.length > 1 || (settled.length === 1 && paidAheadPaise + rechargedPaise > 0n)) {
    for (const { month, amountPaise, isSurcharge } of settled) {
      const label = t(isSurcharge ? 'settledSurcharge' : 'settledBill', { month: formatMonth(month, locale) })
      rows.push({ label, value: formatRupees(amountPaise) })
    }
  }
  if (rechargedPaise > 0n) rows.push({ label: t('rechargeRow'), value: formatRupees(rechargedPaise) })
  if (paidAheadPaise > 0n) rows.push({ label: t('aheadRow'), value: formatRupees(paidAheadPaise) })
  if (refundedPaise > 0n) rows.push({ label: t('givenBack'), value: formatRupees(refundedPaise) })
  return rows
}
