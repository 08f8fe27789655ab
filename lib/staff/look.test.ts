import fs from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { listBills } from '#lib/billing/list-bills.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { StaffRole } from '#prisma/generated/client.ts'
import { checkStaffSession } from './check-staff-session.ts'
import { findConnection } from './find-connection.ts'
import { getDeskConnection } from './get-desk-connection.ts'
import { lookAt } from './look-at.ts'
import { countManyLooks } from './many-looks.ts'
import { makeOfficer, makeOffices } from './test-desk.ts'

const MORNING = '2026-11-12T10:00:00+05:30'
let services: TestServices
let home: Home

beforeAll(async () => {
  services = await testServices(MORNING)
  await makeOffices(services)
  home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  await tell(services, { paymentId: 'pay_look', reference: bill.paymentReference, amount: 20_000 })
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (minutes: number) => services.setTime(new Date(Date.parse(MORNING) + minutes * 60_000).toISOString())
async function officer(role: StaffRole, circle = 'Test circle'): Promise<StaffActor> {
  const { logIn } = await makeOfficer(services, role, { kind: 'CIRCLE', name: circle })
  return (await checkStaffSession(services, await logIn()))?.actor as StaffActor
}
const look = (actor: StaffActor, reason = 'BILL', note = '') =>
  lookAt(services, actor, { connectionId: home.connectionId, reason, note })
const seen = (actor: StaffActor) => getDeskConnection(services, actor, home.connectionId)
const written = (actor: StaffActor) =>
  services.db.auditEntry.findMany({ where: { actorId: actor.staffId }, select: { action: true, connectionId: true } })

describe('looking at a connection', () => {
  it('shows nothing personal before a reason, and everything for half an hour after it', async () => {
    const clerk = await officer('CLERK')
    const { connectionId, consumerNo, mobile } = home
    expect(
      await findConnection(services, clerk, { consumerNo: ` ${consumerNo.slice(0, 3)} ${consumerNo.slice(3)} ` }),
    ).toBe(connectionId)
    expect(await seen(clerk)).toEqual({ consumerNo, subdivision: 'Test', opened: null })
    expect(await listBills(services, clerk, connectionId)).toEqual([])
    expect(await listPayments(services, clerk, { connectionId })).toBeNull()

    expect(await look(clerk)).toMatchObject({ ok: true })
    const opened = await seen(clerk)
    expect(opened?.opened).toMatchObject({ address: 'Plot 0, Test Colony', unpaidPaise: 30_000n, aheadPaise: 0n })
    expect(opened?.opened?.mobiles).toHaveLength(1)
    expect(JSON.stringify(opened?.opened?.mobiles)).not.toContain(mobile)
    expect(await listBills(services, clerk, connectionId)).toHaveLength(1)
    expect(await listPayments(services, clerk, { connectionId })).toHaveLength(1)
    later(29)
    expect((await seen(clerk))?.opened).not.toBeNull()
    later(30)
    expect((await seen(clerk))?.opened).toBeNull()
    expect(await listBills(services, clerk, connectionId)).toEqual([])
    expect(await written(clerk)).toEqual([{ action: 'connection.looked', connectionId }])
  })

  it('opens it to the session that gave the reason, and to no other one', async () => {
    const { logIn } = await makeOfficer(services, 'CLERK')
    const here = (await checkStaffSession(services, await logIn()))?.actor as StaffActor
    const there = (await checkStaffSession(services, await logIn()))?.actor as StaffActor
    await look(here)
    expect((await seen(here))?.opened).not.toBeNull()
    expect(await listBills(services, here, home.connectionId)).toHaveLength(1)
    for (const other of [there, await officer('SUPERVISOR')]) {
      expect((await seen(other))?.opened).toBeNull()
      expect(await listBills(services, other, home.connectionId)).toEqual([])
      expect(await listPayments(services, other, { connectionId: home.connectionId })).toBeNull()
    }
  })

  it('needs one of the reasons, and words for another one', async () => {
    const clerk = await officer('CLERK')
    expect(await look(clerk, '')).toEqual({ ok: false, reason: 'NO_REASON' })
    expect(await look(clerk, 'CURIOSITY')).toEqual({ ok: false, reason: 'NO_REASON' })
    expect(await look(clerk, 'OTHER', '  ')).toEqual({ ok: false, reason: 'NO_NOTE' })
    expect((await seen(clerk))?.opened).toBeNull()
    expect(await look(clerk, 'OTHER', ' Asked\u202e by\tthe court')).toMatchObject({ ok: true })
    const noted = await services.db.staffLook.findFirst({ where: { sessionId: clerk.sessionId } })
    expect(noted).toMatchObject({ reason: 'OTHER', note: 'Asked by the court' })
  })

  it('of another office finds nothing, and each attempt is written down', async () => {
    const stranger = await officer('SUPERVISOR', 'Far circle')
    const { connectionId, consumerNo } = home
    expect(await findConnection(services, stranger, { consumerNo })).toBeNull()
    expect(await seen(stranger)).toBeNull()
    expect(await look(stranger)).toEqual({ ok: false, reason: 'NO_CONNECTION' })
    expect(await written(stranger)).toEqual(Array(3).fill({ action: 'staff.refused', connectionId }))
    expect(await findConnection(services, stranger, { consumerNo: '0' })).toBeNull()
    expect(await getDeskConnection(services, stranger, 'no-id')).toBeNull()
    expect(await written(stranger)).toHaveLength(3)
  })

  it('is not for administrators', async () => {
    const administrator = await officer('ADMINISTRATOR')
    expect(await findConnection(services, administrator, { consumerNo: home.consumerNo })).toBeNull()
    expect(await seen(administrator)).toBeNull()
    expect(await look(administrator)).toEqual({ ok: false, reason: 'NOT_ALLOWED' })
    expect((await written(administrator)).map(({ action }) => action)).toEqual(Array(3).fill('staff.refused'))
  })
})

describe('an officer who looks at more than work asks for', () => {
  const alarms = ({ staffId: officer }: StaffActor) =>
    services.db.auditEntry.findMany({
      where: { action: 'connection.looked-often', detail: { path: ['officer'], equals: officer } },
      select: { actorId: true, detail: true },
    })
  /** Looks of before, as `lookAt` writes them down. */
  const lookedBefore = async (actor: StaffActor, count: number, minutes: number) => {
    const at = new Date(Date.parse(MORNING) + minutes * 60_000)
    for (let look = 0; look < count; look += 1) await recordAudit(services.db, actor, 'connection.looked', { at })
  }

  it('is told of once at 200 looks within ten minutes, by whichever of many at once comes last', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const clerk = await officer('CLERK')
    await lookedBefore(clerk, 191, 0)
    later(9)
    for (let count = 0; count < 8; count += 1) await look(clerk)
    expect([await alarms(clerk), await countManyLooks(services)]).toEqual([[], 0])
    await Promise.all(Array.from({ length: 6 }, () => look(clerk)))
    await look(clerk)
    const [alarm, ...more] = await alarms(clerk)
    expect([alarm?.actorId, more]).toEqual(['count of looks', []])
    const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)))
    expect(lines).toEqual([{ at: expect.any(String), fault: 'MANY_LOOKS', limit: 200 }])
    expect(await countManyLooks(services)).toBe(1)
    later(69)
    expect(await countManyLooks(services)).toBe(0)
    log.mockRestore()
  })

  it('is one officer within ten minutes, not two, and not one over a morning', async () => {
    const [clerk, other] = [await officer('CLERK'), await officer('CLERK')]
    await lookedBefore(clerk, 150, 0)
    await lookedBefore(other, 150, 0)
    await look(clerk)
    await look(other)
    later(10)
    await lookedBefore(clerk, 150, 10)
    await look(clerk)
    expect([await alarms(clerk), await alarms(other)]).toEqual([[], []])
  })
})

it('is found after an incident by the statement of docs/incidents.md, with whom it concerns', async () => {
  const [stolen, other] = [await officer('CLERK'), await officer('CLERK')]
  await look(stolen, 'PAYMENT')
  await look(other)
  const [statement = ''] = /^ +select [\s\S]*?(?=\n\n)/m.exec(fs.readFileSync('docs/incidents.md', 'utf8')) ?? []
  const asked = statement
    .replace('00000000-0000-4000-8000-000000000000', stolen.staffId)
    .replace('2026-11-30 00:00+05:30', '2026-11-12 00:00+05:30')
  expect(asked).toContain(stolen.staffId)
  const client = new pg.Client({ connectionString: services.ownerUrl })
  await client.connect()
  const { rows } = await client.query(asked).finally(() => client.end())
  const { connectionId, actor } = home
  expect(rows).toEqual([{ begunAt: new Date(MORNING), connectionId, reason: 'PAYMENT', consumerId: actor.consumerId }])
})
