import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { watched } from '#lib/platform/test-statements.ts'
import { endSessions } from './end-sessions.ts'
import { CODES_PER_SOURCE_AND_HOUR } from './otp-policy.ts'
import { personToken } from './person-token.ts'
import {
  ask,
  type Browser,
  challengeFor,
  codeSentTo,
  give,
  logIn,
  makePerson,
  newBrowser,
  type Person,
  wrongCodeFor,
} from './test-logins.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const DAY = 24 * 3_600
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())

/** A person who has logged in with this browser. */
async function atHome(): Promise<{ asha: Person; phone: Browser }> {
  const asha = await makePerson(services)
  const phone = newBrowser()
  await logIn(services, phone, asha)
  return { asha, phone }
}

/** A stranger who knows the number asks for all of its codes of the hour, and with `tries` gives wrong ones. */
async function exhaust(asha: Person, fromSecond: number, tries = 0): Promise<void> {
  const stranger = newBrowser()
  for (const minute of [0, 1, 2, 3, 4]) {
    later(fromSecond + minute * 60)
    const asked = await ask(services, stranger, asha.mobile)
    if (!asked.ok) continue
    const wrong = wrongCodeFor(await codeSentTo(services, asha.mobile))
    const answer = { challengeId: asked.challengeId, code: wrong }
    await Promise.all(Array.from({ length: tries }, () => give(services, stranger, answer)))
  }
  later(fromSecond + 300)
}

/** What becomes of asking and answering rightly. */
async function wayIn(browser: Browser, asha: Person): Promise<string> {
  const asked = await ask(services, browser, asha.mobile)
  if (!asked.ok) return asked.reason
  const given = await give(services, browser, {
    challengeId: asked.challengeId,
    code: await codeSentTo(services, asha.mobile),
  })
  return given.ok ? 'in' : given.reason
}

describe('a browser that has logged in before', () => {
  it('logs in after a stranger has used up the number’s codes and tries, of the hour and of the day', async () => {
    const { asha, phone } = await atHome()
    await exhaust(asha, 60, 5)
    expect(await wayIn(newBrowser(), asha)).toBe('too-many-codes')
    expect(await wayIn(phone, asha)).toBe('in')
    await exhaust(asha, 6 * 3_600, 5)
    const another = newBrowser()
    expect(await wayIn(another, asha)).toBe('too-many-codes')
    expect(await wayIn(phone, asha)).toBe('in')
    // By consumer number it is the same person, and the same browser.
    later(7 * 3_600)
    const challengeId = await challengeFor(services, phone, asha.consumerNo)
    expect((await give(services, phone, { challengeId, code: await codeSentTo(services, asha.mobile) })).ok).toBe(true)
  })

  it('logs in while a stranger behind the same network address has used up what it may ask', async () => {
    const { asha, phone } = await atHome()
    const stranger: Browser = { source: phone.source, deviceTokens: [] }
    const key = limitKey('codes from', phone.source)
    const limit = CODES_PER_SOURCE_AND_HOUR
    await takeFromLimit(services, { key, limit, amount: limit, windowSeconds: 3_600 })
    expect(await ask(services, stranger, asha.mobile)).toEqual({ ok: false, reason: 'too-many-codes' })
    expect(await wayIn(phone, asha)).toBe('in')
    // For anybody else's number it may ask no more than the stranger, nor for one that nobody has.
    const ravi = await makePerson(services)
    for (const who of [ravi.mobile, '9100000092'])
      expect(await ask(services, phone, who)).toEqual({ ok: false, reason: 'too-many-codes' })
  })

  it('gets for a number that nobody has the answer of any other', async () => {
    const { phone } = await atHome()
    expect(await ask(services, phone, '9100000091')).toMatchObject({ ok: true })
  })

  it('keeps its code while a stranger asks for others, who keeps theirs', async () => {
    const { asha, phone } = await atHome()
    later(60)
    const own = await challengeFor(services, phone, asha.mobile)
    const code = await codeSentTo(services, asha.mobile)
    const stranger = newBrowser()
    const theirs = await challengeFor(services, stranger, asha.mobile)
    expect(await give(services, stranger, { challengeId: theirs, code })).toMatchObject({ ok: false, reason: 'wrong' })
    expect((await give(services, phone, { challengeId: own, code })).ok).toBe(true)
  })

  it('has five tries a code, ten an hour and twenty a day itself, and a login renews none of them', async () => {
    const { asha, phone } = await atHome()
    const answers: string[] = []
    for (const minute of [1, 2, 3]) {
      later(minute * 60)
      const challengeId = await challengeFor(services, phone, asha.mobile)
      const code = await codeSentTo(services, asha.mobile)
      for (let n = 1; n <= 4; n += 1) {
        const result = await give(services, phone, { challengeId, code: wrongCodeFor(code) })
        answers.push(result.ok ? 'in' : result.reason)
      }
      const last = await give(services, phone, { challengeId, code })
      answers.push(last.ok ? 'in' : last.reason)
    }
    const four = Array.from({ length: 4 }, () => 'wrong')
    expect(answers).toEqual([...four, 'in', ...four, 'in', ...Array.from({ length: 5 }, () => 'locked')])
    // The number itself has lost nothing by it.
    expect(await wayIn(newBrowser(), asha)).toBe('in')
  })

  it('is known for several people, and each person by five browsers', async () => {
    const { asha, phone } = await atHome()
    const ravi = await makePerson(services)
    await logIn(services, phone, ravi)
    expect(phone.deviceTokens).toHaveLength(2)
    for (const person of [asha, ravi]) {
      await exhaust(person, 60)
      expect(await wayIn(phone, person)).toBe('in')
    }
    const others = Array.from({ length: 5 }, newBrowser)
    for (const [n, browser] of others.entries()) {
      services.setTime(`2026-11-25T1${n}:00:00+05:30`)
      await logIn(services, browser, asha)
    }
    expect(await services.db.knownDevice.count({ where: { consumerId: asha.consumerId } })).toBe(5)
    await exhaust(asha, 3 * DAY)
    expect(await wayIn(phone, asha)).toBe('too-many-codes')
    for (const browser of others) expect(await wayIn(browser, asha)).toBe('in')
  })
})

