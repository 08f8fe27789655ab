import { isId } from '#lib/consumers/access.ts'
import type { ConsumerActor, StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { readableConnection } from '#lib/staff/access.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import type { WattHours } from '#lib/units/energy.ts'
import type { Month } from '#lib/units/ist.ts'
import { BILL_COLUMNS, type BillFacts, billFacts } from './bill-row.ts'
import { type BillStanding, standingsOf } from './bill-standing.ts'
import { type BilledLoad, billedLoad } from './billed-load.ts'
import { monthlyLimit } from './limit-insight.ts'

export type ListedBill = Pick<
  BillFacts,
  | 'id'
  | 'month'
  | 'periodFrom'
  | 'periodTo'
  | 'billedOn'
  | 'dueOn'
  | 'basis'
  | 'mode'
  | 'category'
  | 'energyWh'
  | 'payableByDuePaise'
> &
  BillStanding & {
    /** The lowest monthly limit of the State's scheme for it; null without one. */
    limitWh: WattHours | null
    /** Null on bills from before this was kept. */
    load: BilledLoad | null
  }

/** Two years, with which every month has the one of the year before. */
export const BILLS_A_PAGE = 24

/**
 * The bills of an own connection, or of one that an officer looks at, newest first, each with where it stands; those of
 * months before `before`, where it is given. A stranger's connection gives none.
 */
export async function listBills(
  services: Services,
  actor: ConsumerActor | StaffActor,
  connectionId: string,
  { limit = BILLS_A_PAGE, before }: { limit?: number; before?: Month | undefined } = {},
): Promise<ListedBill[]> {
  if (!isId(connectionId)) return []
  const rows = await services.db.bill.findMany({
    where: {
      connectionId,
      connection: readableConnection(services, actor, connectionId, 'BILLS'),
      ...(before && { month: { lt: before } }),
    },
    orderBy: { periodTo: 'desc' },
    take: limit,
    select: { ...BILL_COLUMNS, load: true },
  })
  if (rows.length === 0) return []
  const bills = rows.map(billFacts)
  const { standings } = await standingsOf(services.db, connectionId, bills, services.now())
  const book = await loadTariffBook(services)
  return bills.map((bill, index): ListedBill => {
    const { id, month, periodFrom, periodTo, billedOn, dueOn, basis, mode, category, energyWh, payableByDuePaise } =
      bill
    const facts = {
      id,
      month,
      periodFrom,
      periodTo,
      billedOn,
      dueOn,
      basis,
      mode,
      category,
      energyWh,
      payableByDuePaise,
    }
    return {
      ...facts,
      ...(standings.get(id) as BillStanding),
      limitWh: monthlyLimit(book, periodTo, category),
      load: billedLoad(rows[index]?.load),
    }
  })
}
