import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PrepaidView } from '#lib/metering/prepaid-view.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { view: Pick<PrepaidView, 'balances' | 'recharges'>; connectionId: string; locale: Locale }

/** Recharges with their receipts, and what the prepaid system told of the balance. */
export function BalanceHistory({ view: { balances, recharges }, connectionId, locale }: Props) {
  const t = textsFor(locale, 'prepaid')
  const amount = { key: 'amount', title: t('amount'), align: 'right', look: 'strong' } as const
  return (
    <>
      <Card>
        {recharges.length === 0 ? (
          <p>{t('noRecharges')}</p>
        ) : (
          <DataTable
            caption={t('recharges')}
            columns={[{ key: 'at', title: t('when') }, amount, { key: 'receipt', title: t('receipt') }]}
            rows={recharges.map(({ paymentId, receiptNo, paidAt, amountPaise }) => ({
              key: paymentId,
              cells: {
                at: formatInstant(paidAt, locale),
                amount: formatRupees(amountPaise),
                receipt: <a href={`/c/${connectionId}/payments/${paymentId}`}>{receiptNo}</a>,
              },
            }))}
          />
        )}
      </Card>
      {balances.length > 0 && (
        <Card>
          <DataTable
            caption={t('balances')}
            columns={[{ key: 'at', title: t('when') }, amount]}
            rows={balances.map(({ asOf, balancePaise }) => ({
              key: asOf.toISOString(),
              cells: { at: formatInstant(asOf, locale), amount: formatRupees(balancePaise) },
            }))}
          />
        </Card>
      )}
    </>
  )
}
