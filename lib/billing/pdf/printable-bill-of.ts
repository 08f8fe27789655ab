import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatMonth, formatPeriod, formatTableDay } from '#lib/units/display.ts'
import { formatKw } from '#lib/units/energy.ts'
import { dayOf } from '#lib/units/ist.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'
import type { BillView } from '../get-bill.ts'
import { breakdownOf } from './breakdown-of.ts'
import { dayChartOf, historyOf } from './charts-of.ts'
import { demandBarOf, loadDaysOf } from './load-of.ts'
import { noticesOf } from './notices-of.ts'
import { paperHead } from './paper-head.ts'
import { columnAmount, paperAddress, paperName, paperUnits } from './paper-text.ts'
import { type PrintedPayee, payPanelOf } from './pay-panel-of.ts'
import type { PrintSettings } from './print-settings.ts'
import type { PrintableBill } from './printable-bill.ts'

export type PrintedPayment = {
  receiptNo: string
  channel: string
  amountPaise: Paise
  refundedPaise: Paise
  paidAt: Date
}

/**
 * A bill in a consumer's language, ready to be laid out. `payments` are the connection's last ones, newest first;
 * `mobile` is the linked number with most of its digits hidden; `qr` is whom the QR beside it pays, null without one.
 */
export function printableBillOf(
  bill: BillView,
  extra: { payments: readonly PrintedPayment[]; mobile: string | null; qr: PrintedPayee | null },
  settings: PrintSettings,
  locale: Locale,
): PrintableBill {
  const t = textsFor(locale, 'pdf')
  const { discom } = settings
  const month = formatMonth(bill.month, locale)
  const isEstimate = bill.basis === 'PROVISIONAL'
  const { days } = bill
  const kind = bill.mode === 'PREPAID' ? 'prepaid' : isEstimate ? 'provisional' : 'bill'
  return {
    // Of its issue, so that equal bills give equal bytes.
    ...paperHead(settings, {
      ...{ locale, at: bill.issuedAt },
      title: t('documentTitle', { month, consumerNo: bill.consumerNo }),
    }),
    title: { lead: t(`title_${kind}`), month },
    facts: [
      { label: t('billNo'), value: bill.billNo },
      { label: t('billDate'), value: formatDay(bill.billedOn, locale) },
      {
        label: t('period'),
        value: t('periodDays', { period: formatPeriod(bill.periodFrom, bill.periodTo, locale), days }),
      },
      { label: t('basis'), value: t(`basis_${bill.basis}`), warns: isEstimate },
    ],
    consumer: consumerOf(bill, extra.mobile, t),
    pay: payPanelOf(bill, extra.qr, settings, locale),
    breakdown: breakdownOf(bill, locale),
    meter: meterOf(bill, t),
    days: dayChartOf(bill, locale),
    demand: demandBarOf(bill, locale),
    above: loadDaysOf(bill, locale),
    history: historyOf(bill, locale),
    payments: {
      heading: t('payments'),
      columns: [t('colDay'), t('colMode'), t('colAmount')],
      rows: extra.payments.slice(0, 3).map(({ paidAt, channel, receiptNo, amountPaise, refundedPaise }) => ({
        day: formatTableDay(dayOf(paidAt)),
        mode: t(`channel_${channel}`),
        receiptNo,
        amount: columnAmount(amountPaise),
        note: refundedPaise > 0n ? `${textsFor(locale, 'payments')('givenBack')} ${formatRupees(refundedPaise)}` : '',
      })),
      none: t('noPayments'),
    },
    notices: { heading: t('notices'), items: noticesOf(bill, locale) },
    complaints: {
      heading: t('complaints'),
      places: [
        { name: t('helpline'), number: discom.helpline, text: discom.moreHelplines },
        { name: t('forum'), number: '', text: inLanguage(discom.forum, locale) },
        { name: t('ombudsman'), number: '', text: inLanguage(discom.ombudsman, locale) },
      ],
    },
    genuine: {
      heading: t('genuine'),
      text: t('genuineText'),
      address: settings.portalUrl.replace(/^https?:\/\//, ''),
      alternative: t('genuineAlternative'),
    },
  }
}

function consumerOf(bill: BillView, mobile: string | null, t: Texts): PrintableBill['consumer'] {
  const named = `category_${bill.category}`
  return {
    heading: t('consumer'),
    name: paperName(bill.holderName),
    address: paperAddress(bill.address),
    numberLabel: t('consumerNo'),
    number: bill.consumerNo,
    rows: [
      ...(bill.meterSerialNo ? [{ label: t('meterNo'), value: bill.meterSerialNo }] : []),
      // Categories are data; one that an officer adds is printed by its own name until it has words.
      { label: t('category'), value: t.has(named) ? t(named) : bill.category },
      { label: t('load'), value: t(`load_${bill.phase}`, { kw: formatKw(bill.sanctionedLoadW) }) },
      { label: t('subdivision'), value: bill.subdivision },
      ...(mobile ? [{ label: t('mobile'), value: mobile }] : []),
    ],
  }
}

/** Days that were read and what they add up to; of the utility's bill the register at both ends. */
function meterOf(bill: BillView, t: Texts): PrintableBill['meter'] {
  const { days, register, issuer } = bill
  const heading = t('meter')
  const meter = bill.meterSerialNo ?? '–'
  const units = paperUnits(bill.energyWh)
  if (issuer === 'PORTAL')
    return {
      heading,
      columns: [t('colMeter'), t('colRead'), t('colUnits')],
      row: [meter, t('readOf', { days, read: days - bill.estimatedOn.length }), units],
      note: t(bill.estimatedOn.length > 0 ? 'meterNoteEstimated' : 'meterNote'),
    }
  if (!register)
    return { heading, columns: [t('colMeter'), t('colUnits')], row: [meter, units], note: t('utilityNote') }
  return {
    heading,
    columns: [t('colMeter'), t('colPrevious'), t('colCurrent'), t('colUnits')],
    row: [meter, register.previous, register.current, units],
    note: register.factor === '1' ? t('utilityNote') : t('utilityFactorNote', { factor: register.factor }),
  }
}
