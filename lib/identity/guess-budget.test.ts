import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { watched } from '#lib/platform/test-statements.ts'
import { GUESSING, isGuessing } from './guess-budget.ts'
import { alarmSince } from './login-alarm.ts'
import { codeHash } from './open-challenge.ts'
import { CODE_LIVES_SECONDS, secondsAfter } from './otp-policy.ts'
import { askToProve, proveAgain } from './prove-again.ts'
import {
  type Browser,
  challengeFor,
  codeSentTo,
  give,
  logIn,
  makePerson,
  newBrowser,
  wrongCodeFor,
} from './test-logins.ts'

const MORNING = '2026-11-23T10:10:00+05:30'
/** The threat table asks for 10,000 numbers, from 50 networks (T3). */
const { numRuns: SPRAYED_NUMBERS } = fuzz(250, 10_000)
const NETWORKS = 50
const [RIGHT, WRONG] = ['271828', '314159']
/** Each test has a database of its own: the budget is one for all. */
let services: TestServices
const opened: TestServices[] = []

beforeEach(async () => {
  services = await testServices(MORNING)
  opened.push(services)
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  for (const one of opened) await one.close()
})

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const strangerOf = (n: number): Browser => ({ source: `198.18.${n % NETWORKS}.7`, deviceTokens: [] })

/** Codes that were asked for by mobile, each for another number. */
async function openCodes(count: number): Promise<string[]> {
  const at = services.now()
  const ids = Array.from({ length: count }, () => randomUUID())
  const data = ids.map((id, n) => ({
    ...{ id, mobile: `91${String(30_000_000 + n)}`, codeHash: Uint8Array.from(codeHash(id, RIGHT)) },
    ...{
      byConsumerNo: false,
      subjectHash: `number ${n}`,
      createdAt: at,
      expiresAt: secondsAfter(at, CODE_LIVES_SECONDS),
    },
  }))
  await services.db.otpChallenge.createMany({ data })
  return ids
}

/** What becomes of one wrong code on each, ten at a time. */
async function spray(ids: readonly string[], by: readonly Services[] = [services]): Promise<string[]> {
  const answers: string[] = []
  let next = 0
  const worker = async (through: Services) => {
    for (let n = next++; n < ids.length; n = next++) {
      const given = await give(through, strangerOf(n), { challengeId: ids[n] as string, code: WRONG })
      answers.push(given.ok ? 'in' : given.reason)
    }
  }
  await Promise.all(Array.from({ length: 10 }, (_, n) => worker(by[n % by.length] as Services)))
  return answers
}
const count = (answers: readonly string[], reason: string) => answers.filter((answer) => answer === reason).length
const alarms = () => services.db.auditEntry.findMany({ where: { action: 'login.guessing-noticed' } })
/** An hour's tries so far, as if people had made them. */
async function sofar(tried: number, right: number): Promise<void> {
  const hour = new Date(Math.floor(services.now().getTime() / 3_600_000) * 3_600_000)
  const row = { windowAt: hour, expiresAt: secondsAfter(hour, 3_600) }
  // Somebody's login may have been counted in the same slot.
  for (const [key, count] of Object.entries({ 'codes tried 3': tried, 'codes right 3': right }))
    await services.db.rateLimit.upsert({
      where: { key_windowAt: { key, windowAt: hour } },
      create: { ...row, key, count },
      update: { count: { increment: count } },
    })
}
/** Codes are being guessed: the budget of this hour is used up, and was noticed. */
async function underAttack(): Promise<void> {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await sofar(100, 0)
  await spray(await openCodes(1))
}

