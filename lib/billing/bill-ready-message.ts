import { holdingLinks } from '#lib/consumers/access.ts'
import { type NewMessage, queueMessages } from '#lib/messaging/send-message.ts'
import { type TemplateText, templateText } from '#lib/messaging/template-text.ts'
import { wakingTime } from '#lib/messaging/waking-hours.ts'
import { agreedToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import { keepNotices, type NewNotice } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { formatDay, formatMonth, formatPeriod } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import { parseMobile } from '#lib/units/phone.ts'
import type { BillDraft } from './draft-bill.ts'

/** What a message says of a bill. */
export type ReadyBill = Pick<
  BillDraft,
  'connectionId' | 'mode' | 'month' | 'periodFrom' | 'periodTo' | 'energyWh' | 'payableByDuePaise' | 'dueOn'
> & { id: string; subsidyPaise: Paise }
export type Reader = { consumerId: string; mobile: string; language: string; agreedToWhatsApp: boolean }

/**
 * Tells the people linked to new bills' connections, in their language, what a bill says: period, units, amount and due
 * date, so that nobody is left with a bare figure. Written in the transaction that issues the bills.
 */
export async function queueBillReady(tx: Tx, at: Date, bills: readonly (BillDraft & { id: string })[]): Promise<void> {
  const readers = await readersOf(
    tx,
    at,
    bills.map(({ connectionId }) => connectionId),
  )
  const told = bills.flatMap((bill) => {
    const subsidyPaise = paise(-(bill.lines.find(({ code }) => code === 'SUBSIDY')?.amountPaise ?? 0n))
    return (readers.get(bill.connectionId) ?? []).map((reader) => ({ bill: { ...bill, subsidyPaise }, reader }))
  })
  if (told.length === 0) return
  await keepNotices(
    tx,
    at,
    told.map(({ bill, reader }) => billReadyNotice(bill, reader)),
  )
  await queueMessages(
    tx,
    told.map(({ bill, reader }) => billReadyFor(bill, reader, at)),
  )
}

/** The same for a person's notice centre. */
export function billReadyNotice(bill: ReadyBill, { consumerId }: Reader): NewNotice & { consumerId: string } {
  const { connectionId, id } = bill
  return {
    ...{ kind: 'BILL_READY', cause: id, consumerId, connectionId, href: `/c/${connectionId}/bills/${id}` },
    words: (language) => billReadyText(bill, language),
  }
}

/** Who is told of a bill, by connection: everybody whose number is linked to it. */
export async function readersOf(tx: Tx, at: Date, connectionIds: readonly string[]): Promise<Map<string, Reader[]>> {
  const links = await tx.mobileLink.findMany({
    where: { connectionId: { in: [...connectionIds] }, ...holdingLinks(at) },
    select: { connectionId: true, consumerId: true, consumer: { select: { mobile: true, language: true } } },
  })
  const agreed = await agreedToWhatsApp(
    tx,
    links.map(({ consumer }) => consumer.mobile),
  )
  const readers = new Map<string, Reader[]>()
  for (const { connectionId, consumerId, consumer } of links) {
    const reader = { consumerId, ...consumer, agreedToWhatsApp: agreed.has(consumer.mobile) }
    readers.set(connectionId, [...(readers.get(connectionId) ?? []), reader])
  }
  return readers
}

/** By WhatsApp with the bill itself for those who agreed to it, else by SMS, in waking hours; once for each bill and number. */
export function billReadyFor(
  bill: ReadyBill,
  { mobile, language, agreedToWhatsApp }: Omit<Reader, 'consumerId'>,
  at: Date,
): NewMessage {
  const locale = localeOf(language)
  const document = `/c/${bill.connectionId}/bills/${bill.id}/pdf?lang=${locale}`
  const { text, content } = billReadyText(bill, locale)
  const filename = `${env().discom.shortName}-${bill.month}.pdf`
  return {
    ...{ kind: 'BILL_READY', to: parseMobile(mobile), text, document, at },
    ...(agreedToWhatsApp
      ? { channel: 'WHATSAPP', content: { ...content, document: { path: document, filename } } }
      : { channel: 'SMS', content }),
    sendAfter: wakingTime(at),
    onceKey: `bill-ready:${bill.id}:${mobile}`,
  }
}

export function billReadyText(bill: ReadyBill, locale: Locale): TemplateText {
  const text = (key: string, values: Record<string, string>) => templateText(locale, 'bills', key, values)
  const facts = {
    month: formatMonth(bill.month, locale),
    period: formatPeriod(bill.periodFrom, bill.periodTo, locale),
    units: formatUnits(bill.energyWh),
  }
  const amount = formatRupees(bill.payableByDuePaise)
  if (bill.mode === 'PREPAID') return text('smsPrepaid', { ...facts, amount })
  if (bill.payableByDuePaise > 0n) return text('smsDue', { ...facts, amount, due: formatDay(bill.dueOn, locale) })
  return bill.subsidyPaise > 0n
    ? text('smsNothingDueState', { ...facts, subsidy: formatRupees(bill.subsidyPaise) })
    : text('smsNothingDue', facts)
}
