import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { sendDue } from '#lib/messaging/send-due.ts'
import { msg91 } from '#lib/messaging/sms/msg91.ts'
import { type TestMsg91, testMsg91 } from '#lib/messaging/sms/test-msg91.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { chance } from '#lib/platform/test-random.ts'
import { CODES_PER_HOUR } from './otp-policy.ts'
import { requestOtp } from './request-otp.ts'
import { makePerson, type Person } from './test-logins.ts'

const EVENING = Date.parse('2026-11-23T19:00:00+05:30')
const CODES_PER_MINUTE = 40
/** What the threat table asks for (T4), ten at a time over ten minutes. */
const REQUESTS = 5_000
const AT_ONCE = 10
const MINUTES = 10
const PEOPLE = 60
const ADDRESSES = 100
const { seed } = fuzz(REQUESTS, REQUESTS)

let services: TestServices
let gateway: TestMsg91

beforeAll(async () => {
  gateway = await testMsg91()
  vi.stubEnv('SMS_PROVIDER', 'msg91')
  vi.stubEnv('CODES_PER_MINUTE', String(CODES_PER_MINUTE))
  services = await testServices(new Date(EVENING).toISOString())
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await services.close()
  await gateway.close()
})

/** Whatever waits is given to the stand-in of the provider. */
async function outbox(): Promise<void> {
  const { apiUrl } = gateway
  const templates = new Map(['otp', 'otp_en'].map((name) => [name, `template of ${name}`]))
  const provider = msg91({ apiUrl, authKey: 'key', templates })
  const unbounded = { channel: 'SMS', perSecond: 1_000, segmentsPerDay: null, peoplePerDay: null } as const
  await sendDue(services, { ...unbounded, provider, most: 1_000 })
}

/** What is asked for: each kind as often as the others. */
function names(people: readonly Person[], random: () => number) {
  const any = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const figures = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
  const kinds = {
    'on record': () => {
      const { mobile, consumerNo } = any(people)
      return any([mobile, `+91 ${mobile}`, `0${mobile}`, consumerNo])
    },
    random: () => any([`${any(['6', '7', '8'])}${figures(9)}`, figures(11), `JH${figures(8)}`]),
    adjacent: () => `92001${String(Math.floor(random() * 100_000)).padStart(5, '0')}`,
    foreign: () => any(['+447700900', '+1415555', '+88213', '00923001', '+9715012', '+9779801']) + figures(4),
    malformed: () =>
      any([
        '',
        ' ',
        '91',
        figures(6),
        figures(30),
        `9${figures(8)}`,
        `9${figures(10)}`,
        '९२०००',
        "' or 1=1 --",
        '😀'.repeat(9),
        '\u0000',
        `a${figures(40)}`,
      ]),
  }
  return () => any(Object.values(kinds))()
}

it('5,000 mixed requests let the gateway write what the limits allow to numbers on record, and nothing to others', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => makePerson(services)))
  const random = chance(seed)
  const next = names(people, random)
  const answers = new Map<string, number>()
  for (let done = 0; done < REQUESTS; done += AT_ONCE) {
    services.setTime(new Date(EVENING + (done / REQUESTS) * MINUTES * 60_000).toISOString())
    const asked = Array.from({ length: AT_ONCE }, () => {
      const source = `198.51.100.${Math.floor(random() * ADDRESSES)}`
      return requestOtp(services, { kind: 'anonymous', source }, { who: next() })
    })
    for (const answer of await Promise.all(asked)) {
      const word = answer.ok ? 'ok' : answer.reason
      answers.set(word, (answers.get(word) ?? 0) + 1)
    }
    if (done % 100 === 0) await outbox()
  }
  await outbox()
  const lines = said.mock.calls.map(([line]) => JSON.parse(String(line)))
  said.mockRestore()

  const received = gateway.asked.flatMap(({ body }) => body.recipients as { mobiles: string }[])
  const sent = await services.db.message.findMany({ where: { kind: 'OTP' }, orderBy: { createdAt: 'asc' } })
  expect(received.map(({ mobiles }) => mobiles).sort()).toEqual(sent.map(({ toMobile }) => `91${toMobile}`).sort())
  const known = new Set(people.map(({ mobile }) => `91${mobile}`))
  expect(received.filter(({ mobiles }) => !known.has(mobiles))).toEqual([])

  expect(received.length).toBeGreaterThan(PEOPLE)

  // One number, by both of its names, has no more than an hour's codes.
  for (const [mobile, codes] of Map.groupBy(sent, ({ toMobile }) => toMobile))
    expect(codes.length, mobile).toBeLessThanOrEqual(CODES_PER_HOUR)
  // In each minute the breaker closes anew, and opens at the configured number: those at once may leave a few of it over.
  const byMinute = Map.groupBy(sent, ({ createdAt }) => Math.floor((createdAt.getTime() - EVENING) / 60_000))
  const ofMinutes = Array.from({ length: MINUTES }, (_, minute) => byMinute.get(minute)?.length ?? 0)
  expect(Math.max(...ofMinutes)).toBeLessThanOrEqual(CODES_PER_MINUTE)
  const full = ofMinutes.filter((count) => count > CODES_PER_MINUTE - AT_ONCE)
  expect(full.length).toBeGreaterThan(2)
  expect(answers.get('busy')).toBeGreaterThan(0)
  expect(lines.filter(({ fault }) => fault === 'CODES_HELD')).toHaveLength(1)
})
