import { BillStateBadge, ProvisionalBadge } from '#components/bills/bill-state-badge.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay } from '#lib/units/display.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** Of a bill that a guest reads: where it stands, what is asked today and how it is paid, and its PDF. */
export function GuestBillCard({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { due, dueOn, payableByDuePaise } = bill
  const today = formatRupees(due.todayPaise)
  const languages = LOCALES.toSorted((a) => (a === locale ? -1 : 1))
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="inline-flex flex-wrap gap-1.5">
          <BillStateBadge bill={bill} locale={locale} />
          <ProvisionalBadge bill={bill} locale={locale} />
        </span>
        <span className="text-small text-text-2">{t('billNo', { number: bill.billNo })}</span>
      </div>
      {due.todayPaise > 0n ? (
        <form method="post" action="/api/quick-pay/pay" className="mt-2">
          <p className="text-figure">{formatRupees(bill.unpaidPaise)}</p>
          <p className="mb-3 text-text-2">
            {t(due.isOverdue ? 'wasDue' : 'payBy', { date: formatDay(dueOn, locale) })}
          </p>
          <input type="hidden" name="bill" value={bill.id} />
          <input type="hidden" name="amount" value={due.todayPaise.toString()} />
          <SubmitButton wide>{t('payToday', { amount: today })}</SubmitButton>
        </form>
      ) : (
        <p className="mt-2 text-figure">{formatRupees(payableByDuePaise)}</p>
      )}
      <p className="no-print mt-3 flex flex-wrap gap-x-5 border-t border-line pt-2">
        {languages.map((language) => (
          <FileLink
            key={language}
            href={`/quick-pay/bill/${bill.id}/pdf?lang=${language}`}
            name={t(`pdf_${language}`)}
            note={fileNote({ mostKb: MOST_KB.bill }, locale)}
          />
        ))}
      </p>
    </Card>
  )
}
