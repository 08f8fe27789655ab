import { holdingLinks } from '#lib/consumers/access.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { formatDay, formatMonth, formatPeriod } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import { parseMobile } from '#lib/units/phone.ts'
import type { BillDraft } from './draft-bill.ts'

/**
 * Tells the people linked to new bills' connections, by SMS and in their language, what a bill says: period, units,
 * amount and due date, so that nobody is left with a bare figure. Written in the transaction that issues the bills.
 */
export async function queueBillReady(tx: Tx, at: Date, bills: readonly BillDraft[]): Promise<void> {
  const byConnection = new Map(bills.map((bill) => [bill.connectionId, bill]))
  const links = await tx.mobileLink.findMany({
    where: { connectionId: { in: [...byConnection.keys()] }, ...holdingLinks(at) },
    select: { connectionId: true, consumer: { select: { mobile: true, language: true } } },
  })
  for (const { connectionId, consumer } of links) {
    const bill = byConnection.get(connectionId)
    if (!bill) continue
    await queueMessage(tx, {
      channel: 'SMS',
      to: parseMobile(consumer.mobile),
      kind: 'BILL_READY',
      text: billReadyText(bill, localeOf(consumer.language)),
      document: `/c/${connectionId}/bills/${bill.id}/pdf`,
      onceKey: `bill-ready:${bill.id}:${consumer.mobile}`,
      at,
    })
  }
}

export function billReadyText(
  bill: Pick<
    BillDraft,
    'mode' | 'month' | 'periodFrom' | 'periodTo' | 'energyWh' | 'payableByDuePaise' | 'dueOn' | 'lines'
  >,
  locale: Locale,
): string {
  const t = textsFor(locale, 'bills')
  const facts = {
    discom: env().discom.shortName,
    month: formatMonth(bill.month, locale),
    period: formatPeriod(bill.periodFrom, bill.periodTo, locale),
    units: formatUnits(bill.energyWh),
  }
  const subsidy = paise(-(bill.lines.find(({ code }) => code === 'SUBSIDY')?.amountPaise ?? 0n))
  if (bill.mode === 'PREPAID') return t('smsPrepaid', { ...facts, amount: rupees(bill.payableByDuePaise) })
  if (bill.payableByDuePaise > 0n)
    return t('smsDue', { ...facts, amount: rupees(bill.payableByDuePaise), due: formatDay(bill.dueOn, locale) })
  return subsidy > 0n ? t('smsNothingDueState', { ...facts, subsidy: rupees(subsidy) }) : t('smsNothingDue', facts)
}

const rupees = (amount: Paise) => formatRupees(amount)
