import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { countedRefusals } from '#lib/platform/refusals.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { ConsumerActor } from './actor.ts'
import { addPasskey, askForPasskey, passkeyOptions, startPasskey } from './add-passkey.ts'
import { endSessions } from './end-sessions.ts'
import { forgetSpent } from './forget-spent.ts'
import { logInByPasskey, startPasskeyLogin } from './log-in-by-passkey.ts'
import { openPasskeyChallenge } from './passkey-challenge.ts'
import { passkeyHandle, passkeyParty } from './passkey-party.ts'
import { forgetUnusedPasskeys } from './passkey-trust.ts'
import { listPasskeys, removePasskey } from './remove-passkey.ts'
import { testAuthenticator } from './test-authenticator.ts'
import { codeSentTo, logIn, makePerson, newBrowser, wrongCodeFor } from './test-logins.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const AFTER_FIVE_MINUTES = '2026-11-23T10:05:01+05:30'
const device = 'Chrome, Android'
const PRESENT_ONLY = 0x01
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const newPhone = () => testAuthenticator(passkeyParty())
const handleOf = ({ consumerId }: ConsumerActor) => Buffer.from(passkeyHandle(consumerId)).toString('base64url')

const anonymous = () => ({ kind: 'anonymous', source: newBrowser().source }) as const
const daysLater = (days: number) => services.setTime(new Date(+new Date(MORNING) + days * 86_400_000).toISOString())

/** As after a right code. */
async function begin(actor: ConsumerActor) {
  const { id: challengeId } = await openPasskeyChallenge(services, actor.consumerId)
  const options = await passkeyOptions(services, actor, challengeId)
  if (!options) throw new Error('A challenge of this moment has options.')
  return { challengeId, options }
}

async function setUp(actor: ConsumerActor, phone = newPhone()) {
  const { challengeId, options } = await begin(actor)
  return addPasskey(services, actor, { challengeId, response: phone.make(options.challenge), device })
}

async function beginLogin() {
  const started = await startPasskeyLogin(services, anonymous())
  if (!started) throw new Error('An address that has begun none may begin one.')
  return started
}

/** Somebody whose phone has a key. */
async function withPasskey() {
  const person = await makePerson(services)
  const { actor } = await logIn(services, newBrowser(), person)
  const phone = newPhone()
  expect(await setUp(actor, phone)).toEqual({ ok: true })
  return { actor, phone, handle: handleOf(actor), person }
}

type Sign = (challenge: string) => ReturnType<ReturnType<typeof newPhone>['sign']>
const give = (challengeId: string, response: ReturnType<Sign>) =>
  logInByPasskey(services, anonymous(), { challengeId, response, device })

/** Asks for a challenge and gives what is signed for it. */
async function tryWith(sign: Sign): Promise<string> {
  const { challengeId, options } = await beginLogin()
  const result = await give(challengeId, sign(options.challenge))
  return result.ok ? result.actor.consumerId : result.reason
}

it('logs in whose key has signed, and says so in the audit', async () => {
  const { actor, phone, handle, person } = await withPasskey()
  const { challengeId, options } = await beginLogin()
  const result = await give(challengeId, phone.sign(options.challenge, { handle, counter: 1 }))
  expect(result).toMatchObject({
    ok: true,
    actor: { consumerId: actor.consumerId },
    connectionIds: [person.connectionId],
  })
  expect(await listPasskeys(services, actor)).toMatchObject([{ device, lastUsedAt: new Date(MORNING) }])
  const where = { actorId: actor.consumerId, action: 'login.succeeded' }
  const entries = await services.db.auditEntry.findMany({ where, orderBy: { id: 'desc' } })
  expect(entries[0]?.detail).toMatchObject({ by: 'passkey' })
})

it('sets up no device for a login that has ended since', async () => {
  const person = await makePerson(services)
  const { actor } = await logIn(services, newBrowser(), person)
  const { challengeId, options } = await begin(actor)
  await endSessions(services, actor, 'this')
  const late = { challengeId, response: newPhone().make(options.challenge), device }
  expect(await addPasskey(services, actor, late)).toEqual({ ok: false, reason: 'expired' })
  expect(await listPasskeys(services, actor)).toEqual([])
})

it('takes a challenge once: of two at once one logs in, and none later', async () => {
  const { phone, handle } = await withPasskey()
  const { challengeId, options } = await beginLogin()
  const both = await Promise.all(
    [1, 2].map((counter) => give(challengeId, phone.sign(options.challenge, { handle, counter }))),
  )
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await give(challengeId, phone.sign(options.challenge, { handle, counter: 3 }))).toEqual({
    ok: false,
    reason: 'expired',
  })
})

it('takes no challenge after five minutes, and forgets it', async () => {
  const { phone, handle } = await withPasskey()
  const { challengeId, options } = await beginLogin()
  services.setTime(AFTER_FIVE_MINUTES)
  expect(await give(challengeId, phone.sign(options.challenge, { handle, counter: 1 }))).toEqual({
    ok: false,
    reason: 'expired',
  })
  await forgetSpent(services)
  expect(await services.db.passkeyChallenge.count({ where: { id: challengeId } })).toBe(0)
})

it('refuses what is not rightly signed', async () => {
  const { phone, handle } = await withPasskey()
  const stranger = await withPasskey()
  const elsewhere = 'https://bijli-khata.example'
  const refused: Record<string, Sign> = {
    'a key nobody has set up': (challenge) => newPhone().sign(challenge, { handle, counter: 1 }),
    'a stranger’s key under this name': (challenge) => stranger.phone.sign(challenge, { handle, counter: 1 }),
    'no name': (challenge) => phone.sign(challenge, { handle: '', counter: 1 }),
    'another page': (challenge) => phone.sign(challenge, { handle, counter: 1, from: elsewhere }),
    'another challenge': () => phone.sign(Buffer.alloc(32).toString('base64url'), { handle, counter: 1 }),
    'no finger': (challenge) => phone.sign(challenge, { handle, counter: 1, flags: PRESENT_ONLY }),
  }
  for (const [what, sign] of Object.entries(refused)) expect(await tryWith(sign), what).toBe('unknown')
})