describe('one guess on each of many numbers', () => {
  it(
    'is noticed, asked for more and reported once, while everybody else gets in',
    async () => {
      const said = vi.spyOn(console, 'error').mockImplementation(() => {})
      const [asha, ravi] = [await makePerson(services), await makePerson(services)]
      const phone = newBrowser()
      await logIn(services, phone, ravi)
      later(60)
      const answers = await spray(await openCodes(SPRAYED_NUMBERS))
      // The budget is a hundred; the ten that try at once may each see the others' tries counted already.
      expect(count(answers, 'wrong')).toBeLessThanOrEqual(100)
      expect(count(answers, 'wrong')).toBeGreaterThan(85)
      expect(count(answers, 'wrong') + count(answers, 'more')).toBe(SPRAYED_NUMBERS)
      expect(await alarms()).toMatchObject([{ actorId: 'budget of failed codes' }])
      const lines = said.mock.calls.map(([line]) => String(line))
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { fault: 'CODES_GUESSED', failed: expect.any(Number) },
      ])
      expect(await alarmSince(services, GUESSING)).toEqual(services.now())

      // A new browser gives its consumer number as well; one that is known is asked for nothing.
      const challengeId = await challengeFor(services, newBrowser(), asha.mobile)
      const code = await codeSentTo(services, asha.mobile)
      const laptop = newBrowser()
      expect(await give(services, laptop, { challengeId, code })).toEqual({ ok: false, reason: 'more' })
      expect((await give(services, laptop, { challengeId, code, ownNumber: ` ${asha.consumerNo} ` })).ok).toBe(true)
      await logIn(services, phone, ravi)

      later(60 + 3_601)
      expect(await alarmSince(services, GUESSING)).toBeNull()
      await logIn(services, newBrowser(), await makePerson(services))
    },
    60_000 + SPRAYED_NUMBERS * 100,
  )

  it('is over the budget by a hair in two portals at once, and neither lets one more through', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await sofar(60, 0)
    const db = openDatabase(services.url, { connections: 20, waitSeconds: 30, prepared: true })
    const other: Services = { ...services, db }
    const ids = await openCodes(120)
    const answers = await Promise.all(
      ids.map((challengeId, n) => give(n % 2 ? services : other, strangerOf(n), { challengeId, code: WRONG })),
    )
    await db.$disconnect()
    const looked = answers.filter((answer) => !answer.ok && answer.reason === 'wrong').length
    expect(looked).toBeLessThanOrEqual(40)
    expect(await alarms()).toHaveLength(1)
    // One after the other it is exact.
    later(3_600)
    await sofar(98, 0)
    const next = []
    for (const challengeId of await openCodes(4))
      next.push(await give(services, strangerOf(1), { challengeId, code: WRONG }))
    expect(next.map((answer) => !answer.ok && answer.reason)).toEqual(['wrong', 'wrong', 'more', 'more'])
  })

  it('is told from an evening on which many mistype: two in five may', async () => {
    await sofar(1_000, 610)
    const [mistyped, noMore] = await openCodes(2)
    const answer = { challengeId: mistyped as string, code: WRONG }
    expect(await give(services, newBrowser(), answer)).toMatchObject({ ok: false, reason: 'wrong' })
    expect(await give(services, newBrowser(), { ...answer, code: RIGHT })).toMatchObject({ ok: true })
    expect(await alarms()).toEqual([])
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await services.db.rateLimit.updateMany({ where: { key: 'codes tried 3' }, data: { count: 1_100 } })
    expect(await give(services, newBrowser(), { challengeId: noMore as string, code: WRONG })).toEqual({
      ...{ ok: false, reason: 'more' },
    })
  })

  it('of one network is asked for more there after twenty numbers, and nowhere else', async () => {
    const guesser = (n: number): Browser => ({ source: `203.0.113.${n}`, deviceTokens: [] })
    const answers = []
    for (const [n, challengeId] of (await openCodes(22)).entries())
      answers.push(await give(services, guesser(n), { challengeId, code: WRONG }))
    const reasons = answers.map((answer) => (answer.ok ? 'in' : answer.reason))
    expect(reasons).toEqual([...Array(20).fill('wrong'), 'more', 'more'])
    expect([await isGuessing(services, '203.0.113.200'), await isGuessing(services, '203.0.114.1')]).toEqual([
      true,
      false,
    ])
    expect(await alarms()).toEqual([])
  })

  it('does not count people who get in, at the first try or the next, of however many at one counter', async () => {
    for (let n = 0; n < 25; n += 1) {
      const asha = await makePerson(services)
      const counter: Browser = { source: '203.0.113.9', deviceTokens: [] }
      const challengeId = await challengeFor(services, counter, asha.mobile)
      const code = await codeSentTo(services, asha.mobile)
      if (n % 2) await give(services, counter, { challengeId, code: code === WRONG ? RIGHT : WRONG })
      expect((await give(services, counter, { challengeId, code })).ok).toBe(true)
    }
    expect(await isGuessing(services, '203.0.113.9')).toBe(false)
  })
})

it('the code of a number that nobody has opens nothing, not by the right guess', async () => {
  const [challengeId = ''] = await openCodes(1)
  await services.db.otpChallenge.update({ where: { id: challengeId }, data: { mobile: null } })
  const wrong = { ok: false, reason: 'wrong', triesLeft: 4 }
  expect(await give(services, newBrowser(), { challengeId, code: RIGHT })).toEqual(wrong)
})

describe('a guesser’s own code', () => {
  it('sent five times at once buys room for no other number', async () => {
    const guesser: Browser = { source: '203.0.113.77', deviceTokens: [] }
    const guess = async (ids: readonly string[]) => {
      const reasons: string[] = []
      for (const challengeId of ids) {
        const given = await give(services, guesser, { challengeId, code: WRONG })
        reasons.push(given.ok ? 'in' : given.reason)
      }
      return reasons
    }
    const ids = await openCodes(23)
    expect(await guess(ids.slice(0, 15))).toEqual(Array(15).fill('wrong'))
    const own = await makePerson(services)
    const challengeId = await challengeFor(services, guesser, own.mobile)
    const code = await codeSentTo(services, own.mobile)
    const given = await Promise.all(Array.from({ length: 5 }, () => give(services, guesser, { challengeId, code })))
    expect(given.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await guess(ids.slice(15))).toEqual([...Array(5).fill('wrong'), 'more', 'more', 'more'])
  })
})

