import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import { requestOtp } from '#lib/identity/request-otp.ts'
import { tellTriedLogins } from '#lib/identity/tell-tried-logins.ts'
import { verifyOtp } from '#lib/identity/verify-otp.ts'
import { makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { checkStaffSession } from './check-staff-session.ts'
import { disableStaff } from './disable-staff.ts'
import { getDeskLogin } from './get-desk-login.ts'
import { requestDeskCode } from './request-desk-code.ts'
import { resetTotp } from './reset-totp.ts'
import { makeOfficer, makeOffices } from './test-desk.ts'
import { openTotp, totpCode, totpStep } from './totp.ts'
import { verifyDeskCode } from './verify-desk-code.ts'
import { verifyTotp } from './verify-totp.ts'

// A code of half a minute ago is one that could be used twice.
vi.hoisted(() => vi.stubEnv('AUTHENTICATOR_STEPS_OFF', '1'))

const MORNING = '2026-11-23T10:00:00+05:30'
const SYSTEM = { kind: 'system', name: 'tests' } as const
let services: TestServices
let source = 0
let anybody: AnonymousActor

beforeAll(async () => {
  services = await testServices(MORNING)
  await makeOffices(services)
})
afterAll(() => services.close())
beforeEach(() => {
  services.setTime(MORNING)
  source += 1
  anybody = { kind: 'anonymous', source: `192.0.2.${source}` }
})

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const smsTo = (toMobile: string) => services.db.message.findMany({ where: { toMobile }, orderBy: { sequence: 'asc' } })

async function ask(mobile: string): Promise<string> {
  const asked = await requestDeskCode(services, anybody, { mobile })
  if (!asked.ok) throw new Error(`No challenge: ${asked.reason}`)
  return asked.challengeId
}
async function smsCode(mobile: string): Promise<string> {
  return /\d{6}/.exec((await smsTo(mobile)).at(-1)?.text ?? '')?.[0] ?? ''
}
/** The first step; the token of the login that waits for the second. */
async function halfway(mobile: string): Promise<string> {
  const challengeId = await ask(mobile)
  const verified = await verifyDeskCode(services, anybody, { challengeId, code: await smsCode(mobile) })
  if (!verified.ok) throw new Error(`No first step: ${verified.reason}`)
  return verified.token
}
const second = (token: string, code: string) => verifyTotp(services, anybody, { token, code, device: 'Firefox, Linux' })

/** What the officer's authenticator shows now, or some steps away. */
async function shown(staffId: string, steps = 0): Promise<string> {
  const { totpSecret } = await services.db.staffAccount.findUniqueOrThrow({ where: { id: staffId } })
  const offered = await services.db.staffLogin.findFirst({ where: { staffId }, orderBy: { createdAt: 'desc' } })
  const secret = openTotp(staffId, totpSecret ?? offered?.offeredTotp ?? new Uint8Array())
  if (!secret) throw new Error('no secret')
  return totpCode(secret, totpStep(services.now()) + steps)
}
async function enrolled(...args: Parameters<typeof makeOfficer> extends [unknown, ...infer Rest] ? Rest : never) {
  const officer = await makeOfficer(services, ...args)
  later(-3_600)
  const entered = await second(await halfway(officer.mobile), await shown(officer.staffId))
  if (!entered.ok) throw new Error(`Not enrolled: ${entered.reason}`)
  services.setTime(MORNING)
  return { ...officer, token: entered.token }
}

describe('the first step', () => {
  it('answers every number alike, and writes to officers only', async () => {
    const { mobile } = await makeOfficer(services, 'CLERK')
    const home = await makeHome(services)
    const disabled = await makeOfficer(services, 'CLERK')
    await disableStaff(services, SYSTEM, { staffId: disabled.staffId, disabled: true })
    for (const number of [mobile, home.mobile, disabled.mobile, '9100000099'])
      expect(await requestDeskCode(services, anybody, { mobile: number })).toMatchObject({ ok: true })
    expect((await smsTo(mobile)).map(({ kind }) => kind)).toEqual(['OTP'])
    expect((await smsTo(mobile))[0]?.text).toContain('desk')
    for (const number of [home.mobile, disabled.mobile, '9100000099']) expect(await smsTo(number)).toEqual([])
    expect(await requestDeskCode(services, anybody, { mobile: home.consumerNo })).toMatchObject({
      reason: 'unreadable',
    })
    expect(await requestDeskCode(services, anybody, { mobile: '91' })).toMatchObject({ ok: false })
  })

  it('takes no code of a consumer’s login, nor a consumer’s login one of the desk', async () => {
    const officer = await makeOfficer(services, 'CLERK')
    const home = await makeHome(services)
    const asked = await requestOtp(services, anybody, { who: home.mobile })
    const consumers = asked.ok ? asked.challengeId : ''
    expect(
      await verifyDeskCode(services, anybody, { challengeId: consumers, code: await smsCode(home.mobile) }),
    ).toEqual({
      ok: false,
      reason: 'expired',
    })
    const challengeId = await ask(officer.mobile)
    const code = await smsCode(officer.mobile)
    expect(await verifyOtp(services, anybody, { challengeId, code, device: 'x' })).toEqual({
      ok: false,
      reason: 'expired',
    })
    expect(await verifyDeskCode(services, anybody, { challengeId, code })).toMatchObject({ ok: true })
  })

  it('opens nothing by itself, and its code works once', async () => {
    const { mobile } = await makeOfficer(services, 'CLERK')
    const challengeId = await ask(mobile)
    const code = await smsCode(mobile)
    const both = await Promise.all([1, 2].map(() => verifyDeskCode(services, anybody, { challengeId, code })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const token = both.flatMap((one) => (one.ok ? [one.token] : []))[0] ?? ''
    expect(await checkStaffSession(services, token)).toBeNull()
  })
})

describe('the second step', () => {
  it('enrols an authenticator at the first login, by a code of the secret that was offered', async () => {
    const { staffId, mobile } = await makeOfficer(services, 'CLERK')
    const token = await halfway(mobile)
    const view = await getDeskLogin(services, token)
    expect(view?.enrol?.link).toContain(`secret=${view?.enrol?.secret}`)
    expect(view).toMatchObject({ triesLeft: 5, isOpen: true })
    const entered = await second(token, await shown(staffId))
    if (!entered.ok) throw new Error(entered.reason)
    expect(await checkStaffSession(services, entered.token)).toMatchObject({ actor: { staffId } })
    // Once confirmed the secret is shown no more, and the next login offers none.
    expect((await getDeskLogin(services, token))?.enrol).toBeNull()
    later(60)
    expect((await getDeskLogin(services, await halfway(mobile)))?.enrol).toBeNull()
    const stored = await services.db.staffAccount.findUniqueOrThrow({ where: { id: staffId } })
    expect(Buffer.from(stored.totpSecret ?? []).toString('base64url')).not.toContain(view?.enrol?.secret)
  })

  it('accepts each step of half a minute once, also for many at once', async () => {
    const { staffId, mobile } = await enrolled('CLERK')
    const code = await shown(staffId)
    const one = await halfway(mobile)
    later(31)
    const two = await halfway(mobile)
    // The code of half a minute ago is still good, but for one of them only.
    const tried = await Promise.all([second(one, code), second(two, code), second(one, code), second(two, code)])
    expect(tried.filter(({ ok }) => ok)).toHaveLength(1)
    later(62)
    const third = await halfway(mobile)
    expect(await second(third, code)).toMatchObject({ ok: false, reason: 'wrong' })
    // One of before the last accepted step is worth nothing either, though it was never used.
    expect(await second(third, await shown(staffId, 1))).toMatchObject({ ok: true })
    later(93)
    const fourth = await halfway(mobile)
    expect(await second(fourth, await shown(staffId, -1))).toEqual({ ok: false, reason: 'used' })
  })

  it('allows five tries a login, ten an hour, however many come at once', async () => {
    const { staffId, mobile } = await enrolled('CLERK')
    const token = await halfway(mobile)
    const wrong = (await shown(staffId)) === '000000' ? '000001' : '000000'
    expect(await second(token, 'abc')).toEqual({ ok: false, reason: 'unreadable' })
    const tried = await Promise.all(Array.from({ length: 20 }, () => second(token, wrong)))
    const reasons = tried.map((one) => (one.ok ? 'ok' : one.reason))
    expect(reasons.filter((reason) => reason === 'wrong')).toHaveLength(4)
    expect(reasons.filter((reason) => reason === 'spent')).toHaveLength(16)
    expect(await second(token, await shown(staffId))).toEqual({ ok: false, reason: 'spent' })
    later(31)
    const another = await halfway(mobile)
    for (let index = 0; index < 4; index += 1) await second(another, wrong)
    later(62)
    const last = await halfway(mobile)
    await second(last, wrong)
    expect(await second(last, await shown(staffId))).toEqual({ ok: false, reason: 'locked' })
    later(3_700)
    expect(await second(await halfway(mobile), await shown(staffId))).toMatchObject({ ok: true })
  })

  it('comes to nothing after ten minutes, and for a token of nobody', async () => {
    const { staffId, mobile } = await enrolled('CLERK')
    const token = await halfway(mobile)
    later(601)
    expect(await getDeskLogin(services, token)).toMatchObject({ isOpen: false })
    expect(await second(token, await shown(staffId))).toEqual({ ok: false, reason: 'expired' })
    expect(await second('no-token', '123456')).toEqual({ ok: false, reason: 'expired' })
    expect(await getDeskLogin(services, 'no-token')).toBeNull()
  })

  it('ends with the account, and with its authenticator', async () => {
    const disabled = await enrolled('CLERK')
    const halfIn = await halfway(disabled.mobile)
    expect(await disableStaff(services, SYSTEM, { staffId: disabled.staffId, disabled: true })).toMatchObject({
      ok: true,
    })
    expect(await second(halfIn, await shown(disabled.staffId))).toEqual({ ok: false, reason: 'expired' })
    expect(await checkStaffSession(services, disabled.token)).toBeNull()

    const lost = await enrolled('CLERK')
    await resetTotp(services, SYSTEM, { staffId: lost.staffId })
    expect(await checkStaffSession(services, lost.token)).toBeNull()
    const token = await halfway(lost.mobile)
    expect((await getDeskLogin(services, token))?.enrol).not.toBeNull()
  })

  it('of two enrolments at once lets one in', async () => {
    const { staffId, mobile } = await makeOfficer(services, 'CLERK')
    const one = await halfway(mobile)
    later(31)
    const two = await halfway(mobile)
    const codeOf = async (token: string) => {
      const login = await services.db.staffLogin.findFirstOrThrow({
        where: { staffId },
        orderBy: { createdAt: token === one ? 'asc' : 'desc' },
      })
      return totpCode(openTotp(staffId, login.offeredTotp as Uint8Array) as Buffer, totpStep(services.now()))
    }
    const codes = [await codeOf(one), await codeOf(two)] as const
    const tried = await Promise.all([second(one, codes[0]), second(two, codes[1])])
    expect(tried.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

it('writes logins and refusals into the audit, without a code or a number', async () => {
  const { staffId, mobile } = await enrolled('CLERK')
  await second(await halfway(mobile), '000000')
  const written = await services.db.auditEntry.findMany({ where: { action: { startsWith: 'desk.' } } })
  expect(written.filter(({ actorId, action }) => actorId === staffId && action === 'desk.logged-in')).toHaveLength(1)
  expect(JSON.stringify(written.map(({ detail }) => detail))).not.toMatch(new RegExp(mobile))
})

it('tells an officer whose code was tried until no try was left, once, and no consumer with the same number', async () => {
  const officer = await makeOfficer(services, 'CLERK')
  const mobile = officer.mobile
  await services.db.consumer.create({ data: { mobile, createdAt: services.now() } })
  const challengeId = await ask(mobile)
  const code = (await smsCode(mobile)) === '000000' ? '000001' : '000000'
  for (let number = 0; number < 5; number += 1) await verifyDeskCode(services, anybody, { challengeId, code })
  for (let round = 0; round < 2; round += 1) await tellTriedLogins(services)
  const told = (await smsTo(mobile)).filter(({ kind }) => kind === 'LOGIN_TRIED')
  expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('Wrong codes')])
  expect(await services.db.notification.count({ where: { consumer: { mobile } } })).toBe(0)
})
