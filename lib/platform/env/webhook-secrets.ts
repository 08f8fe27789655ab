import { addDays, dayOf, type IstDay, parseDay, startOfDay } from '#lib/units/ist.ts'
import { type Demand, listOf } from './fields.ts'

/** Which secrets hold at an instant: the new one, and old ones until the end of their last day. */
export type SecretsAt = (at: Date) => readonly string[]

/** `on` is as it was written; an old one without it holds until it is taken out. */
type WebhookSecret = { secret: string; on: string | null; lastDay: IstDay | null }

/**
 * The secrets of a webhook, while one is replaced `new,old@2026-12-05`: the one that holds first, behind it old ones, each with
 * the last day on which it is believed, in India.
 */
export function webhookSecretsOf(list: string): WebhookSecret[] {
  return listOf(list).map((entry) => {
    const [, secret = entry, on = null] = /^(.+)@(\d{4}-\d{2}-\d{2})$/.exec(entry) ?? []
    return { secret, on, lastDay: on === null ? null : parseDay(on) }
  })
}

export function secretsAt(list: string): SecretsAt {
  const secrets = webhookSecretsOf(list)
  return (at) => secrets.filter(({ on, lastDay }) => on === null || isIn(lastDay, at)).map(({ secret }) => secret)
}

const isIn = (lastDay: IstDay | null, at: Date) => lastDay !== null && at < startOfDay(addDays(lastDay, 1))

/** Razorpay tells again for a day what the old one signed. A month is enough for whoever has to bring the new one elsewhere. */
const LONGEST_DAYS = 31

/**
 * An old secret ends by itself, since nobody may come back to take it out (threat T10): live, each has a last day, and one that
 * is near. That the day is past is no fault, or the next start would fail.
 */
export function demandLastDays(
  name: string,
  { list = '', mode }: { list: string | undefined; mode: 'demo' | 'live' },
  demand: Demand,
): void {
  const [first, ...old] = webhookSecretsOf(list)
  const isDated = first !== undefined && first.on !== null
  demand(name, isDated, 'begins with an old secret: the new one stands first, without a day')
  const dates = old.filter(({ on }) => on !== null)
  demand(name, !isDated && dates.some(({ lastDay }) => !lastDay), 'has a last day that is none of the calendar')
  if (mode !== 'live') return
  demand(name, dates.length < old.length, 'needs the last day of each old secret, as in new,old@2026-12-05')
  const latest = addDays(dayOf(new Date()), LONGEST_DAYS)
  const isLong = dates.some(({ lastDay }) => lastDay !== null && lastDay > latest)
  demand(name, isLong, `lets an old secret hold for more than ${LONGEST_DAYS} days`)
}
