import { accountOf } from '#lib/ledger/account-of.ts'
import { tellReceipt } from '#lib/messaging/chat/tell-in-chat.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { notify, peopleOf } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'
import { parseMobile } from '#lib/units/phone.ts'

/** A counter's file may tell of payments months ago; nobody wants to hear of them now. */
const NEWS_FOR_MS = 3 * 86_400_000

type Received = {
  paymentId: string
  receiptNo: string
  connectionId: string
  amountPaise: Paise
  /** Of it, what was added to a prepaid balance. */
  rechargedPaise: Paise
  paidAt: Date
}

/** Tells the people linked to a connection, in their language, that a payment has arrived and what is left to pay. */
export async function queuePaymentReceived(tx: Tx, now: Date, received: Received): Promise<void> {
  const { paymentId, receiptNo, connectionId, amountPaise, rechargedPaise, paidAt } = received
  if (now.getTime() - paidAt.getTime() > NEWS_FOR_MS) return
  const people = await peopleOf(tx, now, connectionId)
  if (people.length === 0) return
  const { unpaidPaise, aheadPaise } = await accountOf(tx, connectionId)
  const words = (locale: Locale) =>
    templateText(locale, 'payments', textFor({ unpaidPaise, aheadPaise, rechargedPaise }), {
      amount: formatRupees(amountPaise),
      day: formatDay(dayOf(paidAt), locale),
      receiptNo,
      unpaid: formatRupees(unpaidPaise),
      ahead: formatRupees(aheadPaise),
      recharged: formatRupees(rechargedPaise),
    })
  const href = `/c/${connectionId}/payments/${paymentId}`
  await notify(tx, now, people, { kind: 'PAYMENT_RECEIVED', cause: paymentId, connectionId, href, words })
  for (const { mobile, language } of people) {
    const [to, locale] = [parseMobile(mobile), localeOf(language)]
    const path = `${href}/pdf?lang=${locale}`
    const onceKey = `chat:payment-received:${paymentId}:${mobile}`
    if (to) await tellReceipt(tx, { mobile: to, path, receiptNo, text: words(locale).text, onceKey, at: now })
  }
}

function textFor(account: { unpaidPaise: Paise; aheadPaise: Paise; rechargedPaise: Paise }): string {
  if (account.unpaidPaise > 0n) return 'smsPartPaid'
  if (account.rechargedPaise > 0n) return 'smsRecharged'
  return account.aheadPaise > 0n ? 'smsPaidAhead' : 'smsPaid'
}
