import { SUPPLY_COLUMNS, supplyHistory, supplyTerms } from '#lib/billing/supply-history.ts'
import { knownDays, withCosts } from '#lib/metering/consumption-days.ts'
import { readDays } from '#lib/metering/day-rows.ts'
import { readSupplyMinutes } from '#lib/metering/supply-minutes.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { addDays, dayOf, eachDay, firstDayOf, type IstDay, lastDayOf, monthOf, startOfDay } from '#lib/units/ist.ts'
import { type Paise, paise, rupeesDecimal, ZERO_PAISE } from '#lib/units/paise.ts'
import { chance } from './chance.ts'
import type { DemoHome } from './homes.ts'

export const BALANCES_HEADER = 'consumer_no,balance_rupees,as_of'

const HOUR_READ = 6
/** What the home has on the first of a month after its recharge: a little above what its month costs. */
const RECHARGED_PAISE = 155_000n
const VARIED_PAISE = 40_000

/**
 * What the prepaid system would say of a prepaid home, each morning from `from` on: what it had on the first of the month
 * less what the days since have cost by the portal's own tariff engine. It recharges on the first.
 */
export async function balanceRows(services: Services, home: DemoHome, from: IstDay): Promise<string[]> {
  const { db, now } = services
  const connection = await db.connection.findUnique({
    where: { consumerNo: home.consumerNo },
    select: { id: true, ...SUPPLY_COLUMNS },
  })
  const book = await loadTariffBook(services)
  if (!connection || !book) return []
  const history = supplyHistory(connection)
  const today = dayOf(now())
  const span = { from: firstDayOf(monthOf(from)), to: lastDayOf(monthOf(today)) }
  const [rows, supply] = await Promise.all([
    readDays(db, connection.id, [span]),
    readSupplyMinutes(db, [connection.id], [span]),
  ])
  const costs = new Map<IstDay, Paise>()
  for (const of of new Set(eachDay(span.from, span.to).map(monthOf))) {
    const month = { from: firstDayOf(of), to: lastDayOf(of) }
    const terms = { ...month, terms: supplyTerms(history), supplyMinutes: supply.get(connection.id) ?? new Map() }
    const days = withCosts(knownDays(eachDay(month.from, month.to), rows, null, today), book, terms, rows)
    for (const { on, costPaise } of days) costs.set(on, costPaise ?? ZERO_PAISE)
  }
  return eachDay(from, today).flatMap((on) => {
    const asOf = new Date(startOfDay(on).getTime() + HOUR_READ * 3_600_000)
    if (asOf > now()) return []
    const first = firstDayOf(monthOf(on))
    const had = RECHARGED_PAISE + BigInt(Math.round(VARIED_PAISE * chance(home, monthOf(on), 'recharge')))
    const spent = eachDay(first, addDays(on, -1)).reduce((sum, before) => sum + (costs.get(before) ?? 0n), 0n)
    return [`${home.consumerNo},${rupeesDecimal(paise(had - spent))},${on} 0${HOUR_READ}:00`]
  })
}
