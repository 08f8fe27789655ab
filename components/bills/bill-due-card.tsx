import { Card } from '#components/ui/card.tsx'
import { isPayable } from '#lib/billing/bill-state.ts'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatInstant, formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'
import { BillKeepLinks } from './bill-keep-links.tsx'
import { BillPdfLinks } from './bill-pdf-links.tsx'
import { BillStateBadge, ProvisionalBadge } from './bill-state-badge.tsx'
import { PayForm } from './pay-form.tsx'
import { hasLadder, PayLadder } from './pay-ladder.tsx'

/** What a bill asks for and where it stands: the pay button while it is to be paid, else why there is nothing to do. */
export function BillDueCard({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="inline-flex flex-wrap gap-1.5">
          <BillStateBadge bill={bill} locale={locale} />
          <ProvisionalBadge bill={bill} locale={locale} />
        </span>
        <span className="text-small text-text-2">{t('billNo', { number: bill.billNo })}</span>
      </div>
      <div className="mt-2">
        {isPayable(bill.state) ? <ToPay bill={bill} locale={locale} /> : <Settled bill={bill} locale={locale} />}
      </div>
      <BillPdfLinks bill={bill} locale={locale} />
      <BillKeepLinks bill={bill} locale={locale} />
    </Card>
  )
}

function ToPay({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { due, unpaidPaise, payableByDuePaise } = bill
  const saving = due.ladder[0]
  return (
    <>
      <p className="text-figure">{formatRupees(unpaidPaise)}</p>
      {unpaidPaise < payableByDuePaise && (
        <p className="text-text-2">
          {t('leftOf', { amount: formatRupees(unpaidPaise), total: formatRupees(payableByDuePaise) })}
        </p>
      )}
      <p className="mb-3 text-text-2">
        {t(due.isOverdue ? 'wasDue' : 'payBy', { date: formatDay(bill.dueOn, locale) })}
      </p>
      <PayForm billId={bill.id} todayPaise={due.todayPaise} locale={locale} />
      <p className="mt-1 text-center">
        <a href={`/c/${bill.connectionId}/pay`} className="link inline-flex min-h-11 items-center">
          {textsFor(locale, 'payments')('otherAmount')}
        </a>
      </p>
      {saving?.untilOn && saving.rebatePaise > 0n && (
        <p className="mt-2 text-center text-small text-text-2">
          {t('saves', { date: formatDay(saving.untilOn, locale), amount: formatRupees(saving.rebatePaise) })}
        </p>
      )}
      {due.isOverdue && due.ladder[0] && (
        <p className="mt-2 text-small text-text-2">
          {t('overdueNote', { amount: formatRupees(due.ladder[0].surchargePaise) })}
        </p>
      )}
      {hasLadder(due.ladder) && (
        <section className="mt-4">
          <h2 className="text-label">{textsFor(locale, 'payments')('later')}</h2>
          <PayLadder ladder={due.ladder} locale={locale} />
        </section>
      )}
    </>
  )
}

/** Nothing due is a state of its own, not an empty one. */
function Settled({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { state, receipt, carriedBy, connectionId, payableByDuePaise } = bill
  if (state === 'PAID')
    return (
      <>
        <p className="text-h1">{t('paid')}</p>
        <p className="text-text-2">{formatRupees(payableByDuePaise)}</p>
        {receipt && (
          <>
            <p className="text-text-2">
              {t('paidReceipt', { number: receipt.receiptNo, date: formatInstant(receipt.paidAt, locale) })}
            </p>
            <a
              href={`/c/${connectionId}/payments/${receipt.paymentId}`}
              className="inline-flex min-h-11 items-center font-semibold text-primary underline underline-offset-4"
            >
              {t('seeReceipt')}
            </a>
          </>
        )}
      </>
    )
  if (state === 'CARRIED_OVER')
    return (
      <>
        <p className="text-figure">{formatRupees(payableByDuePaise)}</p>
        {carriedBy && (
          <>
            <p>{t('carriedOver', { month: formatMonth(carriedBy.month, locale) })}</p>
            <a
              href={`/c/${connectionId}/bills/${carriedBy.id}`}
              className="inline-flex min-h-11 items-center font-semibold text-primary underline underline-offset-4"
            >
              {t('openCarrier', { month: formatMonth(carriedBy.month, locale) })}
            </a>
          </>
        )}
      </>
    )
  if (state === 'PREPAID')
    return (
      <>
        <p className="text-figure">{formatRupees(payableByDuePaise)}</p>
        <p>{t('prepaid', { amount: formatRupees(payableByDuePaise) })}</p>
      </>
    )
  return <NothingToPay bill={bill} locale={locale} />
}

function NothingToPay({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const amountOf = (code: string) => bill.lines.find((line) => line.code === code)?.amountPaise ?? 0n
  const subsidyPaise = paise(-amountOf('SUBSIDY'))
  return (
    <>
      <p className="text-h1 text-ok">{t('nothingDue')}</p>
      {subsidyPaise > 0n && (
        <p>{t(bill.currentDemandPaise === 0n ? 'statePaid' : 'statePart', { amount: formatRupees(subsidyPaise) })}</p>
      )}
      {bill.state === 'CREDIT' && <p>{t('credit', { amount: formatRupees(paise(-bill.payableByDuePaise)) })}</p>}
      {bill.state === 'NOTHING_DUE' && amountOf('ADVANCE') < 0n && <p>{t('coveredByAdvance')}</p>}
    </>
  )
}
