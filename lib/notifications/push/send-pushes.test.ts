import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { endPush, isPushOn, keepPushAddress } from '#lib/identity/push-address.ts'
import { logIn, makePerson, newBrowser } from '#lib/identity/test-logins.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { NoticeKind } from '../kinds.ts'
import { chooseNotices } from '../notice-centre.ts'
import { notify } from '../notify.ts'
import type { deliverPush } from './deliver-push.ts'
import { callDue, pushText } from './send-pushes.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const SENDER = { privateKey: Buffer.alloc(32, 7), contact: 'mailto:it@khata.example' }
type Deliver = typeof deliverPush
let services: TestServices
let addresses = 0

beforeAll(async () => {
  vi.stubEnv('PUSH_KEY', SENDER.privateKey.toString('base64url'))
  vi.stubEnv('PUSH_CONTACT', SENDER.contact)
  services = await testServices(MORNING)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await services.close()
})
beforeEach(async () => {
  services.setTime(MORNING)
  await services.db.knownDevice.updateMany({ data: { pushAt: null } })
})

/** Asha with a phone that is called when there is news. */
async function withPhone() {
  const asha = await makePerson(services)
  const phone = newBrowser()
  const { actor } = await logIn(services, phone, asha)
  addresses += 1
  const address = { endpoint: `https://fcm.googleapis.com/fcm/send/${addresses}`, key: 'k', secret: 's' }
  expect(await keepPushAddress(services, actor, address, 'en')).toBe(true)
  // The login itself was news.
  await services.db.knownDevice.updateMany({ data: { pushAt: null } })
  return { asha, actor, phone, address }
}

const tell = ({ consumerId, mobile }: { consumerId: string; mobile: string }, kind: NoticeKind, cause: string) =>
  services.db.$transaction((tx) =>
    notify(tx, services.now(), [{ consumerId, mobile, language: 'en' }], {
      ...{ kind, cause, connectionId: null, href: null },
      words: (language) => templateText(language, 'quickpay', 'smsNoBill', {}),
    }),
  )
/** Whom the portal calls now, with what becomes of it. */
async function callsNow(outcome: Awaited<ReturnType<Deliver>> = 'TAKEN'): Promise<string[]> {
  const called: string[] = []
  await callDue(services, SENDER, async (_, { endpoint }) => {
    called.push(endpoint)
    return outcome
  })
  return called
}

describe('news by push', () => {
  it('calls the browser that asked for it, once for all that is new', async () => {
    const { asha, address } = await withPhone()
    const stranger = await withPhone()
    await tell(asha, 'DUE_SOON', 'a')
    await tell(asha, 'OVERDUE', 'b')
    const all = await Promise.all([callsNow(), callsNow(), callsNow()])
    expect(all.flat()).toEqual([address.endpoint])
    expect(await callsNow()).toEqual([])
    // What was told before is not told again.
    await tell(asha, 'DUE_SOON', 'a')
    expect(await callsNow()).toEqual([])
    expect(await isPushOn(services, stranger.actor)).toBe(true)
  })

  it('says on the lock screen that there is news, and nothing of it', () => {
    for (const language of ['hi', 'en']) expect(pushText(language)).not.toMatch(/₹|\d/)
    expect(JSON.parse(pushText('en'))).toMatchObject({ title: 'Bijli Khata', lang: 'en', url: '/account/notices' })
  })

  it('leaves people alone at night, and with kinds that they want no message of', async () => {
    const { asha, actor, address } = await withPhone()
    await chooseNotices(services, actor, { byWhatsApp: false, on: new Set(['DUE_SOON']), locale: 'en' })
    await tell(asha, 'OVERDUE', 'a')
    expect(await callsNow()).toEqual([])
    services.setTime('2026-11-23T23:30:00+05:30')
    await tell(asha, 'DUE_SOON', 'b')
    expect(await callsNow()).toEqual([])
    services.setTime('2026-11-24T10:00:00+05:30')
    expect(await callsNow()).toEqual([address.endpoint])
  })

  it('forgets a browser that has left, and asks one that did not answer again for an hour', async () => {
    const left = await withPhone()
    await tell(left.asha, 'DUE_SOON', 'a')
    expect(await callsNow('GONE')).toHaveLength(1)
    expect(await isPushOn(services, left.actor)).toBe(false)

    const away = await withPhone()
    await tell(away.asha, 'DUE_SOON', 'a')
    for (const minute of [0, 15, 30, 45]) {
      services.setTime(new Date(Date.parse(MORNING) + minute * 60_000).toISOString())
      expect(await callsNow('LATER'), `minute ${minute}`).toHaveLength(1)
      expect(await callsNow('LATER')).toEqual([])
    }
    expect(await isPushOn(services, away.actor)).toBe(false)
  })

  it('ends when it is turned off, at log-out there, and when the login is ended from elsewhere', async () => {
    const off = await withPhone()
    await endPush(services.db, off.actor)
    const out = await withPhone()
    await endSessions(services, out.actor, 'this')
    const lost = await withPhone()
    const { actor } = await logIn(services, newBrowser(), lost.asha)
    await endSessions(services, actor, { sessionId: lost.actor.sessionId })
    for (const { asha } of [off, out, lost]) await tell(asha, 'DUE_SOON', 'a')
    expect(await callsNow()).toEqual([])
  })

  it('is of one browser: another one of the same person, or another person there, is not called', async () => {
    const { asha, phone, actor } = await withPhone()
    const tablet = await logIn(services, newBrowser(), asha)
    expect(await isPushOn(services, tablet.actor)).toBe(false)
    await endPush(services.db, tablet.actor)
    expect(await isPushOn(services, actor)).toBe(true)
    const son = await logIn(services, phone, await makePerson(services))
    expect(await isPushOn(services, son.actor)).toBe(false)
  })
})
