import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginNumberChange } from '#lib/linking/number-change.ts'
import { takeNumberCode } from '#lib/linking/take-number-code.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { type ConsumerActor, NO_SESSION } from './actor.ts'
import { endSessions } from './end-sessions.ts'
import { listSessions } from './list-sessions.ts'
import { PROOF_HOLDS_SECONDS } from './otp-policy.ts'
import { askToProve, proveAgain } from './prove-again.ts'
import { listPasskeys, removePasskey } from './remove-passkey.ts'
import { codeSentTo, logIn, makePerson, newBrowser, type Person, wrongCodeFor } from './test-logins.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const UNPROVEN = { ok: false, reason: 'unproven' }
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const source = '203.0.113.77'
const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const stale = () => later(PROOF_HOLDS_SECONDS)

/** Somebody who is logged in on a phone, where a key is set up, and on a laptop. */
async function onTwoDevices() {
  const asha = await makePerson(services)
  const { actor: phone } = await logIn(services, newBrowser(), asha)
  const { actor: laptop } = await logIn(services, newBrowser(), asha)
  const { id: passkeyId } = await services.db.passkey.create({
    data: {
      ...{ consumerId: asha.consumerId, credentialId: asha.mobile, publicKey: new Uint8Array(1), counter: 0n },
      ...{ device: 'Chrome, Android', createdAt: services.now(), numberProvenAt: services.now() },
    },
    select: { id: true },
  })
  return { asha, phone, laptop, passkeyId }
}

const give = (actor: ConsumerActor, code: string) => proveAgain(services, actor, { code, source })
async function sendCode(actor: ConsumerActor, { mobile }: Person): Promise<string> {
  expect(await askToProve(services, actor, { source })).toMatchObject({ ok: true })
  return codeSentTo(services, mobile)
}
const openLogins = async (actor: ConsumerActor) => (await listSessions(services, actor)).length

