import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { type Instalment, instalmentPlan } from './instalment-plan.ts'

export type InstalmentsView = {
  unpaidPaise: Paise
  /** How the unpaid amount could be paid; empty where it is too little, or a request waits. */
  offers: { instalments: number; plan: Instalment[] }[]
  /** Below this nobody can ask. */
  fromPaise: Paise
  /** The newest request, its plan as it was asked for, or from the day on which it was agreed. */
  request: {
    state: 'REQUESTED' | 'AGREED' | 'REFUSED'
    amountPaise: Paise
    requestedAt: Date
    decidedAt: Date | null
    plan: Instalment[]
  } | null
}

/** What an own connection may ask for, and what became of its newest request. Null for a stranger's. */
export async function getInstalments(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId }: { connectionId: string },
): Promise<InstalmentsView | null> {
  if (!isId(connectionId)) return null
  const where = ownConnection({ now }, actor, connectionId, 'BILLS')
  if (!(await db.connection.findFirst({ where, select: { id: true } }))) return null
  const { fromPaise, most } = env().instalments
  const [standings, found] = await Promise.all([
    billStandings(db, connectionId),
    db.instalmentRequest.findFirst({
      where: { connectionId },
      orderBy: { requestedAt: 'desc' },
      select: { state: true, amountPaise: true, instalments: true, requestedAt: true, decidedAt: true },
    }),
  ])
  const unpaidPaise = totalUnpaid(standings)
  const mayAsk = unpaidPaise >= fromPaise && found?.state !== 'REQUESTED'
  const counts = Array.from({ length: most - 1 }, (_, index) => index + 2)
  return {
    ...{ unpaidPaise, fromPaise },
    offers: mayAsk
      ? counts.map((instalments) => ({ instalments, plan: instalmentPlan(unpaidPaise, instalments, dayOf(now())) }))
      : [],
    request: found && {
      ...{ state: found.state, requestedAt: found.requestedAt, decidedAt: found.decidedAt },
      amountPaise: paise(found.amountPaise),
      plan: instalmentPlan(paise(found.amountPaise), found.instalments, dayOf(found.decidedAt ?? found.requestedAt)),
    },
  }
}
