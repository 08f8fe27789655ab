import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf } from '#lib/units/ist.ts'
import { readBlockDays } from './block-days.ts'
import { factsOf } from './power-quality-view.ts'
import { type QualityDay, qualityDays } from './quality-days.ts'
import type { DayFacts } from './quality-facts.ts'
import { PLACE_COLUMNS, type QualityScale, qualityPlace, qualityScale } from './quality-source.ts'
import { readInterruptions } from './read-interruptions.ts'
import { powerEventsReach } from './supply-events.ts'
import { readSupplyMinutes } from './supply-minutes.ts'

/** What the supply of an own connection was like yesterday. Null where nothing of it is known, and for a stranger. */
export async function supplyYesterday(
  services: Services,
  actor: ConsumerActor,
  connectionId: string,
): Promise<{ facts: DayFacts; scale: QualityScale } | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const connection = await db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'METER'),
    select: PLACE_COLUMNS,
  })
  if (!connection) return null
  const on = addDays(dayOf(services.now()), -1)
  const span = { from: on, to: on }
  const [scale, blocks, minutes, interruptions] = await Promise.all([
    qualityScale(services),
    readBlockDays(db, connectionId, [span]),
    readSupplyMinutes(db, [connectionId], [span]),
    readInterruptions(db, qualityPlace(connection), span),
  ])
  const supplyMinutes = minutes.get(connectionId) ?? new Map()
  // Until when events tell matters only where blocks do not tell all of the day.
  const eventsReach = supplyMinutes.has(on) ? null : await powerEventsReach(db, connectionId)
  const [day] = qualityDays([on], { sums: blocks, supplyMinutes, interruptions, eventsReach }, on)
  const facts = factsOf(day as QualityDay, blocks.get(on), interruptions, scale)
  return facts.voltage || facts.supply ? { facts, scale } : null
}
