import { SUPPLY_COLUMNS, supplyHistory, termsOn } from '#lib/billing/supply-history.ts'
import { type TypicalPeriod, typicalPeriod } from '#lib/billing/typical-period.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { dayOf, type IstDay, monthOf } from '#lib/units/ist.ts'
import { recordedOf } from './billing-periods.ts'
import { type RunningEstimate, readEstimateBasis, runningEstimate } from './running-estimate.ts'

export type EstimateView = RunningEstimate & {
  typical: TypicalPeriod | null
  /** The terms of today, for the calculator. */
  category: string
  mode: 'POSTPAID' | 'PREPAID'
  sanctionedLoadW: number
  /** The last day that was read, of whichever month. */
  lastReadOn: IstDay | null
}

/**
 * What the page of estimated consumption shows of an own connection: the running period to its end in units and rupees
 * with an 80 % range, what it usually comes to, and for a prepaid one how long the balance lasts. `EMPTY` before the
 * first reading. Null for a stranger's connection.
 */
export async function estimateView(
  services: Services,
  actor: ConsumerActor,
  { connectionId }: { connectionId: string },
): Promise<EstimateView | 'EMPTY' | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const today = dayOf(services.now())
  const [connection, { lastReadOn }, book] = await Promise.all([
    db.connection.findFirst({ where: ownConnection(services, actor, connectionId, 'METER'), select: SUPPLY_COLUMNS }),
    recordedOf(db, connectionId),
    loadTariffBook(services),
  ])
  if (!connection) return null
  const history = supplyHistory(connection)
  const terms = termsOn(history, today)
  const [basis, typical] = await Promise.all([
    readEstimateBasis(services, connectionId, { history, own: [] }),
    typicalPeriod(db, connectionId, monthOf(today)),
  ])
  const estimate = await runningEstimate(services, connectionId, { history, book, basis })
  if (!estimate || !terms || (!lastReadOn && !estimate.prepaid)) return 'EMPTY'
  const { category, mode, sanctionedLoadW } = terms
  return { ...estimate, typical, category, mode, sanctionedLoadW, lastReadOn }
}
