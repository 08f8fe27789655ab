import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { fileNote } from '#components/ui/file-link.tsx'
import type { ListedBill } from '#lib/billing/list-bills.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { BillStateBadge, ProvisionalBadge } from './bill-state-badge.tsx'
import { daysAboveFigure, daysAboveText, isLoadKnown } from './load-days-text.ts'

type BillListProps = { bills: readonly ListedBill[]; connectionId: string; locale: Locale }

const PDF_SIZE = { mostKb: MOST_KB.bill }

/** Bills: a card a month on phones, a table when wide. */
export function BillList(props: BillListProps) {
  return (
    <Card>
      <div className="md:hidden">
        <Rows {...props} />
      </div>
      <div className="hidden md:block">
        <Table {...props} />
      </div>
      <p className="no-print mt-3 text-fine text-text-2">
        {textsFor(props.locale, 'bills')('pdfSize', { size: fileNote(PDF_SIZE, props.locale) })}
      </p>
    </Card>
  )
}

function Rows({ bills, connectionId, locale }: BillListProps) {
  const t = textsFor(locale, 'bills')
  const knowLoad = isLoadKnown(bills)
  return (
    <ul className="-my-3">
      {bills.map((bill) => (
        <li key={bill.id} className="flex items-center border-b border-line last:border-b-0">
          <a href={`/c/${connectionId}/bills/${bill.id}`} className="flex min-w-0 grow items-center gap-2 py-3">
            <span className="grid min-w-0 grow gap-1">
              <span className="text-label flex flex-wrap justify-between gap-x-3">
                {formatMonth(bill.month, locale)}
                <span>{formatRupees(bill.payableByDuePaise, { whole: true })}</span>
              </span>
              <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                <span className="text-small text-text-2">
                  {t('unitsOf', { units: formatUnits(bill.energyWh) })}
                  {knowLoad && ` · ${daysAboveText(bill.load, locale)}`}
                </span>
                <States bill={bill} locale={locale} />
              </span>
            </span>
          </a>
          <a
            href={`/c/${connectionId}/bills/${bill.id}/pdf`}
            aria-label={pdfName(bill, locale)}
            className="-mr-2 ml-1 inline-flex min-h-11 min-w-11 shrink-0 items-center justify-center font-semibold text-primary underline underline-offset-4"
          >
            {t('pdf')}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** To those who hear it or point at it, a link says itself what stands once below them all. */
const pdfName = (bill: ListedBill, locale: Locale) =>
  `${textsFor(locale, 'bills')('pdfMonth', { month: formatMonth(bill.month, locale) })}, ${fileNote(PDF_SIZE, locale)}`

function States({ bill, locale }: { bill: ListedBill; locale: Locale }) {
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <ProvisionalBadge bill={bill} locale={locale} />
      <BillStateBadge bill={bill} locale={locale} />
    </span>
  )
}

function Table({ bills, connectionId, locale }: BillListProps) {
  const t = textsFor(locale, 'bills')
  return (
    <DataTable
      caption={t('tableCaption')}
      captionHidden
      columns={[
        { key: 'month', title: t('colMonth'), look: 'strong' },
        { key: 'units', title: t('colUnits'), align: 'right' },
        { key: 'amount', title: t('colAmount'), align: 'right' },
        ...(isLoadKnown(bills) ? [{ key: 'above', title: t('colAbove'), align: 'right' } satisfies Column] : []),
        { key: 'state', title: t('colState') },
        { key: 'bill', title: t('colBill'), align: 'right' },
      ]}
      rows={bills.map((bill) => {
        const month = formatMonth(bill.month, locale)
        const href = `/c/${connectionId}/bills/${bill.id}`
        return {
          key: bill.id,
          cells: {
            month,
            units: formatUnits(bill.energyWh),
            amount: formatRupees(bill.payableByDuePaise, { whole: true }),
            above: daysAboveFigure(bill.load, locale),
            state: <States bill={bill} locale={locale} />,
            bill: (
              <span className="inline-flex gap-4">
                <a
                  href={href}
                  className="link inline-flex min-h-11 items-center"
                  aria-label={t('openMonth', { month })}
                >
                  {t('open')}
                </a>
                <a
                  href={`${href}/pdf`}
                  className="link inline-flex min-h-11 items-center"
                  aria-label={pdfName(bill, locale)}
                >
                  {t('pdf')}
                </a>
              </span>
            ),
          },
        }
      })}
    />
  )
}
