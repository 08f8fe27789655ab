import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { InstalmentState } from '#prisma/generated/client.ts'

export type InstalmentRow = {
  id: string
  amountPaise: Paise
  instalments: number
  state: InstalmentState
  requestedAt: Date
  connection: { id: string; consumerNo: string }
}

const NEWEST = 50

/** Requests to pay in instalments, of the officer's office: those that wait first, the oldest on top. Null without leave. */
export async function listInstalmentRequests(services: Services, actor: StaffActor): Promise<InstalmentRow[] | null> {
  if (!(await authorise(services, actor, 'instalments.decide'))) return null
  const find = (isWaiting: boolean) =>
    services.db.instalmentRequest.findMany({
      where: {
        connection: connectionsOfOffice(actor),
        state: isWaiting ? 'REQUESTED' : { not: 'REQUESTED' },
      },
      orderBy: isWaiting ? { requestedAt: 'asc' } : { decidedAt: 'desc' },
      take: NEWEST,
      select: {
        ...{ id: true, amountPaise: true, instalments: true, state: true, requestedAt: true },
        connection: { select: { id: true, consumerNo: true } },
      },
    })
  const found = (await Promise.all([find(true), find(false)])).flat()
  return found.map(({ amountPaise, ...request }) => ({ ...request, amountPaise: paise(amountPaise) }))
}
