import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { removeLink } from '#lib/linking/remove-link.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { endSessions } from './end-sessions.ts'
import { allowOfflineCopy, endOfflineCopy, mayKeepCopy, offlineCopy } from './offline-copy.ts'
import { type Browser, logIn, makePerson, newBrowser } from './test-logins.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (days: number) => services.setTime(new Date(Date.parse(MORNING) + days * 86_400_000).toISOString())
const asks = (
  { deviceTokens: tokens }: Browser,
  copyId: string,
  actor: Parameters<typeof mayKeepCopy>[1]['actor'] = null,
) => mayKeepCopy(services, { copyId, tokens, actor })

/** Asha, her own phone, and its leave to keep a copy. */
async function withCopy() {
  const asha = await makePerson(services)
  const phone = newBrowser()
  const { actor } = await logIn(services, phone, asha)
  const copy = await allowOfflineCopy(services, actor, 'en')
  if (!copy) throw new Error('no leave')
  return { asha, phone, actor, copyId: copy.id, keptUntil: copy.keptUntil }
}

describe('a copy to be read without internet', () => {
  it('may be kept by the one browser that was told so, logged in or not, for 30 days', async () => {
    const { asha, phone, actor, copyId, keptUntil } = await withCopy()
    expect(keptUntil).toEqual(new Date('2026-12-23T10:00:00+05:30'))
    const tablet = newBrowser()
    const onTablet = await logIn(services, tablet, asha)
    expect(await offlineCopy(services, onTablet.actor)).toBeNull()
    expect(await asks(tablet, copyId, onTablet.actor)).toBe(false)
    expect(await asks(phone, copyId, actor)).toBe(true)
    later(29.9)
    expect(await asks(phone, copyId)).toBe(true)
    later(30.1)
    expect(await asks(phone, copyId)).toBe(false)
  })

  it('begins its 30 days anew when the person logs in there again', async () => {
    const { asha, phone, copyId } = await withCopy()
    later(20)
    const { actor } = await logIn(services, phone, asha)
    expect(await asks(phone, copyId, actor)).toBe(true)
    expect((await offlineCopy(services, actor))?.keptUntil).toEqual(new Date('2027-01-12T10:00:00+05:30'))
    later(45)
    expect(await asks(phone, copyId)).toBe(true)
  })

  it('is nothing to a stranger, who may know its id', async () => {
    const { copyId } = await withCopy()
    const stranger = await makePerson(services)
    const theirs = newBrowser()
    const { actor } = await logIn(services, theirs, stranger)
    expect(await asks(theirs, copyId, actor)).toBe(false)
    expect(await asks(newBrowser(), copyId)).toBe(false)
    expect(await asks({ ...theirs, deviceTokens: ['made.up', ''] }, copyId)).toBe(false)
    expect(await asks(theirs, 'no id')).toBe(false)
  })

  it('goes when the person logs out there, turns it off, or ends the login from elsewhere', async () => {
    const out = await withCopy()
    await endSessions(services, out.actor, 'this')
    expect(await asks(out.phone, out.copyId)).toBe(false)
    // The browser stays known for all that: it only keeps nothing.
    expect((await logIn(services, out.phone, out.asha)).deviceTokens).toHaveLength(1)

    const off = await withCopy()
    await endOfflineCopy(services, off.actor)
    expect(await asks(off.phone, off.copyId, off.actor)).toBe(false)

    const lost = await withCopy()
    const { actor } = await logIn(services, newBrowser(), lost.asha)
    await endSessions(services, actor, { sessionId: lost.actor.sessionId })
    expect(await asks(lost.phone, lost.copyId)).toBe(false)
  })

  it('goes when somebody else logs in there, who may then keep one of their own', async () => {
    const { phone, copyId } = await withCopy()
    const son = await makePerson(services)
    const { actor } = await logIn(services, phone, son)
    expect(await offlineCopy(services, actor)).toBeNull()
    expect(await asks(phone, copyId, actor)).toBe(false)
    const own = await allowOfflineCopy(services, actor, 'en')
    expect(await asks(phone, own?.id ?? '', actor)).toBe(true)
  })

  it('goes with a connection that was taken from the person', async () => {
    const { asha, actor } = await withCopy()
    const member = await withCopy()
    const { consumerId } = member.asha
    const link = { consumerId, connectionId: asha.connectionId, proof: 'INVITED', role: 'MEMBER' } as const
    const { id } = await services.db.mobileLink.create({ data: { ...link, linkedAt: services.now() } })
    expect(await removeLink(services, actor, { connectionId: asha.connectionId, linkId: id })).toMatchObject({
      ok: true,
    })
    expect(await asks(member.phone, member.copyId)).toBe(false)
  })

  it('goes with a tenant’s home after the last day, and may then be made again without it', async () => {
    const { asha } = await withCopy()
    const tenant = await withCopy()
    const { consumerId } = tenant.asha
    const link = { consumerId, connectionId: asha.connectionId, proof: 'INVITED', role: 'TENANT' } as const
    const endsOn = new Date('2026-11-25')
    await services.db.mobileLink.create({ data: { ...link, linkedAt: services.now(), endsOn } })
    later(2)
    expect(await asks(tenant.phone, tenant.copyId, tenant.actor)).toBe(true)
    later(3)
    expect(await asks(tenant.phone, tenant.copyId)).toBe(false)
    expect(await allowOfflineCopy(services, tenant.actor, 'en')).not.toBeNull()
    expect(await asks(tenant.phone, tenant.copyId)).toBe(true)
  })

  it('is not given back by a renewal that runs while it is taken away', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { phone, actor, copyId } = await withCopy()
      later(2)
      await Promise.all([asks(phone, copyId, actor), endOfflineCopy(services, actor), asks(phone, copyId, actor)])
      expect(await asks(phone, copyId, actor)).toBe(false)
      services.setTime(MORNING)
    }
  })

  it('is allowed twice to no other effect', async () => {
    const { actor, copyId } = await withCopy()
    expect((await allowOfflineCopy(services, actor, 'en'))?.id).toBe(copyId)
  })
})
