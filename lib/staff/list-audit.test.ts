import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditAction } from '#lib/audit/audit-actions.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day } from '#lib/units/ist.ts'
import type { StaffRole } from '#prisma/generated/client.ts'
import { checkStaffSession } from './check-staff-session.ts'
import { type AuditFilter, listAudit } from './list-audit.ts'
import { lookAt } from './look-at.ts'
import { makeOfficer, makeOffices } from './test-desk.ts'

let services: TestServices
let home: Home
let clerk: StaffActor
let supervisor: StaffActor

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  await makeOffices(services)
  home = await makeHome(services)
  clerk = await officer('CLERK')
  supervisor = await officer('SUPERVISOR')
  await lookAt(services, clerk, { connectionId: home.connectionId, reason: 'BILL', note: '' })
  await recordAudit(services.db, { kind: 'system', name: 'elsewhere' }, 'demo.loaded', { at: services.now() })
})
afterAll(() => services.close())

async function officer(role: StaffRole, circle = 'Test circle'): Promise<StaffActor> {
  const { logIn } = await makeOfficer(services, role, { kind: 'CIRCLE', name: circle })
  return (await checkStaffSession(services, await logIn()))?.actor as StaffActor
}
const actions = async (actor: StaffActor, filter: AuditFilter = {}) =>
  (await listAudit(services, actor, filter))?.rows.map(({ action }) => action)

describe('the audit at the desk', () => {
  it('shows what was done to the connections of the office and by its officers', async () => {
    expect(await listAudit(services, supervisor, {})).toMatchObject({
      rows: [
        { action: 'connection.looked', consumerNo: home.consumerNo, name: expect.stringContaining('Test Officer') },
      ],
      next: null,
    })
    expect(await actions(await officer('SUPERVISOR', 'Far circle'))).toEqual([])
  })

  it('is for supervisors; who else asks stands in it', async () => {
    for (const role of ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'ADMINISTRATOR'] as const) {
      const actor = await officer(role)
      expect(await listAudit(services, actor, {})).toBeNull()
      expect(await actions(supervisor, { staffId: actor.staffId })).toEqual(['staff.refused'])
    }
  })

  it('can be narrowed to an officer, a consumer and a day', async () => {
    expect(await actions(supervisor, { staffId: clerk.staffId })).toEqual(['connection.looked'])
    const { connectionId, consumerNo } = home
    expect(await actions(supervisor, { staffId: 'no-id', connectionId })).toEqual(['connection.looked'])
    expect(await listAudit(services, supervisor, { connectionId })).toMatchObject({ consumerNo })
    expect(await actions(supervisor, { connectionId: randomUUID() })).toEqual([])
    const far = await officer('SUPERVISOR', 'Far circle')
    expect(await listAudit(services, far, { connectionId })).toMatchObject({ rows: [], consumerNo: null })
    expect(await actions(supervisor, { staffId: clerk.staffId, onDay: day('2026-11-12') })).toHaveLength(1)
    expect(await actions(supervisor, { onDay: day('2026-11-11') })).toEqual([])
  })

  it('comes in pages that what is written meanwhile does not move', async () => {
    const { connectionId } = home
    const write = (action: string) =>
      recordAudit(services.db, clerk, action as AuditAction, { at: services.now(), connectionId })
    for (let index = 0; index < 60; index += 1) await write(`page.${index}`)
    const filter = { connectionId }
    const first = await listAudit(services, supervisor, filter)
    expect(first?.rows.map(({ action }) => action).slice(0, 2)).toEqual(['page.59', 'page.58'])
    await write('page.later')
    const second = await actions(supervisor, { ...filter, before: first?.next ?? undefined })
    expect(second).toEqual([...Array.from({ length: 10 }, (_, index) => `page.${9 - index}`), 'connection.looked'])
  })
})