it('refuses a counter that stands still or goes back: somebody has a copy of the key', async () => {
  const { actor, phone, handle } = await withPasskey()
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 7 }))).toBe(actor.consumerId)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 7 }))).toBe('unknown')
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 6 }))).toBe('unknown')
})

it('logs nobody in by a key that was removed, by its owner alone, and notes who else tries', async () => {
  const { actor, phone, handle } = await withPasskey()
  const stranger = await withPasskey()
  const id = (await listPasskeys(services, actor))[0]?.id ?? ''
  expect(await removePasskey(services, stranger.actor, id)).toEqual({ ok: true, count: 0 })
  expect(countedRefusals().get('NOT_THEIRS')).toBe(1)
  expect(await removePasskey(services, actor, id)).toEqual({ ok: true, count: 1 })
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 1 }))).toBe('unknown')
})

it('ends with all logins of its person', async () => {
  const { actor, phone, handle } = await withPasskey()
  await endSessions(services, actor, 'all')
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 1 }))).toBe('unknown')
})

it('sets up five at most, each for its own person’s challenge', async () => {
  const { actor } = await withPasskey()
  const stranger = await withPasskey()
  const { challengeId, options } = await begin(stranger.actor)
  const answer = { challengeId, response: newPhone().make(options.challenge), device }
  expect(await addPasskey(services, actor, answer)).toEqual({ ok: false, reason: 'expired' })
  const results = await Promise.all([2, 3, 4, 5, 6].map(() => setUp(actor)))
  expect(results.filter(({ ok }) => ok)).toHaveLength(4)
  expect(results).toContainEqual({ ok: false, reason: 'full' })
})

it('sets up none without a finger or from another page', async () => {
  const { actor } = await logIn(services, newBrowser(), await makePerson(services))
  for (const wrong of [{ flags: PRESENT_ONLY }, { from: 'https://bijli-khata.example' }]) {
    const { challengeId, options } = await begin(actor)
    const answer = { challengeId, response: newPhone().make(options.challenge, wrong), device }
    expect(await addPasskey(services, actor, answer)).toEqual({ ok: false, reason: 'refused' })
  }
})

it('sets up one after a code of the own number, which works once', async () => {
  const person = await makePerson(services)
  const { actor } = await logIn(services, newBrowser(), person)
  const stranger = await logIn(services, newBrowser(), await makePerson(services))
  services.setTime(AFTER_FIVE_MINUTES)
  const by = { source: newBrowser().source }
  expect(await askForPasskey(services, actor, by)).toMatchObject({ ok: true })
  const code = await codeSentTo(services, person.mobile)
  const wrong = { code: wrongCodeFor(code), ...by }
  expect(await startPasskey(services, actor, wrong)).toMatchObject({ ok: false, reason: 'wrong' })
  expect(await startPasskey(services, stranger.actor, { code, ...by })).toEqual({ ok: false, reason: 'expired' })
  const started = await startPasskey(services, actor, { code, ...by })
  if (!started.ok) throw new Error(started.reason)
  expect(await startPasskey(services, actor, { code, ...by })).toEqual({ ok: false, reason: 'expired' })
  expect(await passkeyOptions(services, stranger.actor, started.challengeId)).toBeNull()
  const options = await passkeyOptions(services, actor, started.challengeId)
  const response = newPhone().make(options?.challenge ?? '')
  expect(await addPasskey(services, actor, { ...started, response, device })).toEqual({ ok: true })
  const where = { toMobile: person.mobile, text: { contains: 'without a code from Chrome, Android' } }
  expect(await services.db.message.count({ where })).toBe(1)
})

it('opens nothing 31 days after the number was last proven, until a code proves it again', async () => {
  const { actor, phone, handle, person } = await withPasskey()
  daysLater(30)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 1 }))).toBe(actor.consumerId)
  daysLater(31)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 2 }))).toBe('unproven')
  // Rightly signed by whom it says, or nothing is told of it.
  expect(await tryWith((challenge) => newPhone().sign(challenge, { handle, counter: 2 }))).toBe('unknown')
  daysLater(89)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 2 }))).toBe('unproven')
  await logIn(services, newBrowser(), person)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 2 }))).toBe(actor.consumerId)
})

it('is revived by no code 90 days after the last one: the number may have a new holder', async () => {
  const { phone, handle, person } = await withPasskey()
  daysLater(91)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 1 }))).toBe('unproven')
  const { actor: holder } = await logIn(services, newBrowser(), person)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 2 }))).toBe('unknown')
  expect(await listPasskeys(services, holder)).toEqual([])
})

it('works for 31 days more after each login by a code', async () => {
  const { actor, phone, handle, person } = await withPasskey()
  daysLater(20)
  await logIn(services, newBrowser(), person)
  daysLater(50)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 1 }))).toBe(actor.consumerId)
  daysLater(52)
  expect(await tryWith((challenge) => phone.sign(challenge, { handle, counter: 2 }))).toBe('unproven')
})

it('is forgotten when for a year nobody has used it and no code stood behind it', async () => {
  const { actor } = await withPasskey()
  daysLater(364)
  await forgetUnusedPasskeys(services)
  expect(await listPasskeys(services, actor)).toHaveLength(1)
  daysLater(366)
  await forgetUnusedPasskeys(services)
  expect(await listPasskeys(services, actor)).toEqual([])
})
