import { logFault } from '#lib/platform/log.ts'
import { takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { smsSegments } from './segments.ts'

/** Of a day's segments this share is for codes alone: a campaign must not keep anybody from logging in. */
const FOR_CODES = 0.2
const DAY_SECONDS = 86_400

/**
 * Takes a text's segments from what may be spent in a day (`SMS_SEGMENTS_PER_DAY`; the day is UTC's). Null: it may go;
 * else when the next day begins. The log says it, without whom it was for.
 */
export async function leaveOfDay(
  services: Services,
  { text, isCode, segmentsPerDay }: { text: string; isCode: boolean; segmentsPerDay: number },
): Promise<Date | null> {
  const key = isCode ? 'sms segments of codes' : 'sms segments of news'
  const limit = Math.floor(segmentsPerDay * (isCode ? FOR_CODES : 1 - FOR_CODES))
  const taken = await takeFromLimit(services, { key, limit, windowSeconds: DAY_SECONDS, amount: smsSegments(text) })
  if (taken.ok) return null
  logFault('DAY_SPENT', { channel: 'SMS', kind: key, limit })
  return new Date(services.now().getTime() + taken.retryAfterSeconds * 1_000)
}
