import { networkOf } from '#lib/platform/network.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { countIn, spreadCount } from '#lib/platform/spread-count.ts'
import { type LoginAlarm, raiseAlarm } from './login-alarm.ts'
import {
  FAILED_NUMBERS_PER_NETWORK,
  FAILED_SHARE,
  FAILED_TRIES_PER_HOUR,
  HOUR_SECONDS,
  hourOf,
  secondsAfter,
} from './otp-policy.ts'

/** The budget of failed codes over all numbers together (threat T3). Each login writes to it twice. */
const TRIED = spreadCount('codes tried', HOUR_SECONDS)
const RIGHT = spreadCount('codes right', HOUR_SECONDS)
/** While it stands, browsers that are not known give one more number with the code. Nobody is locked out. */
export const GUESSING: LoginAlarm = {
  ...{ key: 'guessing', noticedBy: 'budget of failed codes' },
  ...{ action: 'login.guessing-noticed', fault: 'CODES_GUESSED' },
}

const networkKey = (source: string) => limitKey('numbers failed from', networkOf(source))

/** A try of a code: by its challenge it finds its slot, by its address its network. */
export type Guess = { challengeId: string; source: string; isFirst: boolean }

/** Whether codes alone are not believed at this time, of anybody or of this network. */
export async function isGuessing({ db, now }: Services, source: string): Promise<boolean> {
  const at = now()
  const found = await db.$queryRaw<unknown[]>`
    select 1 from "RateLimit"
     where ("key" = ${GUESSING.key} and "expiresAt" > ${at})
        or ("key" = ${networkKey(source)} and "windowAt" = ${hourOf(at)} and "count" > ${FAILED_NUMBERS_PER_NETWORK})
     limit 1`
  return found.length > 0
}

/**
 * Counts a try before its code is looked at, as one that fails, and says whether the budget has room for it. Each first
 * commits its own count and reads the sum afterwards, so of any number of tries at once, in whichever processes, none
 * beyond the budget sees room.
 */
export async function takeGuess(services: Services, guess: Guess): Promise<boolean> {
  const network = guess.isFirst ? await countNumber(services, guess, 1) : true
  await countIn(services, TRIED, { id: guess.challengeId })
  const at = services.now()
  const [sum] = await services.db.$queryRaw<{ tried: number; right: number }[]>`
    select coalesce(sum("count") filter (where "key" = any(${TRIED.keys})), 0)::int as "tried",
           coalesce(sum("count") filter (where "key" = any(${RIGHT.keys})), 0)::int as "right"
      from "RateLimit" where "key" = any(${[...TRIED.keys, ...RIGHT.keys]}) and "windowAt" = ${hourOf(at)}`
  if (!sum) throw new Error('A sum always has a row.')
  const failed = sum.tried - sum.right
  const hasRoom = failed <= FAILED_TRIES_PER_HOUR || failed <= FAILED_SHARE * sum.tried
  if (!hasRoom) await raiseAlarm(services, GUESSING, { failed, tried: sum.tried })
  return hasRoom && network
}

/** The code was right: neither it nor the number's first try has failed. A code can be right more than once, a number not. */
export async function returnGuess(services: Services, guess: Omit<Guess, 'isFirst'>): Promise<void> {
  await countIn(services, RIGHT, { id: guess.challengeId })
  const windowAt = hourOf(services.now())
  const row = { key: limitKey('number returned', guess.challengeId), windowAt, count: 1 }
  const data = [{ ...row, expiresAt: secondsAfter(windowAt, HOUR_SECONDS) }]
  const { count: isFirst } = await services.db.rateLimit.createMany({ data, skipDuplicates: true })
  if (isFirst) await countNumber(services, guess, -1)
}

async function countNumber(services: Services, { source }: { source: string }, amount: 1 | -1): Promise<boolean> {
  const limit = { limit: FAILED_NUMBERS_PER_NETWORK, windowSeconds: HOUR_SECONDS, amount }
  return (await takeFromLimit(services, { key: networkKey(source), ...limit })).ok
}
