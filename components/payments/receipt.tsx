import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { paidAtText, type ReceiptRow, receiptRows } from '#lib/payments/receipt-rows.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { receipt: ReceiptView; connectionId: string; locale: Locale }

/** A receipt: what was paid, for what, by which way, and what is left to pay now. */
export function Receipt({ receipt, connectionId, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const { unpaidNowPaise } = receipt
  const shown = ({ label, value, is }: ReceiptRow): Definition => {
    if (is === 'holder') return { label, value: <Name locale={locale}>{value}</Name> }
    if (is === 'off') return { label, value, tone: 'ok' }
    return is ? { label, value: <a href={`/c/${connectionId}/bills/${is.billId}`}>{value}</a> } : { label, value }
  }
  return (
    <Card>
      <div className="border-b border-dashed border-line-strong pb-4 text-center">
        <span className="inline-flex rounded-full bg-ok-tint p-4 text-ok">
          <Icon name="check" className="size-8" />
        </span>
        <h1 className="text-h1 mt-2">{t('receiptTitle')}</h1>
        <p className="text-figure">{formatRupees(receipt.amountPaise)}</p>
        <p className="mx-auto text-text-2">{paidAtText(receipt, locale)}</p>
      </div>
      <DefinitionList rows={receiptRows(receipt, locale).map(shown)} />
      <p className="flex items-baseline justify-between gap-6 border-t-2 border-text pt-2.5">
        <strong>{t('balanceNow')}</strong>
        <strong className={`text-value ${unpaidNowPaise > 0n ? '' : 'text-ok'}`}>{formatRupees(unpaidNowPaise)}</strong>
      </p>
    </Card>
  )
}
