import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { GuestReceipt } from '#lib/payments/get-guest-receipt.ts'
import { shownReference } from '#lib/payments/reference.ts'
import { formatDay, formatTime } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** What somebody keeps who paid without a login: amount, time and the numbers to ask by; nothing of the account. */
export function GuestReceiptCard({ receipt, locale }: { receipt: GuestReceipt; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  const { amountPaise, paidAt, receiptNo, utr, reference } = receipt
  return (
    <>
      <Card>
        <div className="border-b border-dashed border-line-strong pb-4 text-center">
          <span className="inline-flex rounded-full bg-ok-tint p-4 text-ok">
            <Icon name="check" className="size-8" />
          </span>
          <h1 className="text-h1 mt-2">{t('receiptTitle')}</h1>
          <p className="text-figure">{formatRupees(amountPaise)}</p>
          <p className="mx-auto text-text-2">{`${formatDay(dayOf(paidAt), locale)}, ${formatTime(paidAt, locale)}`}</p>
        </div>
        <DefinitionList
          rows={[
            { label: t('receiptNo'), value: receiptNo },
            utr ? { label: t('utr'), value: utr } : { label: t('reference'), value: shownReference(reference) },
          ]}
        />
      </Card>
      <Alert kind="ok" lead={t('nothingMore')}>
        {textsFor(locale, 'quickpay')('receiptBySms')}
      </Alert>
    </>
  )
}
