import { billReadyFor, type ReadyBill, readersOf } from '#lib/billing/bill-ready-message.ts'
import { unpaidOf } from '#lib/ledger/unpaid-of.ts'
import { queueMessages } from '#lib/messaging/send-message.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, dayOf, type Month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'

/** Connections a page: large enough that statements are few, small enough that a page is done in a second. */
const PAGE = 500

export type Planned = { bills: number; written: number; isDone: boolean }

/**
 * Writes the messages of the next page of a campaign: of each connection's bill of the month that still asks for money or
 * asked for none, to everybody linked who was not told yet. The page is one transaction with the campaign's place in it,
 * so a run that died goes on with the next page, and two at once do each page once.
 */
export async function planPage(
  { db, now }: Services,
  {
    campaignId,
    subdivisions,
    most = PAGE,
  }: { campaignId: string; subdivisions: readonly string[] | null; most?: number },
): Promise<Planned> {
  return db.$transaction(async (tx) => {
    const [campaign] = await tx.$queryRaw<{ month: Month; plannedTo: string | null; isPlanned: boolean }[]>`
      select "month", "plannedTo"::text, "plannedAt" is not null as "isPlanned" from "Campaign"
       where "id" = ${campaignId}::uuid for update`
    if (!campaign) throw new Error('There is no such campaign.')
    if (campaign.isPlanned) return { bills: 0, written: 0, isDone: true }
    const connections = await tx.connection.findMany({
      where: {
        ...(campaign.plannedTo && { id: { gt: campaign.plannedTo } }),
        ...(subdivisions && { subdivision: { in: [...subdivisions] } }),
      },
      orderBy: { id: 'asc' },
      take: most,
      select: { id: true },
    })
    const connectionIds = connections.map(({ id }) => id)
    const { bills, written } = await writePage(tx, now(), { campaignId, month: campaign.month, connectionIds })
    const isDone = connections.length < most
    await tx.campaign.update({
      where: { id: campaignId },
      data: {
        plannedTo: connectionIds.at(-1) ?? campaign.plannedTo,
        bills: { increment: bills },
        ...(isDone && { plannedAt: now() }),
      },
    })
    return { bills, written, isDone }
  })
}

type Page = { campaignId: string; month: Month; connectionIds: string[] }

async function writePage(tx: Tx, at: Date, { campaignId, month, connectionIds }: Page) {
  const bills = await tx.bill.findMany({
    where: { connectionId: { in: connectionIds }, month },
    select: {
      ...{ id: true, connectionId: true, mode: true, periodFrom: true, periodTo: true, energyWh: true, dueOn: true },
      payableByDuePaise: true,
      lines: { where: { code: 'SUBSIDY' }, select: { amountPaise: true } },
    },
  })
  const billed = bills.map(({ connectionId }) => connectionId)
  const unpaid = await unpaidOf(tx, billed)
  const readers = await readersOf(tx, at, billed)
  const messages = bills.flatMap(({ lines, payableByDuePaise, periodFrom, periodTo, dueOn, ...bill }) => {
    const due = dayFromColumn(dueOn)
    const open = unpaid.get(bill.connectionId) ?? 0n
    // What a prepaid statement comes to was taken from the balance: it asks for nothing, whatever else is owed.
    const isAsked = bill.mode === 'POSTPAID' && payableByDuePaise > 0n
    // Paid meanwhile, or due before today: a reminder is another message.
    if (isAsked && (open <= 0n || due < dayOf(at))) return []
    const ready: ReadyBill = {
      ...{
        ...bill,
        energyWh: wattHours(bill.energyWh),
        month,
        dueOn: due,
        periodFrom: dayFromColumn(periodFrom),
        periodTo: dayFromColumn(periodTo),
      },
      // A part may have been paid: what is told is what is left.
      payableByDuePaise: paise(isAsked && payableByDuePaise > open ? open : payableByDuePaise),
      subsidyPaise: paise(-(lines[0]?.amountPaise ?? 0n)),
    }
    return (readers.get(bill.connectionId) ?? []).map((reader) => billReadyFor(ready, reader, at))
  })
  const written = messages.length > 0 ? await queueMessages(tx, messages, campaignId) : 0
  return { bills: bills.length, written }
}
