import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { checkSession } from '#lib/identity/check-session.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { requestOtp } from '#lib/identity/request-otp.ts'
import { startSession } from '#lib/identity/start-session.ts'
import { verifyOtp } from '#lib/identity/verify-otp.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { answerInvitation } from './answer-invitation.ts'
import { confirmLink } from './confirm-link.ts'
import { isCoolingDown } from './cooling.ts'
import { invite } from './invite.ts'
import { listInvitations } from './list-invitations.ts'
import { proveByBill } from './prove-by-bill.ts'
import { removeLink, withdrawInvitation } from './remove-link.ts'
import { begin, codeTo, type LinkHome, linkByBill, makeLinkHome, visitor } from './test-links.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

type Wish = { role?: 'MEMBER' | 'TENANT'; endsOn?: string }
const inviteTo = (home: LinkHome, mobile: string, { role = 'MEMBER', endsOn = '' }: Wish = {}, actor = home.actor) =>
  invite(services, actor, { connectionId: home.connectionId, mobile, role, endsOn, locale: 'en' })

/** Logs in with the code that comes to the number, as anybody does. */
async function logIn({ actor, mobile }: ReturnType<typeof visitor>): Promise<ConsumerActor | null> {
  const asked = await requestOtp(services, actor, { who: mobile })
  const code = await codeTo(services, mobile)
  if (!asked.ok || !code) return null
  const answer = await verifyOtp(services, actor, { challengeId: asked.challengeId, code, device: '?' })
  return answer.ok ? answer.actor : null
}
async function join(home: LinkHome, who: ReturnType<typeof visitor>, wish: Wish = {}): Promise<ConsumerActor> {
  const invited = await inviteTo(home, who.mobile, wish)
  const actor = await logIn(who)
  if (!invited?.ok || !actor) throw new Error('Not invited.')
  await answerInvitation(services, actor, { invitationId: invited.invitationId, accept: true })
  return actor
}
const linkOf = async (home: LinkHome, { consumerId }: ConsumerActor) =>
  (
    await services.db.mobileLink.findFirstOrThrow({
      where: { connectionId: home.connectionId, consumerId, endedAt: null },
      select: { id: true },
    })
  ).id
const remove = async (home: LinkHome, whom: ConsumerActor, actor = home.actor) =>
  removeLink(services, actor, { connectionId: home.connectionId, linkId: await linkOf(home, whom) })
const noticesTo = async (mobile: string) =>
  (await services.db.message.findMany({ where: { toMobile: mobile, kind: 'LINK_NOTICE' } })).map(({ text }) => text)
const sees = async (home: LinkHome, { consumerId }: ConsumerActor) => {
  const at = services.now()
  const { token } = await services.db.$transaction((tx) => startSession(tx, { consumerId, at, device: '?' }))
  return (await checkSession(services, token, home.connectionId))?.connection ?? null
}

