import { textsFor } from '#lib/i18n/texts.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { paidAtText, receiptRows } from '#lib/payments/receipt-rows.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { type PaperHead, paperHead } from './paper-head.ts'
import { paperName } from './paper-text.ts'
import type { PrintSettings } from './print-settings.ts'
import type { Labelled } from './printable-bill.ts'

/** A receipt as paper prints it, every text formatted. */
export type PrintableReceipt = PaperHead & {
  title: string
  amount: string
  paidAt: string
  rows: Labelled[]
  balance: Labelled
  note: string
}

/** A receipt in a consumer's language. What is left to pay changes with time, so it says of which day it is. */
export function printableReceiptOf(
  receipt: ReceiptView,
  settings: PrintSettings,
  { locale, now }: { locale: Locale; now: Date },
): PrintableReceipt {
  const t = textsFor(locale, 'payments')
  const day = formatDay(dayOf(now), locale)
  return {
    ...paperHead(settings, { locale, title: t('receiptDocument', { receiptNo: receipt.receiptNo }), at: now }),
    title: t('receiptTitle'),
    amount: formatRupees(receipt.amountPaise),
    paidAt: paidAtText(receipt, locale),
    rows: receiptRows(receipt, locale).map(({ label, value, is }) => ({
      label,
      value: is === 'holder' ? paperName(value) : value,
    })),
    balance: { label: t('balanceOn', { day }), value: formatRupees(receipt.unpaidNowPaise) },
    note: t('receiptNote'),
  }
}