describe('ending a login elsewhere, all logins, or a device’s key', () => {
  it('takes no code within five minutes of the own login', async () => {
    const { phone, laptop, passkeyId } = await onTwoDevices()
    later(PROOF_HOLDS_SECONDS - 1)
    expect(await removePasskey(services, laptop, passkeyId)).toEqual({ ok: true, count: 1 })
    expect(await endSessions(services, laptop, { sessionId: phone.sessionId })).toEqual({ ok: true, count: 1 })
    expect(await endSessions(services, laptop, 'all')).toEqual({ ok: true, count: 1 })
  })

  it('is refused from then on, and nothing is ended; logging out here takes nothing', async () => {
    const { phone, laptop, passkeyId } = await onTwoDevices()
    stale()
    expect(await removePasskey(services, laptop, passkeyId)).toEqual(UNPROVEN)
    expect(await endSessions(services, laptop, { sessionId: phone.sessionId })).toEqual(UNPROVEN)
    expect(await endSessions(services, laptop, 'all')).toEqual(UNPROVEN)
    expect(await openLogins(phone)).toBe(2)
    expect(await listPasskeys(services, phone)).toHaveLength(1)
    expect(await endSessions(services, laptop, 'this')).toEqual({ ok: true, count: 1 })
  })

  it('goes on after a code to the own number, for five minutes, in the login that gave it alone', async () => {
    const { asha, phone, laptop, passkeyId } = await onTwoDevices()
    stale()
    expect(await give(laptop, await sendCode(laptop, asha))).toEqual({ ok: true })
    expect(await endSessions(services, phone, { sessionId: laptop.sessionId })).toEqual(UNPROVEN)
    later(2 * PROOF_HOLDS_SECONDS - 1)
    expect(await removePasskey(services, laptop, passkeyId)).toEqual({ ok: true, count: 1 })
    later(2 * PROOF_HOLDS_SECONDS)
    expect(await endSessions(services, laptop, { sessionId: phone.sessionId })).toEqual(UNPROVEN)
    const where = { actorId: asha.consumerId, action: { startsWith: 'proof.' } }
    const audited = await services.db.auditEntry.findMany({ where, select: { action: true } })
    expect(audited).toEqual([{ action: 'proof.given' }])
  })

  it('is refused after a wrong code, of which there are five', async () => {
    const { asha, phone, laptop } = await onTwoDevices()
    stale()
    const code = await sendCode(laptop, asha)
    for (const triesLeft of [4, 3, 2, 1])
      expect(await give(laptop, wrongCodeFor(code))).toEqual({ ok: false, reason: 'wrong', triesLeft })
    expect(await give(laptop, wrongCodeFor(code))).toEqual({ ok: false, reason: 'spent' })
    expect(await give(laptop, code)).toEqual({ ok: false, reason: 'spent' })
    expect(await endSessions(services, laptop, { sessionId: phone.sessionId })).toEqual(UNPROVEN)
  })

  it('takes a code once: of three at once one proves, and none later', async () => {
    const { asha, laptop } = await onTwoDevices()
    stale()
    const code = await sendCode(laptop, asha)
    const answers = await Promise.all([give(laptop, code), give(laptop, code), give(laptop, code)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    later(2 * PROOF_HOLDS_SECONDS)
    expect(await give(laptop, code)).toEqual({ ok: false, reason: 'expired' })
    expect(await endSessions(services, laptop, 'all')).toEqual(UNPROVEN)
  })
})

describe('a proof', () => {
  it('of a stranger opens nothing of hers, nor does her code in their hands', async () => {
    const { asha, phone, laptop, passkeyId } = await onTwoDevices()
    const stranger = await makePerson(services)
    const { actor } = await logIn(services, newBrowser(), stranger)
    stale()
    const hers = await sendCode(laptop, asha)
    expect(await give(actor, hers)).toEqual({ ok: false, reason: 'expired' })
    expect(await give(actor, await sendCode(actor, stranger))).toEqual({ ok: true })
    expect(await endSessions(services, actor, { sessionId: phone.sessionId })).toEqual({ ok: true, count: 0 })
    expect(await removePasskey(services, actor, passkeyId)).toEqual({ ok: true, count: 0 })
    // Her login under their name is none.
    expect(await endSessions(services, { ...actor, sessionId: laptop.sessionId }, 'all')).toEqual(UNPROVEN)
    expect(await openLogins(phone)).toBe(2)
  })

  it('is not to be had by a code for something else, by no login, or by one that was ended', async () => {
    const { asha, phone, laptop } = await onTwoDevices()
    stale()
    await beginNumberChange(services, laptop, { mobile: '9200099001', source })
    expect(await give(laptop, await codeSentTo(services, asha.mobile))).toEqual({ ok: false, reason: 'expired' })
    const code = await sendCode(laptop, asha)
    await endSessions(services, laptop, 'this')
    expect(await give(laptop, code)).toEqual({ ok: false, reason: 'expired' })
    expect(await endSessions(services, laptop, 'all')).toEqual(UNPROVEN)
    expect(await endSessions(services, { ...phone, sessionId: NO_SESSION }, 'all')).toEqual(UNPROVEN)
  })

  it('is not to be had by a code to a number that was changed since', async () => {
    const { asha, laptop } = await onTwoDevices()
    stale()
    const next = '9200099002' as const
    const take = (code: string) => takeNumberCode(services, laptop, { code, source })
    await beginNumberChange(services, laptop, { mobile: next, source })
    await take(await codeSentTo(services, asha.mobile))
    const code = await sendCode(laptop, asha)
    expect(await take(await codeSentTo(services, next as Person['mobile']))).toEqual({ ok: true, next: 'done' })
    expect(await give(laptop, code)).toEqual({ ok: false, reason: 'expired' })
    expect(await endSessions(services, laptop, 'all')).toEqual(UNPROVEN)
  })
})
