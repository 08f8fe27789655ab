import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'
import { type Finding, type Page, shortNo } from './finding.ts'

/** Of what there was after the last recharge: the shares at which prepaid homes are warned. */
const THRESHOLDS = [0n, 10n, 30n]
const DAY_MS = 86_400_000
const DAYS_BACK = 90
/** An older balance may have been recharged since. */
const NEWS_FOR_MS = 2 * DAY_MS

type Balance = { connectionId: string; asOf: Date; balancePaise: bigint }

/**
 * Prepaid balances that have fallen to 30, 10 or 0 % of what there was after the last recharge, however long ago that was;
 * each told once.
 */
export async function findBalances({ tx, at, connections }: Page): Promise<Finding[]> {
  const prepaid = connections.filter(({ mode }) => mode === 'PREPAID')
  if (prepaid.length === 0) return []
  const balances = await tx.prepaidBalance.findMany({
    where: {
      ...{ connectionId: { in: prepaid.map(({ id }) => id) } },
      asOf: { gt: new Date(at.getTime() - DAYS_BACK * DAY_MS), lte: at },
    },
    orderBy: { asOf: 'asc' },
    select: { connectionId: true, asOf: true, balancePaise: true },
  })
  const byConnection = Map.groupBy(balances, ({ connectionId }) => connectionId)
  const longAgo = await lastRecharges(
    tx,
    at,
    [...byConnection].flatMap(([id, found]) => (found.some(isRecharge) ? [] : [id])),
  )
  return prepaid.flatMap((connection): Finding[] => {
    const low = lowBalance([...(longAgo.get(connection.id) ?? []), ...(byConnection.get(connection.id) ?? [])], at)
    if (!low) return []
    const url = `${env().portalUrl}/c/${connection.id}/balance`
    return [
      {
        ...{ kind: 'BALANCE_LOW', cause: `${connection.id} ${low.cause}`, connectionId: connection.id, part: 'BILLS' },
        href: `/c/${connection.id}/balance`,
        words: (language) =>
          templateText(language, 'notifications', low.isOut ? 'smsBalanceOut' : 'smsBalance', {
            ...{ connection: shortNo(connection), balance: formatRupees(paise(low.balancePaise)), url },
          }),
      },
    ]
  })
}

/** The lowest threshold that the newest balance is not above, and since which recharge; null where there is none. */
export function lowBalance(
  balances: readonly Balance[],
  at: Date,
): { cause: string; balancePaise: bigint; isOut: boolean } | null {
  const newest = balances.at(-1)
  const full = balances.findLast(isRecharge) ?? balances[0]
  if (!newest || !full || at.getTime() - newest.asOf.getTime() > NEWS_FOR_MS) return null
  const isAtMost = (percent: bigint) =>
    percent === 0n ? newest.balancePaise <= 0n : newest.balancePaise * 100n <= full.balancePaise * percent
  const threshold = THRESHOLDS.find(isAtMost)
  if (threshold === undefined) return null
  const { balancePaise } = newest
  return { cause: `${threshold} ${full.asOf.toISOString()}`, balancePaise, isOut: threshold === 0n }
}

const isRecharge = ({ balancePaise }: Balance, at: number, all: readonly Balance[]): boolean =>
  balancePaise > (all[at - 1]?.balancePaise ?? balancePaise)

/** What there was after the last recharge of all, or at first, of homes where none is near: else each day would begin anew. */
async function lastRecharges(tx: Tx, at: Date, connectionIds: readonly string[]): Promise<Map<string, Balance[]>> {
  if (connectionIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<Balance[]>`
    select distinct on ("connectionId") "connectionId"::text, "asOf", "balancePaise" from (
      select *, lag("balancePaise") over (partition by "connectionId" order by "asOf") as "before" from "PrepaidBalance"
       where "connectionId" = any(${[...connectionIds]}::uuid[]) and "asOf" <= ${at}) as "known"
     where "before" is null or "balancePaise" > "before"
     order by "connectionId", "asOf" desc`
  return Map.groupBy(rows, ({ connectionId }) => connectionId)
}
