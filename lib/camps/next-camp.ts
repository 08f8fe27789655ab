import type { Services } from '#lib/platform/services.ts'
import { listCampDays, type PublicCampDay } from './list-camp-days.ts'

/**
 * The next camp of a sub-division, or the one that is held now; the next of all where it has none, or without one. Null where
 * none is planned.
 */
export async function nextCamp(services: Services, subdivision: string | null): Promise<PublicCampDay | null> {
  const [own] = subdivision === null ? [] : await listCampDays(services, { subdivision, toCome: true, most: 1 })
  if (own) return own
  const [first] = await listCampDays(services, { toCome: true, most: 1 })
  return first ?? null
}
