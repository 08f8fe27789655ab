import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { connectionsOfOffice, noteOtherOffice } from './access.ts'
import { checkStaffSession } from './check-staff-session.ts'
import { endAllOf, endStaffSession } from './end-staff-sessions.ts'
import { saveOffices } from './save-offices.ts'
import { makeOfficer, makeOffices } from './test-desk.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
  await makeOffices(services)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (minutes: number) => services.setTime(new Date(Date.parse(MORNING) + minutes * 60_000).toISOString())
const check = (token: string) => checkStaffSession(services, token)

describe('a session of the desk', () => {
  it('knows the officer with role, office and the sub-divisions below it', async () => {
    const { staffId, logIn } = await makeOfficer(services, 'SUPERVISOR')
    expect(await check(await logIn())).toMatchObject({
      actor: { kind: 'staff', staffId, role: 'SUPERVISOR', officeKind: 'CIRCLE', subdivisions: ['Near', 'Test'] },
      officeName: 'Test circle',
    })
    const division = await makeOfficer(services, 'CLERK', { kind: 'DIVISION', name: 'Near division' })
    expect((await check(await division.logIn()))?.actor.subdivisions).toEqual(['Near'])
    const counter = await makeOfficer(services, 'CLERK', { kind: 'SUBDIVISION', name: 'Test' })
    expect((await check(await counter.logIn()))?.actor.subdivisions).toEqual(['Test'])
  })

  it('rests a quarter of an hour at the most, and lives half a day', async () => {
    const { logIn } = await makeOfficer(services, 'CLERK')
    const idle = await logIn()
    later(14)
    expect(await check(idle)).not.toBeNull()
    later(28)
    expect(await check(idle)).not.toBeNull()
    later(43)
    expect(await check(idle)).toBeNull()
    services.setTime(MORNING)
    const busy = await logIn()
    for (let minutes = 10; minutes < 720; minutes += 10) {
      later(minutes)
      expect(await check(busy), `after ${minutes} minutes`).not.toBeNull()
    }
    later(720)
    expect(await check(busy)).toBeNull()
  })

  it('ends when its officer logs out, and no other one with it', async () => {
    const { logIn } = await makeOfficer(services, 'CLERK')
    const [here, there] = [await logIn(), await logIn()]
    const session = await check(here)
    if (!session) throw new Error('not logged in')
    await endStaffSession(services, session.actor)
    await endStaffSession(services, session.actor)
    expect(await check(here)).toBeNull()
    expect(await check(there)).not.toBeNull()
    const where = { action: 'desk.logged-out', actorId: session.actor.staffId }
    expect(await services.db.auditEntry.count({ where })).toBe(1)
  })

  it('opens nothing once the account is disabled, nor with a token of nobody', async () => {
    const { staffId, logIn } = await makeOfficer(services, 'CLERK')
    const [one, two] = [await logIn(), await logIn()]
    await services.db.staffAccount.update({ where: { id: staffId }, data: { disabledAt: services.now() } })
    expect(await check(one)).toBeNull()
    await services.db.staffAccount.update({ where: { id: staffId }, data: { disabledAt: null } })
    expect(await services.db.$transaction((tx) => endAllOf(tx, staffId, services.now()))).toBe(2)
    expect(await check(two)).toBeNull()
    expect(await check('no-token')).toBeNull()
  })
})

describe('the office', () => {
  it('decides whose connections an officer finds; of others the attempt is written down', async () => {
    const home = await makeHome(services)
    const inside = await check(
      await (await makeOfficer(services, 'CLERK', { kind: 'SUBDIVISION', name: 'Test' })).logIn(),
    )
    const outside = await check(
      await (await makeOfficer(services, 'CLERK', { kind: 'CIRCLE', name: 'Far circle' })).logIn(),
    )
    if (!inside || !outside) throw new Error('not logged in')
    const found = async (actor: typeof inside.actor) =>
      (await services.db.connection.findMany({ where: connectionsOfOffice(actor), select: { id: true } })).map(
        ({ id }) => id,
      )
    expect(await found(inside.actor)).toContain(home.connectionId)
    expect(await found(outside.actor)).toEqual([])
    for (const { actor } of [inside, outside]) {
      for (const connectionId of [home.connectionId, crypto.randomUUID(), null, 'no-id'])
        await noteOtherOffice(services, actor, { connectionId, wanted: 'connection.look' })
    }
    const written = await services.db.auditEntry.findMany({ where: { action: 'staff.refused' } })
    expect(written).toMatchObject([{ actorId: outside.actor.staffId, connectionId: home.connectionId }])
  })

  it('that moves takes its connections along, and the same list again changes nothing', async () => {
    const near = { circle: 'Test circle', division: 'Near division', subdivision: 'Near' }
    const system = { kind: 'system', name: 'tests' } as const
    expect(await saveOffices(services, system, [near])).toBe(0)
    const division = await makeOfficer(services, 'CLERK', { kind: 'DIVISION', name: 'Near division' })
    const token = await division.logIn()
    expect(await saveOffices(services, system, [{ ...near, division: 'Test division' }])).toBe(1)
    expect((await check(token))?.actor.subdivisions).toEqual([])
    expect(await saveOffices(services, system, [near])).toBe(1)
    expect((await check(token))?.actor.subdivisions).toEqual(['Near'])
  })

  it('hangs in the tree where its kind belongs', async () => {
    const circle = await services.db.office.findFirstOrThrow({ where: { kind: 'CIRCLE' } })
    const make = (kind: 'CIRCLE' | 'DIVISION' | 'SUBDIVISION', parentId: string | null) =>
      services.db.office.create({ data: { kind, name: 'Odd', parentId } })
    await expect(make('SUBDIVISION', circle.id)).rejects.toThrow(/kind above/)
    await expect(make('CIRCLE', circle.id)).rejects.toThrow()
    await expect(make('DIVISION', null)).rejects.toThrow(/Office_hangs/)
  })
})
