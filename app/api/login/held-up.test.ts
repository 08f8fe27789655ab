import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openChallengeCookie } from '#lib/identity/auth-options.ts'
import { getChallenge } from '#lib/identity/get-challenge.ts'
import { requestOtp } from '#lib/identity/request-otp.ts'
import {
  give as answer,
  codeSentTo,
  makePerson,
  newBrowser,
  type Person,
  wrongCodeFor,
} from '#lib/identity/test-logins.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'

type Held = Awaited<ReturnType<typeof openChallengeCookie>>
let held: Held = null
vi.mock('#lib/identity/session.ts', () => ({
  currentChallenge: async () => held,
  currentDeviceTokens: async () => [],
}))

const { POST: askFor } = await import('./route.ts')
const { POST: askAgain } = await import('./again/route.ts')
const { POST: give } = await import('./code/route.ts')
const { POST: askByChat } = await import('./by-chat/route.ts')

const MORNING = Date.parse('2026-11-12T10:00:00+05:30')
let tests = 0
let services: TestServices
let asha: Person

beforeAll(async () => {
  vi.stubEnv('WHATSAPP_DISPLAY_NUMBER', '9155000000')
  vi.stubEnv('CODES_PER_MINUTE', '2')
  services = await testServices(new Date(MORNING).toISOString())
  const shared = globalThis as typeof globalThis & { portalServices?: Services }
  shared.portalServices = services
})
afterAll(() => services.close())
beforeEach(async () => {
  // Each in an hour of its own: the codes of a minute are everybody's.
  tests += 1
  later(0)
  asha = await makePerson(services)
  held = null
})

/** Sends a form and keeps the cookie that the answer sets; where it leads. */
async function send(post: typeof askFor, fields: Record<string, string> = {}): Promise<string | null> {
  const headers = { 'Sec-Fetch-Site': 'same-origin' }
  const answer = await post(
    new Request('http://localhost:3000/api/login', { method: 'POST', body: new URLSearchParams(fields), headers }),
  )
  const value = /^(?:__Host-)?challenge=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
  if (value) held = await openChallengeCookie('challenge', value)
  return answer.headers.get('location')
}
const ask = () => send(askFor, { who: asha.mobile, next: '/c/1/bills' })
const heldId = () => held?.challengeId
/** The digits that the page of this browser shows; null for none. */
const word = async () => held && (await getChallenge(services, held.challengeId))?.chatWord
const later = (minutes: number) => services.setTime(new Date(MORNING + (tests * 60 + minutes) * 60_000).toISOString())

async function askFiveTimes(): Promise<void> {
  for (const minute of [0, 1, 2, 3, 4]) {
    later(minute)
    expect(await ask()).toBe('/login/code')
  }
  later(5)
}

test('whoever asks for one code too many is shown digits beside the one that they have', async () => {
  await askFiveTimes()
  const first = held
  expect(await word()).toBeNull()
  expect(await ask()).toBe('/login/code?error=too-many-codes')
  const digits = await word()
  expect(digits).toMatch(/^\d{6}$/)
  expect(await send(askAgain)).toBe('/login/code?error=too-many-codes')
  expect([held, await word()]).toEqual([first, digits])
  const code = await codeSentTo(services, asha.mobile)
  const challengeId = heldId() ?? ''
  expect(await answer(services, newBrowser(), { challengeId, code })).toMatchObject({ ok: true })
})

test('others than strangers had are shown where there was none, and lead to where their person came from', async () => {
  await askFiveTimes()
  held = null
  expect(await ask()).toBe('/login/code?error=too-many-codes')
  expect(held).toMatchObject({ who: asha.mobile, next: '/c/1/bills' })
  const [first, digits] = [heldId(), await word()]
  expect(digits).toMatch(/^\d{6}$/)
  // The digits are over after five minutes.
  later(11)
  expect(await send(askAgain)).toBe('/login/code?error=too-many-codes')
  expect(heldId()).not.toBe(first)
  expect(held).toMatchObject({ who: asha.mobile, next: '/c/1/bills' })
  expect(await word()).toMatch(/^\d{6}$/)
})

test('whoever waits for a code may ask for digits at any time, from the page of a login alone', async () => {
  expect(await send(askByChat)).toBe('/login')
  await ask()
  const first = held
  expect(await send(askByChat)).toBe('/login/code')
  expect(held).toEqual(first)
  expect(await word()).toMatch(/^\d{6}$/)
  const elsewhere = new Request('http://localhost:3000/api/login/by-chat', {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  })
  expect((await askByChat(elsewhere)).status).toBe(403)
})

test('so is whoever gives one code too many', async () => {
  for (const minute of [0, 1]) {
    later(minute)
    await ask()
    const code = wrongCodeFor(await codeSentTo(services, asha.mobile))
    for (const _ of [1, 2, 3, 4, 5]) expect(await send(give, { code })).toMatch(/error=(wrong|spent)$/)
    expect(await word()).toBeNull()
  }
  later(2)
  await ask()
  expect(await send(give, { code: await codeSentTo(services, asha.mobile) })).toBe('/login/code?error=locked')
  expect(await word()).toMatch(/^\d{6}$/)
})

test('and whoever asks while the codes of a minute are used up, but for a browser that has one on its way', async () => {
  await ask()
  later(1)
  for (const other of [await makePerson(services), await makePerson(services)]) {
    const asked = await requestOtp(services, { kind: 'anonymous', source: '192.0.2.9' }, { who: other.mobile })
    expect(asked).toMatchObject({ ok: true })
  }
  expect(await ask()).toBe('/login/code?error=busy')
  expect(await word()).toBeNull()
  held = null
  expect(await ask()).toBe('/login/code?error=busy')
  expect(await word()).toMatch(/^\d{6}$/)
  // Digits that are over are no code on its way.
  later(6)
  for (const other of [await makePerson(services), await makePerson(services)])
    await requestOtp(services, { kind: 'anonymous', source: '192.0.2.9' }, { who: other.mobile })
  for (const again of [askFor, askAgain]) {
    const over = heldId()
    expect(await send(again, { who: asha.mobile })).toBe('/login/code?error=busy')
    expect(heldId()).not.toBe(over)
    expect(await word()).toMatch(/^\d{6}$/)
    later(12)
    for (const other of [await makePerson(services), await makePerson(services)])
      await requestOtp(services, { kind: 'anonymous', source: '192.0.2.9' }, { who: other.mobile })
  }
})
