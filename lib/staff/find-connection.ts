import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { latinFigures } from '#lib/units/figures.ts'
import { connectionsOfOffice, noteOtherOffice } from './access.ts'
import { authorise } from './authorise.ts'

/**
 * Leads from a consumer number, as somebody reads it out or it stands on a bill, to the connection's id. Null where it
 * is not of the officer's office, which is written down if it is of another.
 */
export async function findConnection(
  services: Services,
  actor: StaffActor,
  { consumerNo: typed }: { consumerNo: string },
): Promise<string | null> {
  if (!(await authorise(services, actor, 'connection.look'))) return null
  const consumerNo = latinFigures(typed).replace(/[\s\-./]/g, '')
  if (!/^[0-9A-Za-z]{1,20}$/.test(consumerNo)) return null
  const { db } = services
  const where = { consumerNo, ...connectionsOfOffice(actor) }
  const own = await db.connection.findFirst({ where, select: { id: true } })
  if (own) return own.id
  const other = await db.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  await noteOtherOffice(services, actor, { connectionId: other?.id ?? null, wanted: 'connection.search' })
  return null
}
