import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatMonth } from '#lib/units/display.ts'
import { addDays, dayOf } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { isPayable } from '../bill-state.ts'
import type { BillView } from '../get-bill.ts'
import { ladderOf } from './ladder-of.ts'
import { paperDay, paperUnits } from './paper-text.ts'
import type { PrintSettings } from './print-settings.ts'
import type { PayPanel } from './printable-bill.ts'

type Line = PayPanel['lines'][number]
/** Whom a QR on paper pays. */
export type PrintedPayee = { vpa: string; payeeName: string }

const strong = (text: string): Line => ({ text, isStrong: true })
const plain = (text: string): Line => ({ text, isStrong: false })
const large = (amount: Paise) => formatRupees(amount, { whole: true })

/** What there is to pay and by when; where there is nothing, why. */
export function payPanelOf(bill: BillView, qr: PrintedPayee | null, settings: PrintSettings, locale: Locale): PayPanel {
  const t = textsFor(locale, 'pdf')
  const { days } = bill
  const estimate =
    bill.basis === 'PROVISIONAL'
      ? {
          lead: t('estimateLead'),
          text:
            bill.issuer === 'PORTAL'
              ? t('estimateText', { days, read: days - bill.estimatedOn.length })
              : t('estimateUtilityText'),
        }
      : null
  const panel = isPayable(bill.state) ? toPay(bill, qr, { settings, locale, t }) : settled(bill, settings, locale, t)
  return { ...panel, estimate }
}

type Panel = Omit<PayPanel, 'estimate'>

function toPay(
  bill: BillView,
  qr: PrintedPayee | null,
  { settings: { portalUrl, billing }, locale, t }: { settings: PrintSettings; locale: Locale; t: Texts },
): Panel {
  const { due, dueOn, unpaidPaise, payableByDuePaise } = bill
  const isPart = unpaidPaise < payableByDuePaise
  const today = due.ladder[0]
  const late = due.ladder.find(({ kind }) => kind === 'AFTER_DUE')
  const lines = [
    ...(isPart
      ? [strong(t('leftOf', { amount: formatRupees(unpaidPaise), total: formatRupees(payableByDuePaise) }))]
      : []),
    ...ofArrears(bill, t),
    ...(due.isOverdue && late && late.surchargePaise > 0n
      ? [plain(t('overdue', { amount: formatRupees(late.surchargePaise) })), ...byState(bill, t)]
      : []),
    ...(qr && today?.untilOn && today.rebatePaise > 0n
      ? [plain(t('qrEarly', { date: paperDay(today.untilOn, locale), amount: formatRupees(today.rebatePaise) }))]
      : []),
    ...(qr ? [] : [plain(t('payOnPortal', { address: portalUrl }))]),
  ]
  const amount = formatRupees(payableByDuePaise)
  return {
    heading: t('pay'),
    label: t(isPart ? 'amountLeft' : 'amount'),
    amount: large(unpaidPaise),
    beside: { label: t(due.isOverdue ? 'wasDue' : 'due'), value: formatDay(dueOn, locale), isGood: false },
    lines,
    gauge: null,
    ladder: due.isOverdue ? null : ladderOf(bill, locale),
    warning: t('disconnection', { date: paperDay(addDays(dueOn, billing.disconnectionDays), locale) }),
    qr: qr
      ? {
          heading: t('qr'),
          alternative: t('qrAlternative', { amount, vpa: qr.vpa, billNo: bill.billNo }),
          amountLabel: t('qrAmount'),
          amount,
          until: due.isOverdue ? '' : t('by', { date: paperDay(dueOn, locale) }),
          vpaLabel: t('qrVpa'),
          vpa: qr.vpa,
          payeeLabel: t('qrPayee'),
          payee: qr.payeeName,
        }
      : null,
  }
}

/** Nothing due is a state of its own: what the State paid, or how the bill was settled, and never a QR. */
function settled(bill: BillView, { discom }: PrintSettings, locale: Locale, t: Texts): Panel {
  const { state, payableByDuePaise } = bill
  const noQr = plain(t('noQr', { helpline: discom.helpline }))
  const panel = (label: string, amount: Paise, value: string, lines: Line[], more: Partial<Panel> = {}): Panel => ({
    heading: t('payNothing'),
    label,
    amount: large(amount),
    beside: { label: t('standing'), value, isGood: true },
    lines,
    gauge: null,
    ladder: null,
    warning: null,
    qr: null,
    ...more,
  })
  if (state === 'PAID') {
    const { receipt } = bill
    const paidOn = receipt && formatDay(dayOf(receipt.paidAt), locale)
    const lines = receipt && paidOn ? [strong(t('receipt', { number: receipt.receiptNo, date: paidOn }))] : []
    return panel(t('amountPaid'), payableByDuePaise, t('paid'), [...lines, noQr])
  }
  if (state === 'CARRIED_OVER') {
    const lines = bill.carriedBy ? [strong(t('carriedText', { month: formatMonth(bill.carriedBy.month, locale) }))] : []
    return panel(t('amountPaid'), payableByDuePaise, t('carried'), lines)
  }
  if (state === 'PREPAID') {
    return panel(t('amountPrepaid'), payableByDuePaise, t('nothing'), [
      plain(t('prepaidText')),
      ...byState(bill, t),
      noQr,
    ])
  }
  if (state === 'CREDIT') {
    const amount = paise(-payableByDuePaise)
    return panel(t('amountCredit'), amount, t('nothing'), [strong(t('creditText')), ...byState(bill, t), noQr])
  }
  return panel(t('amount'), ZERO_PAISE, t('nothing'), [...zeroLines(bill, t), noQr], { gauge: gaugeOf(bill, t) })
}

function zeroLines(bill: BillView, t: Texts): Line[] {
  const { freeLimit } = bill
  const isFromAdvance = bill.lines.some(({ code, amountPaise }) => code === 'ADVANCE' && amountPaise < 0n)
  return [
    ...byState(bill, t),
    ...(isFromAdvance ? [strong(t('fromAdvance'))] : []),
    ...(freeLimit
      ? [plain(t('oneMore', { limit: paperUnits(freeLimit.limitWh), amount: large(freeLimit.oneMorePaise) }))]
      : []),
  ]
}

function ofArrears({ lines }: BillView, t: Texts): Line[] {
  const arrearsPaise = lines.find(({ code }) => code === 'ARREARS')?.amountPaise ?? ZERO_PAISE
  return arrearsPaise > 0n ? [plain(t('ofArrears', { amount: formatRupees(arrearsPaise) }))] : []
}

function byState({ lines, currentDemandPaise }: BillView, t: Texts): Line[] {
  const paid = paise(-(lines.find(({ code }) => code === 'SUBSIDY')?.amountPaise ?? 0n))
  if (paid <= 0n) return []
  return [strong(t(currentDemandPaise === 0n ? 'statePaid' : 'statePart', { amount: formatRupees(paid) }))]
}

function gaugeOf({ freeLimit, energyWh }: BillView, t: Texts): PayPanel['gauge'] {
  if (!freeLimit || freeLimit.limitWh <= 0n) return null
  const { limitWh, leftWh } = freeLimit
  const left = paperUnits(leftWh, 1)
  const values = { limit: paperUnits(limitWh), used: paperUnits(energyWh, 1), left, count: left === '1' ? 1 : 2 }
  return {
    text: t('gauge', values),
    share: Number(energyWh) / Number(limitWh),
  }
}
