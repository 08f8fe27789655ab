import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { alarmSince } from './login-alarm.ts'
import { CODE_LIVES_SECONDS, CODES_JUDGED, RIGHT_SHARE, secondsAfter } from './otp-policy.ts'
import { challengeFor, codeSentTo, give, logIn, makePerson, newBrowser, wrongCodeFor } from './test-logins.ts'
import { CODES_UNANSWERED, watchAnswers } from './watch-answers.ts'

const MORNING = '2026-11-23T10:10:00+05:30'
/** Each test has a database of its own: the share is one for all. */
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
/** Codes that were asked for now, of which so many were sent, and so many typed right. */
function codes({ sent, right, unsent = 0 }: { sent: number; right: number; unsent?: number }) {
  const at = services.now()
  const data = Array.from({ length: sent + unsent }, (_, n) => ({
    ...{ id: randomUUID(), mobile: `91${String(40_000_000 + n)}`, codeHash: new Uint8Array(32), byConsumerNo: false },
    ...{ subjectHash: `number ${n}`, createdAt: at, expiresAt: secondsAfter(at, CODE_LIVES_SECONDS) },
    ...{ isSent: n < sent, isRight: n < right },
  }))
  return services.db.otpChallenge.createMany({ data })
}
const alarms = () => services.db.auditEntry.findMany({ where: { action: 'login.codes-unanswered' } })
const enough = CODES_JUDGED
const atLeast = enough * RIGHT_SHARE

describe('codes that nobody answers', () => {
  it('raise the alarm once an hour when too few of enough led to a right answer', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await codes({ sent: enough, right: atLeast - 1 })
    // Who got one may still be typing it.
    later(CODE_LIVES_SECONDS - 1)
    expect(await watchAnswers(services)).toBe(false)
    later(CODE_LIVES_SECONDS)
    expect(await Promise.all([1, 2, 3].map(() => watchAnswers(services)))).toEqual([true, true, true])
    expect(await alarms()).toMatchObject([{ actorId: 'share of right codes', detail: { sent: enough, right: 59 } }])
    const lines = said.mock.calls.map(([line]) => JSON.parse(String(line)))
    expect(lines).toMatchObject([{ fault: 'CODES_UNANSWERED', sent: enough, right: 59 }])
    expect(await alarmSince(services, CODES_UNANSWERED)).toEqual(services.now())
    // Nobody is locked out by it.
    await logIn(services, newBrowser(), await makePerson(services))

    later(CODE_LIVES_SECONDS + 3_600)
    expect(await watchAnswers(services)).toBe(false)
    expect(await alarmSince(services, CODES_UNANSWERED)).toBeNull()
    await codes({ sent: enough, right: 0 })
    later(2 * CODE_LIVES_SECONDS + 3_600)
    await watchAnswers(services)
    expect(await alarms()).toHaveLength(2)
  })

  it.each([
    ['too few to judge', { sent: enough - 1, right: 0 }],
    ['just enough answers', { sent: enough, right: atLeast }],
    ['codes that were never sent', { sent: enough, right: atLeast, unsent: 500 }],
  ])('raise none with %s', async (_, given) => {
    await codes(given)
    later(CODE_LIVES_SECONDS)
    expect(await watchAnswers(services)).toBe(false)
    expect(await alarms()).toEqual([])
  })
})

it('a code is sent where there is a number on record, and right where it logged in', async () => {
  const [asha, ravi] = [await makePerson(services), await makePerson(services)]
  await logIn(services, newBrowser(), asha)
  const challengeId = await challengeFor(services, newBrowser(), ravi.mobile)
  await give(services, newBrowser(), { challengeId, code: wrongCodeFor(await codeSentTo(services, ravi.mobile)) })
  await challengeFor(services, newBrowser(), '9100000094')
  // The sixth code of the hour is silent, by whichever name it is asked for.
  for (const minute of [1, 2, 3, 4]) {
    later(minute * 60)
    await challengeFor(services, newBrowser(), ravi.mobile)
  }
  await challengeFor(services, newBrowser(), ravi.consumerNo)
  const counted = await services.db.otpChallenge.groupBy({
    by: ['mobile', 'isSent', 'isRight'],
    orderBy: [{ mobile: 'asc' }, { isSent: 'asc' }],
    _count: true,
  })
  expect(counted).toEqual([
    { mobile: asha.mobile, isSent: true, isRight: true, _count: 1 },
    { mobile: ravi.mobile, isSent: false, isRight: false, _count: 1 },
    { mobile: ravi.mobile, isSent: true, isRight: false, _count: 5 },
    { mobile: null, isSent: false, isRight: false, _count: 1 },
  ])
})