describe('while codes are guessed', () => {
  it('the other number opens nothing without the code, nor the code with another’s', async () => {
    const [asha, stranger] = [await makePerson(services), await makePerson(services)]
    await underAttack()
    const tried: string[] = []
    const challengeId = await challengeFor(services, newBrowser(), asha.mobile)
    const code = await codeSentTo(services, asha.mobile)
    const wrong = code === WRONG ? RIGHT : WRONG
    for (const [given, ownNumber] of [
      [wrong, asha.consumerNo],
      [code, stranger.consumerNo],
      [code, asha.mobile],
      [code, ''],
      [code, asha.consumerNo],
    ] as const) {
      const result = await give(services, newBrowser(), { challengeId, code: given, ownNumber })
      tried.push(result.ok ? 'in' : result.reason)
    }
    expect(tried).toEqual(['wrong', 'wrong', 'wrong', 'more', 'in'])
  })

  it('whoever is the first to find no room loses no try by it', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const asha = await makePerson(services)
    const challengeId = await challengeFor(services, newBrowser(), asha.mobile)
    const code = await codeSentTo(services, asha.mobile)
    await sofar(100, 0)
    const by = (given: string, ownNumber: string) =>
      give(services, newBrowser(), { challengeId, code: given, ownNumber })
    const counts = () => services.db.rateLimit.findMany({ where: { key: { startsWith: 'tries' } } })
    expect(await by(code, '')).toEqual({ ok: false, reason: 'more' })
    expect((await counts()).map(({ count }) => count)).toEqual([0, 0, 0, 0])
    const wrong = await by(code === WRONG ? RIGHT : WRONG, asha.consumerNo)
    expect(wrong).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 })
    expect((await by(code, asha.consumerNo)).ok).toBe(true)
  })

  it('whoever gives none is told so before anything is counted, however often at once', async () => {
    const [asha, ravi] = [await makePerson(services), await makePerson(services)]
    const phone = newBrowser()
    await logIn(services, phone, ravi)
    await logIn(services, phone, ravi)
    await underAttack()
    const challengeId = await challengeFor(services, newBrowser(), asha.mobile)
    const code = await codeSentTo(services, asha.mobile)
    const counts = () => services.db.rateLimit.findMany({ where: { key: { startsWith: 'tries' } } })
    const before = await counts()
    const given = await Promise.all(
      Array.from({ length: 20 }, () => give(services, newBrowser(), { challengeId, code })),
    )
    expect(given).toEqual(Array(20).fill({ ok: false, reason: 'more' }))
    expect(await counts()).toEqual(before)
    expect((await give(services, newBrowser(), { challengeId, code, ownNumber: asha.consumerNo })).ok).toBe(true)
  })

  it('whoever is logged in gives none, and their codes count in no budget', async () => {
    const asha = await makePerson(services)
    const { actor } = await logIn(services, newBrowser(), asha)
    await underAttack()
    const budget = () => services.db.rateLimit.findMany({ where: { key: { startsWith: 'codes ' } } })
    const { source } = newBrowser()
    expect(await askToProve(services, actor, { source })).toMatchObject({ ok: true })
    const before = await budget()
    const code = await codeSentTo(services, asha.mobile)
    expect(await proveAgain(services, actor, { code: wrongCodeFor(code), source })).toMatchObject({ reason: 'wrong' })
    expect(await proveAgain(services, actor, { code, source })).toEqual({ ok: true })
    expect(await budget()).toEqual(before)
  })

  it('whoever logs in by consumer number gives the mobile', async () => {
    const [asha, stranger] = [await makePerson(services), await makePerson(services)]
    await underAttack()
    const challengeId = await challengeFor(services, newBrowser(), asha.consumerNo)
    const code = await codeSentTo(services, asha.mobile)
    const by = (ownNumber: string) => give(services, newBrowser(), { challengeId, code, ownNumber })
    expect(await by('')).toEqual({ ok: false, reason: 'more' })
    expect(await by(stranger.mobile)).toMatchObject({ reason: 'wrong' })
    expect(await by(asha.consumerNo)).toMatchObject({ reason: 'wrong' })
    expect((await by(`+91 ${asha.mobile}`)).ok).toBe(true)
  })

  it('nothing tells whether a number is known: the same answers, by the same statements', async () => {
    const asha = await makePerson(services)
    await underAttack()
    const ways = []
    for (const who of [asha.mobile, '9100000095']) {
      const { services: seen, log } = watched(services)
      const browser = newBrowser()
      const challengeId = await challengeFor(seen, browser, who)
      const answers: unknown[] = []
      for (const ownNumber of ['', asha.consumerNo, '0482999999'])
        answers.push(await give(seen, browser, { challengeId, code: '000000', ownNumber }))
      ways.push({ answers, log })
    }
    expect(ways[1]).toEqual(ways[0])
  })
})
