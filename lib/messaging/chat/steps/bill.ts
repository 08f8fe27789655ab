import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatMonth, formatPeriod } from '#lib/units/display.ts'
import { spokenUnits } from '#lib/units/energy.ts'
import { formatRupees } from '#lib/units/paise.ts'
import type { WhatsAppContent } from '../../whatsapp/content.ts'
import type { BillNews, Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { buttons, cut, languageOf, says, type Turn, textsOf, wishId } from '../turn.ts'

const CAPTION = 1024

/** The newest bill: the paper itself with what it says, and what can be done about it. */
export function showBill(state: ChatState, { bill, payBy }: Extract<Outcome, { type: 'BILL' }>): Turn {
  const t = textsOf(state)
  const { connectionId } = bill
  const next = { ...state, connectionId }
  const pay = bill.todayPaise > 0n ? [{ id: `C:${connectionId}:${payBy}`, title: t('payBill') }] : []
  return says(
    next,
    billPaper(state, bill),
    buttons(next, standing(state, bill), [...pay, { id: wishId('ESTIMATE'), title: t('row_ESTIMATE') }]),
  )
}

/** The bill's PDF with what stands on it. */
export function billPaper(state: ChatState, bill: BillNews): WhatsAppContent {
  const { connectionId, billId, month } = bill
  return {
    type: 'document',
    path: `/c/${connectionId}/bills/${billId}/pdf?lang=${languageOf(state)}`,
    filename: `bill-${month}.pdf`,
    caption: cut(summary(state, bill), CAPTION),
  }
}

function summary(state: ChatState, bill: BillNews): string {
  const locale = languageOf(state)
  const t = textsOf(state)
  const ofBills = textsFor(locale, 'bills')
  const units = spokenUnits(bill.energyWh)
  const period = formatPeriod(bill.periodFrom, bill.periodTo, locale)
  return [
    `${ofBills('billTitle', { month: formatMonth(bill.month, locale) })} · ${t('account', { end: bill.end })}`,
    t('billUnits', { units, period }),
    bill.readings ? t('billReadings', bill.readings) : t('billDays', { days: bill.days }),
    ...bill.lines.map(({ code, amountPaise }) => `${ofBills(`line_${code}`)}: ${formatRupees(amountPaise)}`),
    t('billTotal', { amount: formatRupees(bill.payablePaise) }),
  ].join('\n')
}

/** What is to be paid, by when, or that nothing is. */
function standing(state: ChatState, { standing: kind, ...bill }: BillNews): string {
  return textsOf(state)(`bill_${kind}`, {
    amount: formatRupees(bill.unpaidPaise),
    today: formatRupees(bill.todayPaise),
    due: formatDay(bill.dueOn, languageOf(state)),
  })
}

export const noBill = (state: ChatState): Turn => says(state, buttons(state, textsOf(state)('noBillYet')))
