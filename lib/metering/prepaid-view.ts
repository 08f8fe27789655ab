import { SUPPLY_COLUMNS, supplyHistory, termsOn } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { dayOf } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { Balance } from './balance-lasts.ts'
import { type PrepaidOutlook, readEstimateBasis, runningEstimate } from './running-estimate.ts'

export type Recharge = { paymentId: string; receiptNo: string; paidAt: Date; amountPaise: Paise }
export type PrepaidView = {
  outlook: PrepaidOutlook
  /** What the prepaid system has told, newest first. */
  balances: Balance[]
  /** Payments that added to the balance, newest first, with what they added. */
  recharges: Recharge[]
}

const BALANCES_SHOWN = 14
const RECHARGES_SHOWN = 12

/** The balance of an own prepaid connection, what happened to it, and how long it lasts. Null for all others. */
export async function prepaidView(
  services: Services,
  actor: ConsumerActor,
  { connectionId }: { connectionId: string },
): Promise<PrepaidView | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const where = ownConnection(services, actor, connectionId, 'BILLS')
  const connection = await db.connection.findFirst({ where, select: SUPPLY_COLUMNS })
  if (!connection) return null
  const history = supplyHistory(connection)
  if (termsOn(history, dayOf(services.now()))?.mode !== 'PREPAID') return null
  const [book, basis, balances, recharges] = await Promise.all([
    loadTariffBook(services),
    readEstimateBasis(services, connectionId, { history, own: [] }),
    db.prepaidBalance.findMany({
      where: { connectionId },
      orderBy: { asOf: 'desc' },
      take: BALANCES_SHOWN,
      select: { asOf: true, balancePaise: true },
    }),
    rechargesOf(services, connectionId),
  ])
  const estimate = await runningEstimate(services, connectionId, { history, book, basis })
  if (!estimate?.prepaid) return null
  return {
    outlook: estimate.prepaid,
    balances: balances.map(({ asOf, balancePaise }) => ({ asOf, balancePaise: paise(balancePaise) })),
    recharges,
  }
}

async function rechargesOf({ db }: Services, connectionId: string): Promise<Recharge[]> {
  const added = { account: 'PREPAID_BALANCE', side: 'CREDIT' } as const
  const payments = await db.payment.findMany({
    where: { chainId: connectionId, transaction: { entries: { some: added } } },
    orderBy: { paidAt: 'desc' },
    take: RECHARGES_SHOWN,
    select: {
      ...{ id: true, receiptNo: true, paidAt: true },
      transaction: { select: { entries: { where: added, select: { amountPaise: true } } } },
    },
  })
  return payments.map(({ id: paymentId, transaction, ...facts }) => ({
    ...{ paymentId, ...facts },
    amountPaise: sumPaise(transaction.entries.map(({ amountPaise }) => paise(amountPaise))),
  }))
}
