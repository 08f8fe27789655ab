import { DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PaymentRow } from '#lib/payments/list-payments.ts'
import { formatDay, formatMonth } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Props = { payments: PaymentRow[]; connectionId: string; locale: Locale }

/** Every payment with its receipt, newest first: cards on phones, a table when wide. */
export function PaymentList({ payments, connectionId, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const forWhat = ({ billMonth }: PaymentRow) =>
    billMonth ? t('billOfMonth', { month: formatMonth(billMonth, locale) }) : t('onAccount')
  const givenBack = ({ refundedPaise }: PaymentRow) =>
    refundedPaise > 0n && (
      <span className="block text-small font-normal text-text-2">
        {t('givenBack')} {formatRupees(refundedPaise)}
      </span>
    )
  const href = ({ id }: PaymentRow) => `/c/${connectionId}/payments/${id}`
  return (
    <>
      <ul className="md:hidden">
        {payments.map((payment) => (
          <li key={payment.id} className="border-b border-line py-3 last:border-b-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="text-label">{formatDay(dayOf(payment.paidAt), locale)}</span>
              <span className="text-label">{formatRupees(payment.amountPaise)}</span>
            </p>
            <p className="text-small text-text-2">
              {forWhat(payment)} · {t(`channel_${payment.channel}`)}
            </p>
            {givenBack(payment)}
            <a
              href={href(payment)}
              className="inline-flex min-h-11 items-center font-semibold text-primary underline underline-offset-4"
            >
              {t('receiptLink', { receiptNo: payment.receiptNo })}
            </a>
          </li>
        ))}
      </ul>
      <div className="hidden md:block">
        <DataTable
          caption={t('listCaption')}
          captionHidden
          columns={[
            { key: 'day', title: t('colDay') },
            { key: 'bill', title: t('colBill') },
            { key: 'channel', title: t('colChannel') },
            { key: 'receipt', title: t('colReceipt') },
            { key: 'amount', title: t('colAmount'), align: 'right' },
          ]}
          rows={payments.map((payment) => ({
            key: payment.id,
            cells: {
              day: formatDay(dayOf(payment.paidAt), locale),
              bill: forWhat(payment),
              channel: t(`channel_${payment.channel}`),
              receipt: (
                <a href={href(payment)} className="font-semibold text-primary underline underline-offset-4">
                  {payment.receiptNo}
                </a>
              ),
              amount: (
                <>
                  {formatRupees(payment.amountPaise)}
                  {givenBack(payment)}
                </>
              ),
            },
          }))}
        />
      </div>
    </>
  )
}
