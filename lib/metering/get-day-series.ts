import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { WattHours } from '#lib/units/energy.ts'
import { dayOf, eachDay, type IstDay } from '#lib/units/ist.ts'
import { readDays } from './day-rows.ts'

export type SeriesDay = {
  on: IstDay
  /** Null where nothing was read: missing is not zero. */
  energyWh: WattHours | null
  status: 'READ' | 'ESTIMATED_BY_SENDER' | 'MISSING' | 'FUTURE'
  corrected: boolean
}

/** Each day from one to another of an own connection, both included. Null for a stranger's. */
export async function getDaySeries(
  services: Services,
  actor: ConsumerActor,
  { connectionId, from, to }: { connectionId: string; from: IstDay; to: IstDay },
): Promise<SeriesDay[] | null> {
  if (!isId(connectionId)) return null
  const where = ownConnection(services, actor, connectionId, 'METER')
  const connection = await services.db.connection.findFirst({ where, select: { id: true } })
  if (!connection) return null
  const rows = await readDays(services.db, connectionId, [{ from, to }])
  const today = dayOf(services.now())
  return eachDay(from, to).map((on): SeriesDay => {
    const row = rows.get(on)
    if (!row) return { on, energyWh: null, status: on < today ? 'MISSING' : 'FUTURE', corrected: false }
    const status = row.isMeasured ? 'READ' : 'ESTIMATED_BY_SENDER'
    return { on, energyWh: row.energyWh, status, corrected: row.isCorrected }
  })
}
