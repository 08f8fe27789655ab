import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { BatchShare, BatchView } from '#lib/payments/get-batch.ts'
import { formatMonth, spacedConsumerNo } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** What one QR pays in all, and for each connection its part; once paid, each with its receipt. */
export function BatchAmount({ batch, locale }: { batch: BatchView; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  const { amountPaise, shares, state } = batch
  return (
    <Card
      title={t(state === 'PAID' ? 'togetherReceipts' : 'today')}
      aside={<span className="text-small text-text-2">{t('togetherOf', { count: shares.length })}</span>}
    >
      <p className="text-figure">{formatRupees(amountPaise)}</p>
      <ul>
        {shares.map((share) => (
          <li key={share.connectionId} className="border-b border-line py-2.5 last:border-b-0">
            <ShareRow share={share} isPaid={state === 'PAID'} locale={locale} t={t} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ShareRow({ share, isPaid, locale, t }: { share: BatchShare; isPaid: boolean; locale: Locale; t: Texts }) {
  const { connectionId, holderName, consumerNo, month, amountPaise, rebatePaise, paymentId } = share
  const facts = [spacedConsumerNo(consumerNo), ...(month ? [formatMonth(month, locale)] : [])].join(' · ')
  return (
    <>
      <p className="flex items-baseline justify-between gap-4">
        <Name locale={locale} className="min-w-0 font-semibold">
          {holderName}
        </Name>
        <span className="shrink-0 font-semibold">{formatRupees(amountPaise)}</span>
      </p>
      <p className="text-small text-text-2">{facts}</p>
      {rebatePaise > 0n && (
        <p className="text-small text-ok">{t('afterRebates', { amount: formatRupees(rebatePaise) })}</p>
      )}
      {isPaid &&
        (paymentId ? (
          <a href={`/c/${connectionId}/payments/${paymentId}`} className="link inline-flex min-h-11 items-center gap-2">
            <Icon name="check" className="size-5" />
            {t('receiptPage')}
          </a>
        ) : (
          <p className="font-semibold text-warn">{t('notPaidYet')}</p>
        ))}
    </>
  )
}
