import { amountDue } from '#lib/billing/amount-due.ts'
import { holdingLinks } from '#lib/consumers/access.ts'
import { DAY_SECONDS, HOUR_SECONDS } from '#lib/identity/otp-policy.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { isPrepaidOn } from '#lib/payments/chosen-amount.ts'
import { newestBill } from '#lib/payments/newest-bill.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { formatDay, formatMonth } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import { dayOf } from '#lib/units/ist.ts'
import { localeOf } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { payLinkFor } from './pay-link.ts'
import { SMS_ANSWERS_PER_DAY, SMS_ANSWERS_PER_HOUR } from './quick-pay-policy.ts'
import type { InboundSms } from './read-sms.ts'
import { type SmsWish, understandSms } from './understand-sms.ts'

/** `limited`: this number has had its answers for now, and gets none. */
export type SmsAnswer = 'answered' | 'repeat' | 'limited'

/** A text of the `quickpay` messages and what it says. */
type Said = { key: string; values?: Record<string, string> }

/**
 * Answers an SMS to the utility's number, once: to the mobile of a connection what its newest bill says, with a short link
 * to pay it; to everybody else one answer that tells nothing, whether there is such a number or not.
 */
export async function answerSms(services: Services, sms: InboundSms): Promise<SmsAnswer> {
  const { db, now } = services
  const onceKey = `sms-answer:${sms.id}`
  if (await db.message.findUnique({ where: { onceKey }, select: { id: true } })) return 'repeat'
  const take = (purpose: string, limit: number, windowSeconds: number) =>
    takeFromLimit(services, { key: limitKey(purpose, sms.from), limit, windowSeconds })
  const hour = await take('answers by sms', SMS_ANSWERS_PER_HOUR, HOUR_SECONDS)
  const day = await take('answers by sms in a day', SMS_ANSWERS_PER_DAY, DAY_SECONDS)
  if (!hour.ok || !day.ok) return 'limited'
  const at = now()
  const person = await db.consumer.findUnique({ where: { mobile: sms.from }, select: { language: true } })
  const locale = localeOf(person?.language ?? 'hi')
  return db.$transaction(async (tx) => {
    const { key, values } = await answerTo(tx, understandSms(sms.text), { mobile: sms.from, at, locale })
    const { discom, portalUrl } = env()
    const said = templateText(locale, 'quickpay', key, {
      ...values,
      ...{ helpline: discom.helpline, portal: portalUrl, link: `${portalUrl}/link` },
    })
    const isWritten = await queueMessage(tx, { channel: 'SMS', to: sms.from, kind: 'SMS_ANSWER', ...said, onceKey, at })
    return isWritten ? 'answered' : 'repeat'
  })
}

type Asker = { mobile: string; at: Date; locale: ReturnType<typeof localeOf> }

async function answerTo(tx: Tx, wish: SmsWish, { mobile, at, locale }: Asker): Promise<Said> {
  if (wish.kind === 'HELP') return { key: 'smsHelp' }
  const person = await tx.consumer.findUnique({
    where: { mobile },
    select: { links: { where: holdingLinks(at), select: { connectionId: true } } },
  })
  const found = await tx.connection.findMany({
    where: {
      id: { in: person?.links.map(({ connectionId }) => connectionId) ?? [] },
      ...(wish.consumerNo === null ? {} : { consumerNo: { equals: wish.consumerNo, mode: 'insensitive' } }),
    },
    take: 2,
    select: { id: true },
  })
  const [connection] = found
  if (!connection) return { key: 'smsNotLinked' }
  if (found.length > 1) return { key: 'smsWhich' }
  const bill = await newestBill(tx, connection.id)
  const unpaidPaise = totalUnpaid(await billStandings(tx, connection.id))
  const due = bill && amountDue({ bill, unpaidPaise, on: dayOf(at) })
  // The last bill of before is no news to a prepaid home, unless something of it is owed.
  if (!due || due.todayPaise <= 0n) {
    if (await isPrepaidOn(tx, connection.id, dayOf(at))) return { key: 'smsPrepaid' }
  }
  if (!bill || !due) return { key: 'smsNoBill' }
  const facts = { month: formatMonth(bill.month, locale), units: formatUnits(bill.energyWh) }
  if (due.todayPaise <= 0n) return { key: 'smsNothing', values: facts }
  return {
    key: due.isOverdue ? 'smsOverdue' : 'smsBill',
    values: {
      ...facts,
      ...{ amount: formatRupees(due.todayPaise), due: formatDay(bill.dueOn, locale) },
      url: await payLinkFor(tx, connection.id, at),
    },
  }
}
