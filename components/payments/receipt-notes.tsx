import { type MenuConnection, menuFor } from '#components/shell/menu.ts'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { fileNote } from '#components/ui/file-link.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ReceiptView } from '#lib/payments/get-receipt.ts'
import { paidBill } from '#lib/payments/receipt-rows.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { receipt: ReceiptView; connection: MenuConnection & { id: string }; locale: Locale }

/** What a receipt means: nothing more to do, something paid ahead, or something still to pay; then ways on. */
export function ReceiptNotes({ receipt, connection, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const { settled, paidAheadPaise, rechargedPaise, unpaidNowPaise, bill } = receipt
  const { askedPaise, amountPaise, refundedPaise, refundingPaise } = receipt
  const ahead = t('ahead', { amount: formatRupees(paidAheadPaise) })
  const wasPaidAlready = bill !== null && settled.length === 0
  const recharged = rechargedPaise > 0n && t('recharged', { amount: formatRupees(rechargedPaise) })
  const home = `/c/${connection.id}`
  const ways = new Set(menuFor(connection).map(({ key }) => key))
  const paid = paidBill(receipt)
  const paper = `${home}/payments/${receipt.id}/pdf`
  const size = fileNote({ mostKb: MOST_KB.receipt }, locale)
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
            { href: paper, icon: 'download', title: t('receiptPdf'), note: size },
            { href: `${paper}?form=slip`, icon: 'download', title: t('receiptSlip'), note: size },
            { href: home, icon: 'home', title: textsFor(locale, 'common')('back_home') },
            ...(ways.has('estimate')
              ? [{ href: `${home}/estimate`, icon: 'trend' as const, title: t('seeEstimate') }]
              : []),
            { href: `${home}/payments`, icon: 'rupee', title: t('allPayments') },
            ...(ways.has('complaints')
              ? [{ href: `${home}/complaints/new`, icon: 'chat' as const, title: t('complainOfPayment') }]
              : []),
          ]}
        />
      </Card>
    </div>
  )
}
