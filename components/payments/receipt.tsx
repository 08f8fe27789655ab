import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { formatDay, formatMonth, formatTime, spacedConsumerNo } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise, sumPaise } from '#lib/units/paise.ts'

type Props = { receipt: ReceiptView; connectionId: string; locale: Locale }

/** A receipt: what was paid, for what, by which way, and what is left to pay now. */
export function Receipt({ receipt, connectionId, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const { receiptNo, holderName, consumerNo, bill, channel, reference, utr, amountPaise, paidAt, unpaidNowPaise } =
    receipt
  const rows: Definition[] = [
    { label: t('receiptNo'), value: receiptNo },
    { label: t('consumer'), value: <Name locale={locale}>{holderName}</Name> },
    { label: t('consumerNo'), value: spacedConsumerNo(consumerNo) },
  ]
  const paidBill = bill ?? onlyBill(receipt)
  if (paidBill) {
    const name = `${formatMonth(paidBill.month, locale)} · ${paidBill.billNo}`
    rows.push({ label: t('bill'), value: <a href={`/c/${connectionId}/bills/${paidBill.id}`}>{name}</a> })
  }
  rows.push(...moneyRows(receipt, t, locale), { label: t('paidBy'), value: t(`channel_${channel}`) })
  rows.push(utr ? { label: t('utr'), value: utr } : { label: t('reference'), value: reference })
  return (
    <Card>
      <div className="border-b border-dashed border-line-strong pb-4 text-center">
        <span className="inline-flex rounded-full bg-ok-tint p-4 text-ok">
          <Icon name="check" className="size-8" />
        </span>
        <h1 className="text-h1 mt-2">{t('receiptTitle')}</h1>
        <p className="text-figure">{formatRupees(amountPaise)}</p>
        <p className="mx-auto text-text-2">
          {formatDay(dayOf(paidAt), locale)}, {formatTime(paidAt, locale)}
        </p>
      </div>
      <DefinitionList rows={rows} />
      <p className="flex items-baseline justify-between gap-6 border-t-2 border-text pt-2.5">
        <strong>{t('balanceNow')}</strong>
        <strong className={`text-value ${unpaidNowPaise > 0n ? '' : 'text-ok'}`}>{formatRupees(unpaidNowPaise)}</strong>
      </p>
    </Card>
  )
}

/** The bill that a payment at a counter or elsewhere went to, where it was one: such payments name no bill. */
function onlyBill({ settled }: ReceiptView) {
  const [first] = settled
  if (!first || settled.some(({ billId }) => billId !== first.billId)) return null
  return { id: first.billId, month: first.month, billNo: first.billNo }
}

/** How the money was used: plainly where it paid one bill, part by part where it paid several. */
function moneyRows({ settled, rebatePaise, paidAheadPaise }: ReceiptView, t: Texts, locale: Locale): Definition[] {
  const rows: Definition[] = []
  if (rebatePaise > 0n) {
    const inAll = paise(sumPaise(settled.map(({ amountPaise }) => amountPaise)) + rebatePaise)
    rows.push({ label: t('billAmount'), value: formatRupees(inAll) })
    rows.push({ label: t('rebates'), value: formatRupees(paise(-rebatePaise)), tone: 'ok' })
  } else if (settled.length > 1 || (settled.length === 1 && paidAheadPaise > 0n)) {
    for (const { month, amountPaise, isSurcharge } of settled) {
      const label = t(isSurcharge ? 'settledSurcharge' : 'settledBill', { month: formatMonth(month, locale) })
      rows.push({ label, value: formatRupees(amountPaise) })
    }
  }
  if (paidAheadPaise > 0n) rows.push({ label: t('aheadRow'), value: formatRupees(paidAheadPaise) })
  return rows
}
