import { recordAudit } from '#lib/audit/record-audit.ts'
import { logFault } from '#lib/platform/log.ts'
import { networkOf } from '#lib/platform/network.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import type { SystemActor } from './actor.ts'
import {
  FAILED_NUMBERS_PER_NETWORK,
  FAILED_SHARE,
  FAILED_TRIES_PER_HOUR,
  GUESSING_LASTS_SECONDS,
  HOUR_SECONDS,
  secondsAfter,
} from './otp-policy.ts'

/**
 * The budget of failed codes over all numbers together (threat T3). It is counted in the database, for all portals; in so
 * many rows as there are slots, so that logins do not wait for each other at one row, which each of them would write twice.
 */
const SLOTS = 16
const slotKeys = (name: string) => Array.from({ length: SLOTS }, (_, slot) => `${name} ${slot}`)
const TRIED = slotKeys('codes tried')
const RIGHT = slotKeys('codes right')
const GUESSING = 'guessing'
const ALARM: SystemActor = { kind: 'system', name: 'budget of failed codes' }

const hourOf = (at: Date) => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
const networkKey = (source: string) => limitKey('numbers failed from', networkOf(source))

/** A try of a code: by its challenge it finds its slot, by its address its network. */
export type Guess = { challengeId: string; source: string; isFirst: boolean }

/** Whether codes alone are not believed at this time, of anybody or of this network. */
export async function isGuessing({ db, now }: Services, source: string): Promise<boolean> {
  const at = now()
  const found = await db.$queryRaw<unknown[]>`
    select 1 from "RateLimit"
     where ("key" = ${GUESSING} and "expiresAt" > ${at})
        or ("key" = ${networkKey(source)} and "windowAt" = ${hourOf(at)} and "count" > ${FAILED_NUMBERS_PER_NETWORK})
     limit 1`
  return found.length > 0
}

/** Since when guessing over many numbers is noticed, for `/api/ready`; null while it is not. */
export async function guessingSince({ db, now }: Pick<Services, 'db' | 'now'>): Promise<Date | null> {
  const where = { key: GUESSING, expiresAt: { gt: now() } }
  const noticed = await db.rateLimit.findFirst({ where, orderBy: { windowAt: 'asc' }, select: { expiresAt: true } })
  return noticed && secondsAfter(noticed.expiresAt, -GUESSING_LASTS_SECONDS)
}

/**
 * Counts a try before its code is looked at, as one that fails, and says whether the budget has room for it. Each first
 * commits its own count and reads the sum afterwards, so of any number of tries at once, in whichever processes, none
 * beyond the budget sees room.
 */
export async function takeGuess(services: Services, guess: Guess): Promise<boolean> {
  const network = guess.isFirst ? await countNumber(services, guess, 1) : true
  await countIn(TRIED, services, guess)
  const at = services.now()
  const [sum] = await services.db.$queryRaw<{ tried: number; right: number }[]>`
    select coalesce(sum("count") filter (where "key" = any(${TRIED})), 0)::int as "tried",
           coalesce(sum("count") filter (where "key" = any(${RIGHT})), 0)::int as "right"
      from "RateLimit" where "key" = any(${[...TRIED, ...RIGHT]}) and "windowAt" = ${hourOf(at)}`
  if (!sum) throw new Error('A sum always has a row.')
  const failed = sum.tried - sum.right
  const hasRoom = failed <= FAILED_TRIES_PER_HOUR || failed <= FAILED_SHARE * sum.tried
  if (!hasRoom) await raiseAlarm(services, { failed, tried: sum.tried })
  return hasRoom && network
}

/** The code was right: neither it nor the number's first try has failed. A code can be right more than once, a number not. */
export async function returnGuess(services: Services, guess: Omit<Guess, 'isFirst'>): Promise<void> {
  await countIn(RIGHT, services, guess)
  const windowAt = hourOf(services.now())
  const row = { key: limitKey('number returned', guess.challengeId), windowAt, count: 1 }
  const data = [{ ...row, expiresAt: secondsAfter(windowAt, HOUR_SECONDS) }]
  const { count: isFirst } = await services.db.rateLimit.createMany({ data, skipDuplicates: true })
  if (isFirst) await countNumber(services, guess, -1)
}

async function countIn(keys: readonly string[], services: Services, { challengeId }: { challengeId: string }) {
  const key = keys[Number.parseInt(challengeId.slice(0, 2), 16) % SLOTS] as string
  await takeFromLimit(services, { key, limit: Number.POSITIVE_INFINITY, windowSeconds: HOUR_SECONDS })
}

async function countNumber(services: Services, { source }: { source: string }, amount: 1 | -1): Promise<boolean> {
  const limit = { limit: FAILED_NUMBERS_PER_NETWORK, windowSeconds: HOUR_SECONDS, amount }
  return (await takeFromLimit(services, { key: networkKey(source), ...limit })).ok
}

/** Of all who notice it in an hour, one says so: in the audit and in a line of its own in the log. */
async function raiseAlarm({ db, now }: Services, { failed, tried }: { failed: number; tried: number }): Promise<void> {
  const at = now()
  const row = { key: GUESSING, windowAt: hourOf(at), count: 1, expiresAt: secondsAfter(at, GUESSING_LASTS_SECONDS) }
  const isFirst = await db.$transaction(async (tx) => {
    const { count } = await tx.rateLimit.createMany({ data: [row], skipDuplicates: true })
    if (count > 0) await recordAudit(tx, ALARM, 'login.guessing-noticed', { at, detail: { failed, tried } })
    return count > 0
  })
  if (isFirst) logFault('CODES_GUESSED', { failed, tried })
}
