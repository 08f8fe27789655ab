import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { requestTracking } from '#lib/complaints/track-complaint.ts'
import { askNumberOnRecord } from '#lib/linking/ask-number-on-record.ts'
import { beginLink } from '#lib/linking/begin-link.ts'
import { openDatabase } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { watched } from '#lib/platform/test-statements.ts'
import { requestBillCode } from '#lib/quick-pay/open-bill.ts'
import { requestDeskCode } from '#lib/staff/request-desk-code.ts'
import { makeOfficer, makeOffices } from '#lib/staff/test-desk.ts'
import { CODES_HELD } from './code-breaker.ts'
import { alarmSince } from './login-alarm.ts'
import { sendOwnCode } from './own-code.ts'
import { ask, challengeFor, codeSentTo, give, logIn, makePerson, newBrowser, type Person } from './test-logins.ts'

const MORNING = '2026-11-23T10:10:00+05:30'
const CODES_PER_MINUTE = 3
const HELD = { ok: false, reason: 'busy' }
/** Each test has a database of its own: the breaker is one for all. */
let services: TestServices
const opened: TestServices[] = []

beforeAll(() => void vi.stubEnv('CODES_PER_MINUTE', String(CODES_PER_MINUTE)))
beforeEach(async () => {
  services = await testServices(MORNING)
  opened.push(services)
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  vi.unstubAllEnvs()
  for (const one of opened) await one.close()
})

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const people = (count: number): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, () => makePerson(services)))
const asks = (person: { mobile: string }, by: Services = services) => ask(by, newBrowser(), person.mobile)
const codesSent = () => services.db.message.count({ where: { kind: 'OTP' } })
const alarms = () => services.db.auditEntry.findMany({ where: { action: 'login.codes-held' } })
/** The lines of the log with the breaker's own fault. */
const linesOf = (said: { mock: { calls: unknown[][] } }) =>
  said.mock.calls.map(([line]) => JSON.parse(String(line))).filter(({ fault }) => fault === 'CODES_HELD')
/** As many codes as a minute has are sent, what is left of them to others. */
async function busy(): Promise<void> {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  for (const person of await people(CODES_PER_MINUTE)) await asks(person)
  expect(await asks(await makePerson(services))).toEqual(HELD)
}

describe('when a minute’s codes are sent', () => {
  it('the next is told to try again, says so once an hour, and gets it when the minute is over', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const [asha, ravi, ...others] = (await people(CODES_PER_MINUTE + 2)) as [Person, Person, ...Person[]]
    for (const person of others) expect((await asks(person)).ok).toBe(true)
    later(59)
    expect([await asks(asha), await asks(ravi)]).toEqual([HELD, HELD])
    expect(await codesSent()).toBe(CODES_PER_MINUTE)
    expect(await alarmSince(services, CODES_HELD)).toEqual(services.now())
    later(60)
    expect((await asks(asha)).ok).toBe(true)
    expect(await codesSent()).toBe(CODES_PER_MINUTE + 1)
    for (const person of await people(CODES_PER_MINUTE)) await asks(person)
    expect(await alarms()).toMatchObject([{ actorId: 'codes of a minute', detail: { limit: CODES_PER_MINUTE } }])
    expect(linesOf(said)).toMatchObject([{ fault: 'CODES_HELD', limit: CODES_PER_MINUTE }])
    later(59 + 3_600)
    expect(await alarmSince(services, CODES_HELD)).toBeNull()
  })

  it('nothing tells whether a number is known: the same answers, by the same statements', async () => {
    const [asha, ravi] = (await people(2)) as [Person, Person]
    const unknown = { mobile: '9100000096' }
    const wayOf = async (person: { mobile: string }) => {
      const { services: seen, log } = watched(services)
      const { ok } = await asks(person, seen)
      return { ok, log }
    }
    expect(await wayOf(unknown)).toEqual(await wayOf(asha))
    await busy()
    const [known, nobodys] = [await wayOf(ravi), await wayOf({ mobile: '9100000097' })]
    expect(nobodys).toEqual(known)
    expect(known.ok).toBe(false)
    expect(await asks({ mobile: '9100000098' })).toEqual(HELD)
  })

  it('each door that anybody can knock at says so, on record or not', async () => {
    const asha = await makePerson(services)
    const visitor = { kind: 'anonymous', source: newBrowser().source } as const
    const linking = { mobile: '9100000093', language: 'hi', before: null } as const
    const begun = await beginLink(services, visitor, { consumerNo: asha.consumerNo, ...linking })
    if (!begun.ok) throw new Error(begun.reason)
    await busy()
    const said = [
      await requestBillCode(services, visitor, { consumerNo: asha.consumerNo }),
      await requestBillCode(services, visitor, { consumerNo: '0482999998' }),
      await requestTracking(services, visitor, { number: 'C-2611-00218' }),
      await askNumberOnRecord(services, visitor, { requestId: begun.requestId }),
    ]
    expect(said).toEqual([HELD, HELD, HELD, HELD])
  })

  it('a code that was sent before still logs in', async () => {
    const asha = await makePerson(services)
    const phone = newBrowser()
    const challengeId = await challengeFor(services, phone, asha.mobile)
    await busy()
    expect(await ask(services, phone, asha.mobile)).toEqual(HELD)
    expect((await give(services, phone, { challengeId, code: await codeSentTo(services, asha.mobile) })).ok).toBe(true)
  })

  it('browsers that are known, whoever is logged in, and officers get theirs', async () => {
    const asha = await makePerson(services)
    const phone = newBrowser()
    const { actor } = await logIn(services, phone, asha)
    await makeOffices(services)
    const officer = await makeOfficer(services, 'CLERK')
    later(60)
    await busy()
    expect(await asks(asha)).toEqual(HELD)
    expect((await ask(services, phone, asha.mobile)).ok).toBe(true)
    const { source } = newBrowser()
    expect((await sendOwnCode(services, actor, { purpose: 'EXPORT', source })).ok).toBe(true)
    const { mobile } = officer
    expect((await requestDeskCode(services, { kind: 'anonymous', source }, { mobile })).ok).toBe(true)
    expect((await ask(services, phone, (await makePerson(services)).mobile)).ok).toBe(false)
  })
})

describe('what is counted', () => {
  it('is what is sent: numbers that nobody has and codes refused to one number use nothing up', async () => {
    const [asha, ravi, lata] = (await people(3)) as [Person, Person, Person]
    for (let number = 0; number < 20; number += 1) await asks({ mobile: `91${String(20_000_000 + number)}` })
    expect((await asks(asha)).ok).toBe(true)
    for (let again = 0; again < 10; again += 1) expect(await asks(asha)).toEqual({ ok: false, reason: 'wait' })
    expect([(await asks(ravi)).ok, (await asks(lata)).ok]).toEqual([true, true])
    expect(await codesSent()).toBe(CODES_PER_MINUTE)
  })

  it('is one for two portals at once: of thirty people no more get a code than a minute has', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const thirty = await people(30)
    const db = openDatabase(services.url, { connections: 20, waitSeconds: 30, prepared: true })
    const other: Services = { ...services, db }
    const answers = await Promise.all(thirty.map((person, n) => asks(person, n % 2 ? services : other)))
    await db.$disconnect()
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(CODES_PER_MINUTE)
    expect(await codesSent()).toBe(answers.filter(({ ok }) => ok).length)
    expect(await alarms()).toHaveLength(1)
    expect(linesOf(said)).toHaveLength(1)
    // What was held back is given back: the minute still has what was not sent.
    for (const person of thirty) await asks(person)
    expect(await codesSent()).toBe(CODES_PER_MINUTE)
  })
})
