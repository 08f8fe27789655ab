import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { paidBill } from '#lib/payments/receipt-rows.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { receipt: ReceiptView; connectionId: string; locale: Locale }

/** What a receipt means: nothing more to do, something paid ahead, or something still to pay; then ways on. */
export function ReceiptNotes({ receipt, connectionId, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const { settled, paidAheadPaise, rechargedPaise, unpaidNowPaise, bill } = receipt
  const { askedPaise, amountPaise, refundedPaise, refundingPaise } = receipt
  const ahead = t('ahead', { amount: formatRupees(paidAheadPaise) })
  const wasPaidAlready = bill !== null && settled.length === 0
  const recharged = rechargedPaise > 0n && t('recharged', { amount: formatRupees(rechargedPaise) })
  const home = `/c/${connectionId}`
  const paid = paidBill(receipt)
  return (
    <div className="grid gap-4 lg:gap-5">
      {refundedPaise > 0n && (
        <Alert kind="info" lead={t(refundedPaise < amountPaise ? 'refundedPart' : 'refunded')}>
          {t('givenBackText', { amount: formatRupees(refundedPaise) })}
        </Alert>
      )}
      {refundingPaise > 0n && (
        <Alert kind="info" lead={t('goingBack', { amount: formatRupees(refundingPaise) })}>
          {t('goingBackText')}
        </Alert>
      )}
      {askedPaise !== null && (
        <Alert kind="info" lead={t('askedOther', { asked: formatRupees(askedPaise), paid: formatRupees(amountPaise) })}>
          {t('askedOtherText')}
        </Alert>
      )}
      {unpaidNowPaise > 0n ? (
        <Alert kind="warn" lead={t('stillToPay', { amount: formatRupees(unpaidNowPaise) })}>
          <a href={paid ? `${home}/bills/${paid.id}` : home}>{t('stillToPayLink')}</a>
        </Alert>
      ) : (
        <Alert kind="ok" lead={t('nothingMore')} />
      )}
      {recharged && <Alert kind="ok">{recharged}</Alert>}
      {paidAheadPaise > 0n && (
        <Alert kind="info" lead={wasPaidAlready ? t('alreadyPaid') : undefined}>
          {ahead}
        </Alert>
      )}
      <Card>
        <LinkList
          items={[
            { href: `${home}/payments/${receipt.id}/pdf`, icon: 'download', title: t('receiptPdf') },
            { href: `${home}/payments/${receipt.id}/pdf?form=slip`, icon: 'download', title: t('receiptSlip') },
            { href: home, icon: 'home', title: textsFor(locale, 'common')('back_home') },
            { href: `${home}/payments`, icon: 'rupee', title: t('allPayments') },
          ]}
        />
      </Card>
    </div>
  )
}
