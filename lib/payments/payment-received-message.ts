import { accountOf } from '#lib/ledger/account-of.ts'
import { tellReceipt } from '#lib/messaging/chat/tell-in-chat.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import { localeOf } from '#lib/units/locale.ts'
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
  const people = await tx.consumer.findMany({
    where: { links: { some: { connectionId, endedAt: null } } },
    select: { mobile: true, language: true },
  })
  if (people.length === 0) return
  const { unpaidPaise, aheadPaise } = await accountOf(tx, connectionId)
  for (const { mobile, language } of people) {
    const locale = localeOf(language)
    const values = {
      amount: formatRupees(amountPaise),
      day: formatDay(dayOf(paidAt), locale),
      receiptNo,
      unpaid: formatRupees(unpaidPaise),
      ahead: formatRupees(aheadPaise),
      recharged: formatRupees(rechargedPaise),
    }
    const to = parseMobile(mobile)
    const said = templateText(locale, 'payments', textFor({ unpaidPaise, aheadPaise, rechargedPaise }), values)
    const onceKey = `payment-received:${paymentId}:${mobile}`
    await queueMessage(tx, { channel: 'SMS', to, kind: 'PAYMENT_RECEIVED', ...said, onceKey, at: now })
    const path = `/c/${connectionId}/payments/${paymentId}/pdf?lang=${locale}`
    if (to) await tellReceipt(tx, { mobile: to, path, receiptNo, text: said.text, onceKey: `chat:${onceKey}`, at: now })
  }
}

function textFor(account: { unpaidPaise: Paise; aheadPaise: Paise; rechargedPaise: Paise }): string {
  if (account.unpaidPaise > 0n) return 'smsPartPaid'
  if (account.rechargedPaise > 0n) return 'smsRecharged'
  return account.aheadPaise > 0n ? 'smsPaidAhead' : 'smsPaid'
}
