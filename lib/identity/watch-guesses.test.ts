import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { alarmSince } from './login-alarm.ts'
import {
  CODE_LIVES_SECONDS,
  FAILED_CODES_PER_DAY,
  FAILED_SHARE,
  FAILED_TRIES_PER_HOUR,
  secondsAfter,
} from './otp-policy.ts'
import { challengeFor, codeSentTo, give, logIn, makePerson, newBrowser, wrongCodeFor } from './test-logins.ts'
import { SLOW_GUESSING, slowGuessWatch } from './watch-guesses.ts'

const MIDNIGHT = Date.parse('2026-11-23T00:00:00+05:30')
/** Each test has a database of its own: the share is one for all. */
let services: TestServices
const opened: TestServices[] = []

const at = (minutes: number) => new Date(MIDNIGHT + minutes * 60_000)
const goTo = (minutes: number) => services.setTime(at(minutes).toISOString())
beforeEach(async () => {
  services = await testServices(at(0).toISOString())
  opened.push(services)
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  for (const one of opened) await one.close()
})

type Tried = { count: number; tries?: number; isRight?: boolean; byKnownDevice?: boolean }
/** Codes of as many numbers, which were asked for one after the other over a whole day. */
function overTheDay({ count, tries = 1, isRight = false, byKnownDevice = false }: Tried) {
  const data = Array.from({ length: count }, (_, n) => {
    const createdAt = at(10 + (n * 1_420) / count)
    return {
      ...{
        id: randomUUID(),
        mobile: null,
        codeHash: new Uint8Array(32),
        byConsumerNo: false,
        subjectHash: `number ${n}`,
      },
      ...{ createdAt, expiresAt: secondsAfter(createdAt, CODE_LIVES_SECONDS), tries, isRight, byKnownDevice },
    }
  })
  return services.db.otpChallenge.createMany({ data })
}
const alarms = () => services.db.auditEntry.findMany({ where: { action: 'login.slow-guessing-noticed' } })
const FAILED = FAILED_CODES_PER_DAY + 1
/** As many right ones as leave the wrong ones just above their share. */
const RIGHT = Math.ceil(FAILED / FAILED_SHARE) - FAILED - 1

describe('guessing at many numbers, a few an hour', () => {
  it('raises the alarm once an hour though no hour’s budget is used up', async () => {
    expect(FAILED / 24).toBeLessThan(FAILED_TRIES_PER_HOUR)
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await overTheDay({ count: FAILED })
    await overTheDay({ count: RIGHT, isRight: true })
    goTo(1_440)
    expect(await Promise.all([1, 2, 3].map(() => slowGuessWatch()(services)))).toEqual([true, true, true])
    const detail = { failed: FAILED, tried: FAILED + RIGHT }
    expect(await alarms()).toMatchObject([{ actorId: 'wrong codes of a day', detail }])
    expect(said.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
      { fault: 'CODES_GUESSED_SLOWLY', ...detail },
    ])
    expect(await alarmSince(services, SLOW_GUESSING)).toEqual(services.now())
    // Nobody is locked out by it.
    await logIn(services, newBrowser(), await makePerson(services))

    goTo(1_501)
    expect(await slowGuessWatch()(services)).toBe(false)
    expect(await alarmSince(services, SLOW_GUESSING)).toBeNull()
  })

  it('counts a wrong code that somebody typed, once its five minutes are over', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await overTheDay({ count: FAILED - 1 })
    goTo(1_440)
    const { mobile } = await makePerson(services)
    const challengeId = await challengeFor(services, newBrowser(), mobile)
    await give(services, newBrowser(), { challengeId, code: wrongCodeFor(await codeSentTo(services, mobile)) })
    goTo(1_441)
    expect(await slowGuessWatch()(services)).toBe(false)
    goTo(1_445)
    expect(await slowGuessWatch()(services)).toBe(true)
  })

  it.each<[string, Tried[]]>([
    ['as many as people mistype', [{ count: FAILED - 1 }]],
    ['enough right ones beside them', [{ count: FAILED }, { count: RIGHT + 1, isRight: true }]],
    ['codes that nobody typed', [{ count: FAILED, tries: 0 }]],
    ['browsers that have logged in before', [{ count: FAILED, byKnownDevice: true }]],
  ])('raises none with %s', async (_, days) => {
    for (const day of days) await overTheDay(day)
    goTo(1_440)
    expect(await slowGuessWatch()(services)).toBe(false)
    expect(await alarms()).toEqual([])
  })

  it('is looked for every quarter of an hour', async () => {
    const watch = slowGuessWatch()
    const looked = []
    for (const minutes of [1_440, 1_441, 1_454, 1_455]) {
      goTo(minutes)
      looked.push(await watch(services))
    }
    expect(looked).toEqual([false, null, null, false])
  })
})