describe('inviting', () => {
  it('opens nothing before the number has logged in by its own code and agreed', async () => {
    const home = await makeLinkHome(services)
    const daughter = visitor()
    expect(await logIn(daughter), 'no code goes to a number that nobody knows').toBeNull()
    services.setTime('2026-11-23T10:05:00+05:30')
    const invited = await inviteTo(home, `+91 ${daughter.mobile}`)
    expect(invited).toMatchObject({ ok: true })
    const [sms] = await services.db.message.findMany({ where: { toMobile: daughter.mobile, kind: 'INVITATION' } })
    expect(sms?.text).toContain(`••${home.consumerNo.slice(-4)}`)
    expect(sms?.text).toContain('30\u00a0November\u00a02026')
    const actor = (await logIn(daughter)) as ConsumerActor
    expect(await sees(home, actor)).toBeNull()
    expect(await listInvitations(services, actor)).toMatchObject([
      { connection: home.consumerNo.slice(-4), role: 'MEMBER', endsOn: null },
    ])
    const invitationId = invited?.ok ? invited.invitationId : ''
    const answer = () => answerInvitation(services, actor, { invitationId, accept: true })
    const answers = await Promise.all([answer(), answer(), answer()])
    expect(answers.filter((each) => each !== null)).toEqual([{ connectionId: home.connectionId }])
    expect(await sees(home, actor)).toMatchObject({ role: 'MEMBER', isWeak: false })
    expect(await noticesTo(home.mobile)).toEqual([
      expect.stringContaining(`A new number ••${daughter.mobile.slice(-2)} was linked`),
    ])
    expect(await listInvitations(services, actor)).toEqual([])
  })

  it('lets a tenant see until the last day that the owner named', async () => {
    const home = await makeLinkHome(services)
    const tenant = await join(home, visitor(), { role: 'TENANT', endsOn: '30 Nov 2026' })
    expect(await sees(home, tenant)).toMatchObject({ role: 'TENANT' })
    const [own] = (await getProfile(services, tenant, home.connectionId))?.mobiles ?? []
    expect(own).toMatchObject({ role: 'TENANT', endsOn: '2026-11-30', isYou: true })
    expect((await getProfile(services, tenant, home.connectionId))?.mobiles).toHaveLength(1)
    expect((await getProfile(services, home.actor, home.connectionId))?.mobiles).toHaveLength(2)
    services.setTime('2026-12-01T00:00:00+05:30')
    expect(await sees(home, tenant)).toBeNull()
    expect((await getProfile(services, home.actor, home.connectionId))?.mobiles).toHaveLength(1)
    // The same number can be invited again.
    expect(await inviteTo(home, '9300019999', { role: 'TENANT', endsOn: '1-1-2027' })).toMatchObject({ ok: true })
  })

  it('is for owners with a strong proof alone', async () => {
    const home = await makeLinkHome(services)
    const member = await join(home, visitor())
    const stranger = (await makeLinkHome(services)).actor
    const weak = visitor()
    await linkByBill(services, weak, home)
    const { id } = await services.db.consumer.findUniqueOrThrow({ where: { mobile: weak.mobile } })
    const weakActor: ConsumerActor = { kind: 'consumer', consumerId: id, sessionId: randomUUID() }
    for (const actor of [member, stranger, weakActor]) {
      expect(await inviteTo(home, '9300018888', {}, actor)).toBeNull()
      expect(await remove(home, home.actor, actor)).toBeNull()
      const invited = await services.db.linkInvitation.findFirstOrThrow({ where: { connectionId: home.connectionId } })
      const wish = { connectionId: home.connectionId, invitationId: invited.id }
      expect(await withdrawInvitation(services, actor, wish)).toBe(false)
    }
  })

  it('is refused with its reason for what cannot be', async () => {
    const home = await makeLinkHome(services)
    const reason = async (mobile: string, wish?: Wish) => {
      const invited = await inviteTo(home, mobile, wish)
      return invited?.ok ? 'ok' : invited?.reason
    }
    expect(await reason('90000')).toBe('mobile')
    expect(await reason(home.mobile)).toBe('already')
    expect(await reason('9300017777', { role: 'TENANT' })).toBe('no-end')
    expect(await reason('9300017777', { role: 'TENANT', endsOn: '22-11-2026' })).toBe('end')
    expect(await reason('9300017777', { role: 'TENANT', endsOn: 'soon' })).toBe('end')
    expect(await reason('9300017777', { role: 'TENANT', endsOn: '23-11-2026' })).toBe('ok')
    for (const last of [1, 2, 3, 4]) expect(await reason(`930001776${last}`)).toBe('ok')
    expect(await reason('9300017769')).toBe('too-many')
  })

  it('is over when it is withdrawn, a week old, meant for another, or of somebody who lost the connection', async () => {
    const home = await makeLinkHome(services)
    const invitationOf = async (who: ReturnType<typeof visitor>) => {
      const invited = await inviteTo(home, who.mobile)
      return invited?.ok ? invited.invitationId : ''
    }
    const accept = (actor: ConsumerActor, invitationId: string) =>
      answerInvitation(services, actor, { invitationId, accept: true })
    const [first, second, third] = [visitor(), visitor(), visitor()]
    const [one, two, three] = [await invitationOf(first), await invitationOf(second), await invitationOf(third)]
    const actors = [await logIn(first), await logIn(second), await logIn(third)] as ConsumerActor[]
    expect(await accept(actors[1] as ConsumerActor, one)).toBeNull()
    const withdrawn = { connectionId: home.connectionId, invitationId: one }
    expect(await withdrawInvitation(services, home.actor, withdrawn)).toBe(true)
    expect(await accept(actors[0] as ConsumerActor, one)).toBeNull()
    services.setTime('2026-11-30T10:00:00+05:30')
    expect(await accept(actors[1] as ConsumerActor, two)).toBeNull()
    services.setTime(MORNING)
    await services.db.mobileLink.updateMany({
      where: { connectionId: home.connectionId },
      data: { endedAt: services.now() },
    })
    expect(await listInvitations(services, actors[2] as ConsumerActor)).toEqual([])
    expect(await accept(actors[2] as ConsumerActor, three)).toBeNull()
  })
})

