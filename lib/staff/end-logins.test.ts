import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { checkSession } from '#lib/identity/check-session.ts'
import { knownDevices } from '#lib/identity/known-device.ts'
import { challengeFor, codeSentTo, give, logIn, newBrowser, type Person } from '#lib/identity/test-logins.ts'
import { makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { StaffRole } from '#prisma/generated/client.ts'
import { checkStaffSession } from './check-staff-session.ts'
import { endAllLogins } from './end-all-logins.ts'
import { endConsumerLogins } from './end-consumer-logins.ts'
import { getDeskLogins } from './get-desk-logins.ts'
import { lookAt } from './look-at.ts'
import { makeOfficer, makeOffices } from './test-desk.ts'

const MORNING = '2026-11-12T10:00:00+05:30'
const COMMAND = { kind: 'system', name: 'test' } as const
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
  await makeOffices(services)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (minutes: number) => services.setTime(new Date(Date.parse(MORNING) + minutes * 60_000).toISOString())

/** Somebody with a home below the circle of the tests, and the link between the two. */
async function person(): Promise<Person & { linkId: string }> {
  const { connectionId, consumerNo, actor, mobile } = await makeHome(services)
  const { consumerId } = actor
  const link = await services.db.mobileLink.findFirstOrThrow({ where: { connectionId, consumerId } })
  const place = { connectionId, consumerNo, connections: [{ id: connectionId, consumerNo }] }
  return { mobile: mobile as Mobile, consumerId, ...place, linkId: link.id }
}

async function officer(role: StaffRole, circle = 'Test circle'): Promise<StaffActor> {
  const { logIn: enter } = await makeOfficer(services, role, { kind: 'CIRCLE', name: circle })
  return (await checkStaffSession(services, await enter()))?.actor as StaffActor
}

/** An officer who has said why they look at this person's connection. */
async function looking({ connectionId }: Person): Promise<StaffActor> {
  const clerk = await officer('CLERK')
  const looked = await lookAt(services, clerk, { connectionId, reason: 'LINKING', note: '' })
  expect(looked.ok).toBe(true)
  return clerk
}

const end = (actor: StaffActor, { connectionId, linkId }: { connectionId: string; linkId: string }, reason = 'ASKED') =>
  endConsumerLogins(services, actor, { connectionId, linkId, reason })
const isIn = async ({ token }: { token: string }) => (await checkSession(services, token)) !== null
const written = ({ staffId }: StaffActor, action: string) =>
  services.db.auditEntry.findMany({ where: { actorId: staffId, action }, select: { connectionId: true, detail: true } })

describe('an officer ends the logins of somebody', () => {
  it('everywhere, with what lets them in again but a new code, and is written down', async () => {
    const [meera, neighbour] = [await person(), await person()]
    const [phone, computer, elsewhere] = [newBrowser(), newBrowser(), newBrowser()]
    const logins = [await logIn(services, phone, meera), await logIn(services, computer, meera)]
    const other = await logIn(services, elsewhere, neighbour)
    const { consumerId } = meera
    const times = { createdAt: services.now(), numberProvenAt: services.now() }
    const key = { credentialId: 'lost', publicKey: Buffer.alloc(1), counter: 0n, device: 'Chrome, Android' }
    await services.db.passkey.create({ data: { consumerId, ...key, ...times } })
    const program = { name: 'Sheet', scopes: ['bills'], createdAt: services.now(), provenAt: services.now() }
    const expiresAt = new Date('2026-12-12T10:00:00+05:30')
    await services.db.accessToken.create({ data: { consumerId, ...program, expiresAt, tokenHash: 'x' } })
    const halfway = await challengeFor(services, newBrowser(), meera.mobile)
    const code = await codeSentTo(services, meera.mobile)

    const clerk = await looking(meera)
    expect(await end(clerk, meera, 'LOST_PHONE')).toEqual({ ok: true })

    expect(await Promise.all(logins.map(isIn))).toEqual([false, false])
    expect(await knownDevices(services, [...phone.deviceTokens, ...computer.deviceTokens])).toEqual([])
    expect(await services.db.passkey.count({ where: { consumerId } })).toBe(0)
    expect(await services.db.accessToken.count({ where: { consumerId, endedAt: null } })).toBe(0)
    expect(await give(services, newBrowser(), { challengeId: halfway, code })).toEqual({ ok: false, reason: 'expired' })
    expect(await isIn(other), 'nobody else').toBe(true)
    expect(await knownDevices(services, elsewhere.deviceTokens)).toHaveLength(1)

    const counts = { sessions: 2, devices: 2, passkeys: 1, tokens: 1 }
    const detail = { person: consumerId, reason: 'LOST_PHONE', ...counts }
    expect(await written(clerk, 'logins.ended-at-desk')).toEqual([{ connectionId: meera.connectionId, detail }])
    later(1)
    expect(await isIn(await logIn(services, newBrowser(), meera)), 'by a new code').toBe(true)
  })

  it('tells them in the portal, in both languages, and the lost phone nothing', async () => {
    const meera = await person()
    await logIn(services, newBrowser(), meera)
    const sent = await services.db.message.count({ where: { toMobile: meera.mobile } })
    await end(await looking(meera), meera, 'LOST_PHONE')
    const notices = await services.db.notification.findMany({ where: { consumerId: meera.consumerId } })
    expect(notices.map(({ kind }) => kind)).toEqual(['NEW_LOGIN'])
    expect(notices[0]?.textEn).toContain('All your logins were ended at the office of')
    expect(notices[0]?.textHi).toContain('आपके सब लॉग इन बंद किए गए')
    expect(await services.db.message.count({ where: { toMobile: meera.mobile } })).toBe(sent)
  })

  it('again: what was begun since ends too', async () => {
    const meera = await person()
    const clerk = await looking(meera)
    await end(clerk, meera)
    later(2)
    const login = await logIn(services, newBrowser(), meera)
    expect(await end(clerk, meera)).toEqual({ ok: true })
    expect(await end(clerk, meera)).toEqual({ ok: true })
    expect(await isIn(login)).toBe(false)
    const counts = (await written(clerk, 'logins.ended-at-desk')).map(
      ({ detail }) => (detail as { sessions: number }).sessions,
    )
    expect(counts).toEqual([0, 1, 0])
  })

  it('only with a reason for looking that this session gave and that still holds', async () => {
    const meera = await person()
    const login = await logIn(services, newBrowser(), meera)
    const [clerk, other] = [await looking(meera), await officer('CLERK')]
    const refused = { ok: false, reason: 'NOT_OPENED' }
    expect(await end(other, meera)).toEqual(refused)
    expect((await getDeskLogins(services, other, meera.connectionId))?.people).toBeNull()
    later(29)
    expect(await getDeskLogins(services, clerk, meera.connectionId)).toEqual({
      consumerNo: meera.consumerNo,
      people: [{ linkId: meera.linkId, role: 'OWNER', mobile: maskMobile(meera.mobile) }],
    })
    expect(await isIn(login)).toBe(true)
    later(30)
    expect(await end(clerk, meera)).toEqual(refused)
    expect((await getDeskLogins(services, clerk, meera.connectionId))?.people).toBeNull()
    expect(await services.db.session.count({ where: { consumerId: meera.consumerId, endedAt: null } })).toBe(1)
  })

  it('for one of the reasons, and for somebody who is linked to this connection now', async () => {
    const [meera, stranger] = [await person(), await person()]
    const theirs = await logIn(services, newBrowser(), stranger)
    const clerk = await looking(meera)
    for (const reason of ['', 'ANGRY'])
      expect(await end(clerk, meera, reason)).toEqual({ ok: false, reason: 'NO_REASON' })
    const { connectionId, linkId } = meera
    for (const wrong of ['', 'no-id', stranger.linkId])
      expect(await end(clerk, { connectionId, linkId: wrong })).toEqual({ ok: false, reason: 'NO_PERSON' })
    await services.db.mobileLink.updateMany({ where: { connectionId, id: linkId }, data: { endedAt: services.now() } })
    expect(await end(clerk, meera)).toEqual({ ok: false, reason: 'NO_PERSON' })
    expect((await getDeskLogins(services, clerk, connectionId))?.people).toEqual([])
    expect(await isIn(theirs)).toBe(true)
  })

  it('of another office finds nothing, an administrator has no leave, and each attempt is written down', async () => {
    const meera = await person()
    const login = await logIn(services, newBrowser(), meera)
    const [far, administrator] = [await officer('SUPERVISOR', 'Far circle'), await officer('ADMINISTRATOR')]
    expect(await end(far, meera)).toEqual({ ok: false, reason: 'NO_CONNECTION' })
    expect(await getDeskLogins(services, far, meera.connectionId)).toBeNull()
    expect(await end(administrator, meera)).toEqual({ ok: false, reason: 'NOT_ALLOWED' })
    expect(await getDeskLogins(services, administrator, meera.connectionId)).toBeNull()
    for (const [who, by] of [
      [far, 'office'],
      [administrator, 'role'],
    ] as const)
      expect(await written(who, 'staff.refused')).toMatchObject(
        Array(2).fill({ connectionId: meera.connectionId, detail: { by, wanted: 'logins.end' } }),
      )
    expect(await isIn(login)).toBe(true)
  })
})

describe('a login that is made while they are ended', () => {
  it('is waited for and ended', async () => {
    const meera = await person()
    const clerk = await looking(meera)
    const browser = newBrowser()
    const challengeId = await challengeFor(services, browser, meera.mobile)
    const code = await codeSentTo(services, meera.mobile)
    let both: Promise<[Awaited<ReturnType<typeof give>>, unknown]> | undefined
    await services.db.$transaction(async (tx) => {
      // The login has closed its code, and waits for the person.
      await tx.$executeRaw`select from "Consumer" where "id" = ${meera.consumerId}::uuid for update`
      const login = give(services, browser, { challengeId, code })
      await untilWaiting(services, 1)
      both = Promise.all([login, end(clerk, meera)])
      await untilWaiting(services, 2)
    })
    const [login, ended] = (await both) ?? []
    expect(ended).toEqual({ ok: true })
    expect(login?.ok && (await isIn(login))).toBe(false)
    expect(await services.db.session.count({ where: { consumerId: meera.consumerId, endedAt: null } })).toBe(0)
  })

  it('is refused where it comes later: its code has ended', async () => {
    const meera = await person()
    const clerk = await looking(meera)
    const browser = newBrowser()
    const challengeId = await challengeFor(services, browser, meera.mobile)
    const code = await codeSentTo(services, meera.mobile)
    let both: Promise<unknown[]> | undefined
    await services.db.$transaction(async (tx) => {
      // The ending holds the code, and waits for the person.
      await tx.$executeRaw`select from "Consumer" where "id" = ${meera.consumerId}::uuid for update`
      const ended = end(clerk, meera)
      await untilWaiting(services, 1)
      both = Promise.all([ended, give(services, browser, { challengeId, code })])
      await untilWaiting(services, 2)
    })
    expect(await both).toEqual([{ ok: true }, { ok: false, reason: 'expired' }])
  })
})

describe('the operator ends the logins of many', () => {
  const makeAll = async () => {
    const [meera, ravi] = [await person(), await person()]
    const browser = newBrowser()
    const logins = [await logIn(services, browser, meera), await logIn(services, newBrowser(), ravi)]
    const { logIn: enter, mobile } = await makeOfficer(services, 'CLERK')
    const desk = await enter()
    const areIn = async () => [
      ...(await Promise.all(logins.map(isIn))),
      (await checkStaffSession(services, desk)) !== null,
    ]
    return { meera, browser, mobile, areIn }
  }
  const lastEntry = () =>
    services.db.auditEntry.findFirst({
      where: { action: 'logins.ended-for-all' },
      orderBy: { id: 'desc' },
      select: { actorKind: true, actorId: true, detail: true },
    })

  it('of consumers, of officers, or of all, and is written down', async () => {
    // Whoever logged in before in these tests is not of this story.
    await endAllLogins(services, COMMAND, 'all')
    const first = await makeAll()
    expect(await endAllLogins(services, COMMAND, 'consumers')).toEqual({ consumers: 2, officers: 0 })
    expect(await first.areIn()).toEqual([false, false, true])
    expect(await knownDevices(services, first.browser.deviceTokens), 'opens nothing').toHaveLength(1)
    expect(await endAllLogins(services, COMMAND, 'officers')).toEqual({ consumers: 0, officers: 1 })
    expect(await first.areIn()).toEqual([false, false, false])
    const second = await makeAll()
    expect(await endAllLogins(services, COMMAND, 'all')).toEqual({ consumers: 2, officers: 1 })
    expect(await second.areIn()).toEqual([false, false, false])
    const detail = { whose: 'all', consumers: 2, officers: 1 }
    expect(await lastEntry()).toEqual({ actorKind: 'system', actorId: 'test', detail })
    expect(await endAllLogins(services, COMMAND, 'all')).toEqual({ consumers: 0, officers: 0 })
  })

  it('with codes that are on their way, for the doors that were named', async () => {
    const meera = await person()
    const browser = newBrowser()
    const [challengeId] = [await challengeFor(services, browser, meera.mobile)]
    const code = await codeSentTo(services, meera.mobile)
    await endAllLogins(services, COMMAND, 'officers')
    expect(await services.db.otpChallenge.count({ where: { id: challengeId, closedAt: null } })).toBe(1)
    await endAllLogins(services, COMMAND, 'consumers')
    expect(await give(services, browser, { challengeId, code })).toEqual({ ok: false, reason: 'expired' })
  })

  it('and waits for a login that is being made', async () => {
    const meera = await person()
    const browser = newBrowser()
    const challengeId = await challengeFor(services, browser, meera.mobile)
    const code = await codeSentTo(services, meera.mobile)
    let both: Promise<unknown> | undefined
    await services.db.$transaction(async (tx) => {
      await tx.$executeRaw`select from "Consumer" where "id" = ${meera.consumerId}::uuid for update`
      const login = give(services, browser, { challengeId, code })
      await untilWaiting(services, 1)
      both = Promise.all([login, endAllLogins(services, COMMAND, 'all')])
      await untilWaiting(services, 2)
    })
    expect(await both).toMatchObject([{ ok: true }, { consumers: 1 }])
    expect(await services.db.session.count({ where: { consumerId: meera.consumerId, endedAt: null } })).toBe(0)
  })
})
