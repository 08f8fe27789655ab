import { BillStateBadge } from '#components/bills/bill-state-badge.tsx'
import { PayForm } from '#components/bills/pay-form.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { isPayable } from '#lib/billing/bill-state.ts'
import type { HomeBill, HomeView } from '#lib/billing/home-view.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant, formatMonth } from '#lib/units/display.ts'
import { daysBetween, type IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'

type Props = { view: HomeView; connectionId: string; today: IstDay; locale: Locale }

/** The first answer of Home: what is due and by when, or that nothing is. */
export function HomeDueCard({ view, connectionId, today, locale }: Props) {
  const t = textsFor(locale, 'home')
  const { bill, nextBillOn } = view
  if (!bill)
    return (
      <Card title={t('noBill')}>
        <p className="text-text-2">
          {nextBillOn ? t('noBillText', { date: formatDay(nextBillOn, locale) }) : t('noBillYet')}
        </p>
      </Card>
    )
  const isToPay = isPayable(bill.state)
  return (
    <Card
      title={t('billOf', { month: formatMonth(bill.month, locale) })}
      aside={<DueBadge bill={bill} today={today} locale={locale} />}
    >
      {isToPay ? (
        <ToPay bill={bill} locale={locale} />
      ) : (
        <Settled bill={bill} nextBillOn={nextBillOn} locale={locale} />
      )}
      <p className={`mt-1 ${isToPay ? 'text-center' : ''}`}>
        <a
          href={`/c/${connectionId}/bills/${bill.id}`}
          className="link inline-flex min-h-11 items-center font-semibold"
        >
          {t('linkBill')}
        </a>
      </p>
    </Card>
  )
}

/** Days that are left say more than a date while there are any. */
function DueBadge({ bill, today, locale }: { bill: HomeBill; today: IstDay; locale: Locale }) {
  if (bill.state !== 'DUE') return <BillStateBadge bill={bill} locale={locale} />
  return <Badge kind="warn">{textsFor(locale, 'home')('daysLeft', { count: daysBetween(today, bill.dueOn) })}</Badge>
}

function ToPay({ bill, locale }: { bill: HomeBill; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { due, unpaidPaise, payableByDuePaise } = bill
  const now = due.ladder[0]
  return (
    <>
      <p className="text-figure">{formatRupees(unpaidPaise)}</p>
      {unpaidPaise < payableByDuePaise && (
        <p className="text-text-2">
          {t('leftOf', { amount: formatRupees(unpaidPaise), total: formatRupees(payableByDuePaise) })}
        </p>
      )}
      <p className="mb-4 text-text-2">
        {t(due.isOverdue ? 'wasDue' : 'payBy', { date: formatDay(bill.dueOn, locale) })}
      </p>
      <PayForm billId={bill.id} todayPaise={due.todayPaise} locale={locale} />
      {now?.untilOn && now.rebatePaise > 0n && (
        <p className="mt-3 text-center text-small text-text-2">
          {t('saves', { date: formatDay(now.untilOn, locale), amount: formatRupees(now.rebatePaise) })}
        </p>
      )}
    </>
  )
}

function Settled({ bill, nextBillOn, locale }: { bill: HomeBill; nextBillOn: IstDay | null; locale: Locale }) {
  const t = textsFor(locale, 'home')
  const bills = textsFor(locale, 'bills')
  const { state, subsidyPaise, payableByDuePaise, aheadPaise, receipt } = bill
  if (state === 'PREPAID')
    return (
      <>
        <p className="text-figure">{formatRupees(payableByDuePaise)}</p>
        <p className="text-text-2">{bills('prepaid', { amount: formatRupees(payableByDuePaise) })}</p>
      </>
    )
  return (
    <>
      <p className="text-h1 text-ok">{state === 'PAID' ? bills('paid') : t('nothingDue')}</p>
      {receipt && (
        <p className="text-text-2">
          {bills('paidReceipt', { number: receipt.receiptNo, date: formatInstant(receipt.paidAt, locale) })}
        </p>
      )}
      {state === 'NOTHING_DUE' && subsidyPaise > 0n && (
        <p>{bills('statePaid', { amount: formatRupees(subsidyPaise) })}</p>
      )}
      {aheadPaise > 0n && state !== 'CREDIT' && (
        <p>{textsFor(locale, 'payments')('aheadNow', { amount: formatRupees(aheadPaise) })}</p>
      )}
      {state === 'CREDIT' && <p>{bills('credit', { amount: formatRupees(paise(-payableByDuePaise)) })}</p>}
      <p className="text-text-2">
        {nextBillOn ? t('nextBill', { date: formatDay(nextBillOn, locale) }) : t('nextBillSoon')}
      </p>
    </>
  )
}