describe('removing', () => {
  it('ends access at once and tells whoever had it', async () => {
    const home = await makeLinkHome(services)
    const who = visitor()
    const son = await join(home, who)
    expect(await remove(home, son)).toEqual({ ok: true, wasSelf: false })
    expect(await sees(home, son)).toBeNull()
    expect(await noticesTo(who.mobile)).toEqual([
      expect.stringMatching(new RegExp(`^नंबर ••${who.mobile.slice(-2)} .* हटाया गया`)),
    ])
    const audited = await services.db.auditEntry.findMany({
      where: { connectionId: home.connectionId, action: 'link.removed' },
    })
    expect(audited).toMatchObject([{ actorId: home.actor.consumerId, detail: { role: 'MEMBER' } }])
  })

  it('leaves the last owner, also when two owners remove each other at once', async () => {
    const home = await makeLinkHome(services)
    expect(await remove(home, home.actor)).toEqual({ ok: false, reason: 'last-owner' })
    const second = await join(home, visitor())
    await services.db.mobileLink.updateMany({
      where: { consumerId: second.consumerId, endedAt: null },
      data: { role: 'OWNER' },
    })
    const results = await Promise.all([remove(home, second), remove(home, home.actor, second)])
    expect(results.filter((result) => result?.ok)).toHaveLength(1)
    expect(await services.db.mobileLink.count({ where: { connectionId: home.connectionId, endedAt: null } })).toBe(1)
  })

  it('keeps out whoever was removed, with the same bill in hand', async () => {
    const home = await makeLinkHome(services)
    const thief = visitor()
    await linkByBill(services, thief, home)
    const { id } = await services.db.consumer.findUniqueOrThrow({ where: { mobile: thief.mobile } })
    expect(await remove(home, { kind: 'consumer', consumerId: id, sessionId: id })).toMatchObject({ ok: true })
    services.setTime('2026-11-23T10:10:00+05:30')
    const before = await services.db.message.count({ where: { toMobile: thief.mobile, kind: 'OTP' } })
    const requestId = await begin(services, thief, home.consumerNo)
    const facts = { meterNo: home.meterNo, amount: '901', billedOn: '' }
    expect(await proveByBill(services, thief.actor, { requestId, ...facts })).toEqual({ ok: true })
    expect(await services.db.message.count({ where: { toMobile: thief.mobile, kind: 'OTP' } })).toBe(before)
  })

  it('keeps out whoever had the code of their bill in hand already', async () => {
    const home = await makeLinkHome(services)
    const late = visitor()
    const guest = await join(home, late)
    const requestId = await begin(services, late, home.consumerNo)
    const facts = { meterNo: home.meterNo, amount: home.amounts.at(-1) ?? '', billedOn: '' }
    await proveByBill(services, late.actor, { requestId, ...facts })
    const code = (await codeTo(services, late.mobile)) ?? ''
    await remove(home, guest)
    const confirmed = await confirmLink(services, late.actor, { requestId, code, device: '?', before: null })
    expect(confirmed).toEqual({ ok: false, reason: 'expired' })
    expect(await sees(home, guest)).toBeNull()
  })

  it('is refused for a day after the login number changed', async () => {
    const home = await makeLinkHome(services)
    const son = await join(home, visitor())
    await services.db.consumer.update({
      where: { id: home.actor.consumerId },
      data: { mobileChangedAt: services.now() },
    })
    services.setTime('2026-11-24T09:59:59+05:30')
    expect(await isCoolingDown(services, home.actor.consumerId)).toBe(true)
    expect(await remove(home, son)).toEqual({ ok: false, reason: 'cooling' })
    services.setTime('2026-11-24T10:00:00+05:30')
    expect(await isCoolingDown(services, home.actor.consumerId)).toBe(false)
    expect(await remove(home, son)).toMatchObject({ ok: true })
  })
})