describe('a known browser is forgotten', () => {
  const stillKnown = async (phone: Browser, asha: Person, fromSecond = 600) => {
    await exhaust(asha, fromSecond)
    return (await wayIn(phone, asha)) === 'in'
  }

  it('when all logins are ended, or its own is from the list; logging out forgets nothing', async () => {
    for (const [which, known] of [
      ['all', false],
      ['one', false],
      ['this', true],
    ] as const) {
      services.setTime(MORNING)
      const { asha, phone } = await atHome()
      later(60)
      const { actor } = await logIn(services, phone, asha)
      later(120)
      const laptop = newBrowser()
      const onLaptop = await logIn(services, laptop, asha)
      const by = which === 'one' ? onLaptop.actor : actor
      await endSessions(services, by, which === 'one' ? { sessionId: actor.sessionId } : which)
      expect(await stillKnown(phone, asha), which).toBe(known)
      expect(await stillKnown(laptop, asha, 2 * 3_600), which).toBe(which !== 'all')
    }
  })

  it('by nobody else: a stranger ends no login, and no browser is forgotten by it', async () => {
    const { asha, phone } = await atHome()
    later(60)
    const { actor } = await logIn(services, phone, asha)
    const stranger = await makePerson(services)
    const other = await logIn(services, newBrowser(), stranger)
    expect(await endSessions(services, other.actor, { sessionId: actor.sessionId })).toEqual({ ok: true, count: 0 })
    expect(await stillKnown(phone, asha)).toBe(true)
  })

  it('180 days after its last login', async () => {
    const { asha, phone } = await atHome()
    later(179 * DAY)
    await logIn(services, phone, asha)
    expect(await stillKnown(phone, asha, (179 + 179) * DAY)).toBe(true)
    const { asha: ravi, phone: old } = await atHome()
    expect(await stillKnown(old, ravi, (179 + 180) * DAY + 10)).toBe(true)
    services.setTime(MORNING)
    const { asha: meena, phone: older } = await atHome()
    expect(await stillKnown(older, meena, 180 * DAY + 10)).toBe(false)
  })
})

describe('a stranger', () => {
  it('gains nothing by a made-up cookie, one of another number, or one that the owner’s next login has replaced', async () => {
    const { asha, phone } = await atHome()
    const { phone: otherPhone, asha: other } = await atHome()
    const replaced = [...phone.deviceTokens]
    later(60)
    await logIn(services, phone, asha)
    const tail = (tokens: string[]) => (tokens[0] ?? '').slice(22)
    const cookies = [
      replaced,
      otherPhone.deviceTokens,
      [personToken(asha.consumerId)],
      [personToken(asha.consumerId).slice(0, 22) + tail(otherPhone.deviceTokens)],
      [personToken(other.consumerId).slice(0, 22) + tail(phone.deviceTokens)],
      ['', 'no token', '%'.repeat(65)],
    ]
    await exhaust(asha, 120)
    for (const deviceTokens of cookies)
      expect(await wayIn({ source: newBrowser().source, deviceTokens }, asha)).toBe('too-many-codes')
    expect(await wayIn(phone, asha)).toBe('in')
  })

  it('has with a stolen cookie the owner’s own tries and no login, until the owner logs in once', async () => {
    const { asha, phone } = await atHome()
    const thief: Browser = { source: newBrowser().source, deviceTokens: [...phone.deviceTokens] }
    later(60)
    const challengeId = await challengeFor(services, thief, asha.mobile)
    const wrong = wrongCodeFor(await codeSentTo(services, asha.mobile))
    const results = await Promise.all(
      Array.from({ length: 200 }, () => give(services, thief, { challengeId, code: wrong })),
    )
    expect(results.filter((result) => !result.ok && result.reason === 'wrong')).toHaveLength(4)
    expect(results.some(({ ok }) => ok)).toBe(false)
    later(120)
    expect(await wayIn(phone, asha)).toBe('in')
    await exhaust(asha, 180)
    expect(await wayIn(thief, asha)).toBe('too-many-codes')
  })

  it('is told nothing of a number’s known browsers: the same answers, by the same statements', async () => {
    const { asha: known } = await atHome()
    const asha = await makePerson(services)
    const first = newBrowser()
    later(60)
    const logs = []
    for (const who of [known.mobile, asha.mobile, '9100000096']) {
      const { services: seen, log } = watched(services)
      const challengeId = await challengeFor(seen, first, who)
      const answers: unknown[] = []
      for (const code of ['12 34 5', '000000', '000001']) answers.push(await give(seen, first, { challengeId, code }))
      answers.push(await ask(seen, first, who))
      logs.push({ answers, log })
    }
    expect(logs[1]).toEqual(logs[0])
    expect(logs[2]).toEqual(logs[0])
    expect(logs[0]?.log.length).toBeGreaterThan(10)
  })
})
