import type { AnonymousActor } from '#lib/identity/actor.ts'
import { readLoginName } from '#lib/identity/login-name.ts'
import { DAY_SECONDS, HOUR_SECONDS } from '#lib/identity/otp-policy.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { LOOK_UPS_PER_SOURCE_AND_DAY, LOOK_UPS_PER_SOURCE_AND_HOUR } from './quick-pay-policy.ts'

export type LookUp = { ok: true; consumerNo: string } | { ok: false; reason: 'missing' | 'unreadable' | 'too-many' }

/**
 * Begins to pay without a login: reads a consumer number by its form alone and counts it for the network address it
 * comes from. What is asked for it, `askedPayment` says.
 */
export async function lookUp(services: Services, { source }: AnonymousActor, typed: string): Promise<LookUp> {
  const read = readLoginName(typed)
  if (!read.ok) return { ok: false, reason: read.reason === 'missing' ? 'missing' : 'unreadable' }
  if (read.name.kind !== 'consumerNo') return { ok: false, reason: 'unreadable' }
  const take = (purpose: string, limit: number, windowSeconds: number) =>
    takeFromLimit(services, { key: limitKey(purpose, source), limit, windowSeconds })
  const hour = await take('quick pay from', LOOK_UPS_PER_SOURCE_AND_HOUR, HOUR_SECONDS)
  const day = await take('quick pay from in a day', LOOK_UPS_PER_SOURCE_AND_DAY, DAY_SECONDS)
  return hour.ok && day.ok ? { ok: true, consumerNo: read.name.consumerNo } : { ok: false, reason: 'too-many' }
}
