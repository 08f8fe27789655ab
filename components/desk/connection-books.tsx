import { BillStateBadge } from '#components/bills/bill-state-badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { TwoLines } from '#components/ui/two-lines.tsx'
import type { ListedBill } from '#lib/billing/list-bills.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PaymentRow } from '#lib/payments/list-payments.ts'
import { formatDay, formatMonth } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = {
  bills: ListedBill[]
  payments: PaymentRow[]
  /** The officer may ask to give a payment back. */
  mayRefund: boolean
  locale: Locale
}

/** A connection's bills and payments, for whoever answers questions about them. */
export function ConnectionBooks({ bills, payments, mayRefund, locale }: Props) {
  const t = textsFor(locale, 'desk')
  return (
    <>
      <Card>
        {bills.length === 0 ? (
          <p className="text-text-2">{t('noBills')}</p>
        ) : (
          <DataTable
            caption={t('bills')}
            columns={[
              { key: 'month', title: t('colMonth'), look: 'strong' },
              { key: 'state', title: t('colState') },
              { key: 'amount', title: t('colAmount'), align: 'right' },
            ]}
            rows={bills.map((bill) => ({
              key: bill.id,
              cells: {
                month: (
                  <TwoLines
                    first={formatMonth(bill.month, locale)}
                    second={`${t('colDue')}: ${formatDay(bill.dueOn, locale)}`}
                  />
                ),
                state: <BillStateBadge bill={bill} locale={locale} />,
                amount: formatRupees(bill.payableByDuePaise),
              },
            }))}
          />
        )}
      </Card>
      <Card>
        {payments.length === 0 ? (
          <p className="text-text-2">{t('noPayments')}</p>
        ) : (
          <DataTable
            caption={t('payments')}
            columns={[
              { key: 'day', title: t('colDay'), look: 'strong' },
              { key: 'how', title: t('colHow') },
              { key: 'amount', title: t('colAmount'), align: 'right' },
            ]}
            rows={payments.map(({ id, paidAt, receiptNo, channel, amountPaise, refundedPaise }) => ({
              key: id,
              cells: {
                day: formatDay(dayOf(paidAt), locale),
                how: (
                  <>
                    <TwoLines first={textsFor(locale, 'payments')(`channel_${channel}`)} second={receiptNo} />
                    {mayRefund && channel === 'UPI' && (
                      <a
                        href={`/desk/refunds/${id}`}
                        aria-label={t('refundOf', { number: receiptNo })}
                        className="link inline-flex min-h-11 items-center"
                      >
                        {t('refundPayment')}
                      </a>
                    )}
                  </>
                ),
                amount:
                  refundedPaise > 0n ? (
                    <TwoLines
                      first={formatRupees(amountPaise)}
                      second={`${textsFor(locale, 'payments')('givenBack')} ${formatRupees(refundedPaise)}`}
                    />
                  ) : (
                    formatRupees(amountPaise)
                  ),
              },
            }))}
          />
        )}
      </Card>
    </>
  )
}
