import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addStaff } from './add-staff.ts'
import { changeStaff } from './change-staff.ts'
import { checkStaffSession } from './check-staff-session.ts'
import { disableStaff } from './disable-staff.ts'
import { listStaff } from './list-staff.ts'
import { resetTotp } from './reset-totp.ts'
import { makeOfficer, makeOffices } from './test-desk.ts'

let services: TestServices
let mobiles = 0

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await makeOffices(services)
})
afterAll(() => services.close())

async function loggedIn(...args: Parameters<typeof makeOfficer> extends [unknown, ...infer Rest] ? Rest : never) {
  const officer = await makeOfficer(services, ...args)
  const token = await officer.logIn()
  const session = await checkStaffSession(services, token)
  return { ...officer, token, actor: session?.actor as StaffActor }
}
const officeId = async (name: string) => (await services.db.office.findFirstOrThrow({ where: { name } })).id
const person = async (office = 'Test') => {
  mobiles += 1
  return { mobile: `81000${10_000 + mobiles}`, name: 'Test Person', role: 'CLERK', officeId: await officeId(office) }
}

describe('an administrator', () => {
  it('adds an officer, once a number', async () => {
    const { actor } = await loggedIn('ADMINISTRATOR')
    const wanted = await person()
    const added = await Promise.all([1, 2, 3].map(() => addStaff(services, actor, wanted)))
    expect(added.filter(({ ok }) => ok)).toHaveLength(1)
    expect(added).toContainEqual({ ok: false, reason: 'MOBILE_TAKEN' })
    for (const [wrong, reason] of [
      [{ mobile: '12' }, 'BAD_MOBILE'],
      [{ name: '  ' }, 'BAD_NAME'],
      [{ name: '\0\u202e' }, 'BAD_NAME'],
      [{ name: 'A'.repeat(101) }, 'BAD_NAME'],
      [{ role: 'KING' }, 'BAD_ROLE'],
      [{ officeId: 'no-id' }, 'NO_OFFICE'],
      [{ officeId: await officeId('Far circle') }, 'NO_OFFICE'],
    ] as const)
      expect(await addStaff(services, actor, { ...(await person()), ...wrong })).toEqual({ ok: false, reason })
  })

  it('gives an officer a name without what cannot be seen or kept', async () => {
    const { actor } = await loggedIn('ADMINISTRATOR')
    const added = await addStaff(services, actor, { ...(await person()), name: ' Asha\0\u202e\r\nKujur\ud800 ' })
    const id = added.ok ? added.staffId : ''
    const kept = await services.db.staffAccount.findUniqueOrThrow({ where: { id }, select: { name: true } })
    expect(kept.name).toBe('Asha Kujur\ufffd')
  })

  it('changes role and office, which ends every session under the old ones', async () => {
    const { actor } = await loggedIn('ADMINISTRATOR')
    const { staffId, token } = await loggedIn('CLERK')
    const same = { staffId, role: 'CLERK', officeId: await officeId('Test circle') }
    expect(await changeStaff(services, actor, same)).toEqual({ ok: true, isChanged: false })
    expect(await checkStaffSession(services, token)).not.toBeNull()
    expect(await changeStaff(services, actor, { ...same, role: 'SUPERVISOR' })).toEqual({ ok: true, isChanged: true })
    expect(await checkStaffSession(services, token)).toBeNull()
  })

  it('disables an account and lets it in again, without its old sessions', async () => {
    const { actor } = await loggedIn('ADMINISTRATOR')
    const { staffId, token } = await loggedIn('CLERK')
    expect(await disableStaff(services, actor, { staffId, disabled: true })).toEqual({ ok: true, isChanged: true })
    expect(await disableStaff(services, actor, { staffId, disabled: true })).toEqual({ ok: true, isChanged: false })
    expect(await disableStaff(services, actor, { staffId, disabled: false })).toEqual({ ok: true, isChanged: true })
    expect(await checkStaffSession(services, token)).toBeNull()
  })

  it('leaves no complaint with an officer who works there no more', async () => {
    const { actor } = await loggedIn('ADMINISTRATOR')
    const home = await makeHome(services)
    const [gone, moved, stays] = [await loggedIn('CLERK'), await loggedIn('CLERK'), await loggedIn('CLERK')]
    const promoted = await loggedIn('CLERK')
    const give = async ({ staffId }: { staffId: string }, decidedAt: Date | null = null) => {
      const at = services.now()
      const words = { door: 'WEB', category: 'METER', subdivision: 'Test', since: 'May', detail: '' } as const
      const clock = { registeredAt: at, dueAt: at, state: decidedAt ? 'RESOLVED' : 'OPEN', decidedAt } as const
      const { connectionId } = home
      const data = { ...words, ...clock, requestKey: randomUUID(), connectionId, assignedTo: staffId }
      return (await services.db.complaint.create({ data, select: { id: true } })).id
    }
    const officerOf = async (id: string) =>
      (await services.db.complaint.findUniqueOrThrow({ where: { id }, select: { assignedTo: true } })).assignedTo
    const open = [await give(gone), await give(moved), await give(stays), await give(promoted)]
    const decided = await give(gone, services.now())
    await disableStaff(services, actor, { staffId: gone.staffId, disabled: true })
    const elsewhere = { staffId: moved.staffId, role: 'CLERK', officeId: await officeId('Near') }
    expect(await changeStaff(services, actor, elsewhere)).toEqual({ ok: true, isChanged: true })
    await resetTotp(services, actor, { staffId: stays.staffId })
    const { officeId: same } = await services.db.staffAccount.findUniqueOrThrow({ where: { id: promoted.staffId } })
    await changeStaff(services, actor, { staffId: promoted.staffId, role: 'SUPERVISOR', officeId: same })
    expect(await Promise.all(open.map(officerOf))).toEqual([null, null, stays.staffId, promoted.staffId])
    expect(await officerOf(decided), 'it may be opened again').toBeNull()
  })

  it('never touches the own account, nor one of another circle or of an office above', async () => {
    const { actor, staffId: own } = await loggedIn('ADMINISTRATOR')
    const far = await loggedIn('CLERK', { kind: 'CIRCLE', name: 'Far circle' })
    const below = await loggedIn('ADMINISTRATOR', { kind: 'DIVISION', name: 'Test division' })
    for (const [keeper, staffId, reason] of [
      [actor, own, 'OWN_ACCOUNT'],
      [actor, far.staffId, 'NO_STAFF'],
      [actor, 'no-id', 'NO_STAFF'],
      [below.actor, own, 'NO_STAFF'],
    ] as const) {
      const to = { staffId, role: 'CLERK', officeId: await officeId('Test') }
      expect(await changeStaff(services, keeper, to)).toEqual({ ok: false, reason })
      expect(await disableStaff(services, keeper, { staffId, disabled: true })).toEqual({ ok: false, reason })
      expect(await resetTotp(services, keeper, { staffId })).toEqual({ ok: false, reason })
    }
    const up = { staffId: below.staffId, role: 'CLERK', officeId: await officeId('Far circle') }
    expect(await changeStaff(services, actor, up)).toEqual({ ok: false, reason: 'NO_OFFICE' })
  })

  it('sees the accounts of the own office and those below, without whole numbers', async () => {
    const { actor, mobile } = await loggedIn('ADMINISTRATOR', { kind: 'DIVISION', name: 'Near division' })
    await loggedIn('CLERK', { kind: 'SUBDIVISION', name: 'Near' })
    const listed = await listStaff(services, actor)
    expect(listed?.offices.map(({ name }) => name)).toEqual(['Near division', 'Near'])
    expect(new Set(listed?.staff.map(({ office }) => office.name))).toEqual(new Set(['Near division', 'Near']))
    expect(listed?.staff.filter(({ isSelf }) => isSelf)).toHaveLength(1)
    expect(JSON.stringify(listed)).not.toContain(mobile)
  })
})

it('any other role keeps no account, and the attempt is written down', async () => {
  const victim = await loggedIn('CLERK')
  for (const role of ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR'] as const) {
    const { actor } = await loggedIn(role)
    const { staffId } = victim
    const refused = { ok: false, reason: 'NOT_ALLOWED' }
    expect(await addStaff(services, actor, await person())).toEqual(refused)
    expect(await changeStaff(services, actor, { staffId, role, officeId: await officeId('Test') })).toEqual(refused)
    expect(await disableStaff(services, actor, { staffId, disabled: true })).toEqual(refused)
    expect(await resetTotp(services, actor, { staffId })).toEqual(refused)
    expect(await listStaff(services, actor)).toBeNull()
    const where = { action: 'staff.refused', actorId: actor.staffId }
    expect(await services.db.auditEntry.count({ where })).toBe(5)
  }
  expect(await checkStaffSession(services, victim.token)).not.toBeNull()
})
