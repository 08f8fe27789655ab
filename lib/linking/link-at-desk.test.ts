import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day } from '#lib/units/ist.ts'
import { confirmLink } from './confirm-link.ts'
import { confirmLinkAtDesk, linkAtDesk } from './link-at-desk.ts'
import { codeTo, type LinkHome, linkByBill, makeLinkHome, visitor } from './test-links.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const begin = (officer: StaffActor, home: LinkHome, mobile: string) =>
  linkAtDesk(services, officer, { connectionId: home.connectionId, mobile, role: 'OWNER', language: 'en' })
const idOf = (begun: Awaited<ReturnType<typeof linkAtDesk>>) => (begun?.ok ? begun.requestId : '')
const holding = async (home: LinkHome) =>
  (
    await services.db.mobileLink.findMany({
      where: { connectionId: home.connectionId, endedAt: null },
      include: { consumer: true },
    })
  )
    .map(({ proof, role, consumer }) => `${proof} ${role} ${consumer.mobile}`)
    .sort()
const auditsOf = async (home: LinkHome) =>
  (await services.db.auditEntry.findMany({ where: { connectionId: home.connectionId }, orderBy: { id: 'asc' } })).map(
    ({ action, actorKind }) => `${actorKind} ${action}`,
  )

describe('linking at a desk', () => {
  it('links by the code on the phone, strong, with its audit and the notice to the old number', async () => {
    const home = await makeLinkHome(services)
    const clerk = testOfficer('CAMP_OFFICER')
    const { mobile } = visitor()
    const begun = await begin(clerk, home, mobile)
    expect(begun).toMatchObject({ ok: true })
    const code = (await codeTo(services, mobile)) as string
    const confirm = () => confirmLinkAtDesk(services, clerk, { requestId: idOf(begun), code })
    const results = await Promise.all([confirm(), confirm(), confirm()])
    expect(results.filter(({ ok }) => ok)).toEqual([{ ok: true, connectionId: home.connectionId }])
    expect(await holding(home)).toEqual([`MASTER_RECORD OWNER ${home.mobile}`, `STAFF_SAW_PAPER OWNER ${mobile}`])
    expect(await auditsOf(home)).toEqual(['staff link.begun-at-desk', 'staff link.made'])
    expect(await services.db.session.count({ where: { consumer: { mobile } } })).toBe(0)
    expect(await services.db.message.count({ where: { toMobile: home.mobile, kind: 'LINK_NOTICE' } })).toBe(1)
  })

  it('makes a weak link strong, and a member an owner', async () => {
    const home = await makeLinkHome(services)
    const weak = visitor()
    await linkByBill(services, weak, home)
    const officer = testOfficer('CLERK')
    for (const role of ['MEMBER', 'OWNER'] as const) {
      services.setTime(role === 'MEMBER' ? '2026-11-23T10:05:00+05:30' : '2026-11-23T10:10:00+05:30')
      const begun = await linkAtDesk(services, officer, { connectionId: home.connectionId, mobile: weak.mobile, role })
      const code = (await codeTo(services, weak.mobile)) as string
      await confirmLinkAtDesk(services, officer, { requestId: idOf(begun), code })
      expect(await holding(home)).toEqual([
        `MASTER_RECORD OWNER ${home.mobile}`,
        `STAFF_SAW_PAPER ${role} ${weak.mobile}`,
      ])
    }
  })

  it('is not for another office, nor for a role without leave, and both are written down', async () => {
    const home = await makeLinkHome(services)
    const far = testOfficer('CLERK', { officeKind: 'SUBDIVISION', subdivisions: ['Far'] })
    expect(await begin(far, home, visitor().mobile)).toBeNull()
    expect(await begin(testOfficer('ADMINISTRATOR'), home, visitor().mobile)).toEqual({
      ok: false,
      reason: 'forbidden',
    })
    expect(await auditsOf(home)).toEqual(['staff staff.refused', 'staff staff.refused'])
    const nowhere = { ...home, connectionId: '00000000-0000-4000-8000-000000000000' }
    expect(await begin(testOfficer('CLERK'), nowhere, visitor().mobile)).toBeNull()
  })

  it('is ended by the officer who began it alone, never by a browser of the public', async () => {
    const home = await makeLinkHome(services)
    const who = visitor()
    const begun = await begin(testOfficer('CLERK'), home, who.mobile)
    const proof = { requestId: idOf(begun), code: (await codeTo(services, who.mobile)) as string }
    expect(await confirmLinkAtDesk(services, testOfficer('CLERK'), proof)).toEqual({ ok: false, reason: 'gone' })
    expect(await confirmLink(services, who.actor, { ...proof, device: '?', before: null })).toEqual({
      ...{ ok: false, reason: 'gone' },
    })
    expect(await holding(home)).toHaveLength(1)
  })

  it('wants a last day for a tenant, and for nobody else', async () => {
    const home = await makeLinkHome(services)
    const clerk = testOfficer('CLERK')
    const { mobile } = visitor()
    const wish = { connectionId: home.connectionId, mobile }
    const refused = { ok: false, reason: 'ends' }
    expect(await linkAtDesk(services, clerk, { ...wish, role: 'TENANT' })).toEqual(refused)
    expect(await linkAtDesk(services, clerk, { ...wish, role: 'MEMBER', endsOn: day('2026-12-31') })).toEqual(refused)
    expect(await linkAtDesk(services, clerk, { ...wish, role: 'TENANT', endsOn: day('2026-11-22') })).toEqual(refused)
    expect(await linkAtDesk(services, clerk, { ...wish, mobile: '12', role: 'OWNER' })).toMatchObject({
      reason: 'mobile',
    })
    const begun = await linkAtDesk(services, clerk, { ...wish, role: 'TENANT', endsOn: day('2026-11-23') })
    expect(begun).toMatchObject({ ok: true })
    expect(await confirmLinkAtDesk(services, clerk, { requestId: idOf(begun), code: '12' })).toMatchObject({
      reason: 'unreadable',
    })
  })
})
