import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { StatementRow } from './statement-of-account.ts'

/** What a row of a statement is about, in words, and the number by which it can be found. */
export function statementRowText(
  { kind, bill, payment }: StatementRow,
  locale: Locale,
): { what: string; number: string } {
  const t = textsFor(locale, 'statement')
  if (kind === 'BILL_ISSUED')
    return bill
      ? { what: t('kind_BILL_ISSUED', { month: formatMonth(bill.month, locale) }), number: bill.billNo }
      : { what: t('kind_BILL_OTHER'), number: '' }
  if (kind === 'PAYMENT' && payment) {
    const channel = textsFor(locale, 'payments')(`channel_${payment.channel}`)
    return { what: t('kind_PAYMENT', { channel }), number: payment.receiptNo }
  }
  return { what: t(`kind_${kind}`), number: '' }
}
