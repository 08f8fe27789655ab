import { formatTime } from '#lib/units/display.ts'
import { formatRupees } from '#lib/units/paise.ts'
import type { Outcome } from '../chat-events.ts'
import type { ChatState } from '../chat-state.ts'
import { atMenu, buttons, languageOf, says, type Turn, textsOf, wishId } from '../turn.ts'
import { billPaper } from './bill.ts'

/**
 * Amount, QR and link, after the bill where a code has opened it. That it was paid is said when the gateway says so, not
 * here.
 */
export function showPayment(state: ChatState, { payment, bill }: Extract<Outcome, { type: 'PAYMENT' }>): Turn {
  const t = textsOf(state)
  const { connectionId, attemptId, end, vpa, payeeName, link } = payment
  const amount = formatRupees(payment.amountPaise)
  const until = formatTime(payment.validUntil, languageOf(state))
  const caption = [
    t('payLead', { amount, account: t('account', { end }) }),
    t('payPayee', { payeeName, vpa }),
    t('payUntil', { until }),
    ...(link ? [t('payLink', { link })] : []),
  ].join('\n')
  const next = { ...atMenu(state), connectionId }
  return says(
    next,
    ...(bill ? [billPaper(state, bill)] : []),
    { type: 'image', path: `/c/${connectionId}/pay/${attemptId}/qr`, caption },
    buttons(next, t('payNext'), [{ id: `C:${connectionId}:BILL`, title: t('viewBill') }]),
  )
}

export const nothingDue = (state: ChatState): Turn =>
  says(
    atMenu(state),
    buttons(state, textsOf(state)('bill_PAID'), [{ id: wishId('BILL'), title: textsOf(state)('viewBill') }]),
  )

export const noPayment = (state: ChatState): Turn => says(atMenu(state), buttons(state, textsOf(state)('noPayment')))
