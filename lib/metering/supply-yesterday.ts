import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf } from '#lib/units/ist.ts'
import { readBlockDays } from './block-days.ts'
import { factsOf } from './power-quality-view.ts'
import type { QualityDay } from './quality-days.ts'
import type { DayFacts } from './quality-facts.ts'
import { PLACE_COLUMNS, type QualityScale, qualityPlace, qualityScale, readQuality } from './quality-source.ts'

/** What the supply of an own connection was like yesterday. Null where nothing of it is known, and for a stranger. */
export async function supplyYesterday(
  services: Services,
  actor: ConsumerActor,
  connectionId: string,
): Promise<{ facts: DayFacts; scale: QualityScale } | null> {
  if (!isId(connectionId)) return null
  const connection = await services.db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'METER'),
    select: PLACE_COLUMNS,
  })
  if (!connection) return null
  const on = addDays(dayOf(services.now()), -1)
  const span = { from: on, to: on }
  const [scale, found, blocks] = await Promise.all([
    qualityScale(services),
    readQuality(services, qualityPlace(connection), { span, days: [on], lastDay: on }),
    readBlockDays(services.db, connectionId, [span]),
  ])
  const facts = factsOf(found.days[0] as QualityDay, blocks.get(on), found.interruptions, scale)
  return facts.voltage || facts.supply ? { facts, scale } : null
}
