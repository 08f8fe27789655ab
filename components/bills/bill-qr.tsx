import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { QrCode } from '#components/ui/qr-code.tsx'
import type { BillQrView } from '#lib/billing/bill-qr.ts'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/**
 * The bill's standing QR, the same as on its PDF: it carries the bill's own reference and the whole amount. Payee, UPI ID
 * and amount stand beside it as text, so that the payer can compare what the app shows. Once something has been paid it
 * would ask for too much, so it is gone.
 */
export function BillQr({ bill, qr, locale }: { bill: BillView; qr: BillQrView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { payableByDuePaise, due } = bill
  return (
    <Card title={t('qrTitle')}>
      <QrCode value={qr.link} title={t('qrTitle')} />
      <p className="mt-3 text-small text-text-2">
        {t(due.rebatePaise > 0n ? 'qrText' : 'qrTextPlain', { amount: formatRupees(payableByDuePaise) })}
      </p>
      <DefinitionList
        rows={[
          { label: t('qrPayee'), value: <Name locale={locale}>{qr.payeeName}</Name> },
          { label: t('qrVpa'), value: qr.vpa },
          { label: t('qrAmount'), value: formatRupees(payableByDuePaise) },
        ]}
      />
    </Card>
  )
}
