import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { endPush, isPushOn, keepPushAddress, type PushOutcome } from '#lib/identity/push-address.ts'
import { logIn, makePerson, newBrowser } from '#lib/identity/test-logins.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { listConsents } from '#lib/privacy/list-consents.ts'
import type { NoticeKind } from '../kinds.ts'
import { chooseNotices } from '../notice-centre.ts'
import { notify } from '../notify.ts'
import { callDue, pushText } from './send-pushes.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const SENDER = { privateKey: Buffer.alloc(32, 7), contact: 'mailto:it@khata.example' }
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

const later = (ms: number) => services.setTime(new Date(Date.parse(MORNING) + ms).toISOString())

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

type Phone = Awaited<ReturnType<typeof withPhone>>

const tell = ({ consumerId, mobile }: { consumerId: string; mobile: string }, kind: NoticeKind, cause: string) =>
  services.db.$transaction((tx) =>
    notify(tx, services.now(), [{ consumerId, mobile, language: 'en' }], {
      ...{ kind, cause, connectionId: null, href: null },
      words: (language) => templateText(language, 'quickpay', 'smsNoBill', {}),
    }),
  )
/** Whom the portal calls now, with what becomes of it. */
async function callsNow(outcome: PushOutcome = 'TAKEN'): Promise<string[]> {
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

  it('ends for a browser that has left, and the list of consents says so', async () => {
    const { asha, actor } = await withPhone()
    const consents = () => listConsents(services, actor)
    expect(await consents()).toMatchObject([{ purpose: 'PUSH', withdrawnAt: null, isOver: false }])
    await tell(asha, 'DUE_SOON', 'a')
    expect(await callsNow('GONE')).toHaveLength(1)
    expect(await isPushOn(services, actor)).toBe(false)
    expect(await consents()).toMatchObject([{ purpose: 'PUSH', withdrawnAt: services.now(), isOver: true }])
  })

  it.each(['AWAY', 'REFUSED'] as const)(
    'answered with %s, is called four times for one piece of news and stays on',
    async (outcome) => {
      const { asha, actor, address } = await withPhone()
      await tell(asha, 'DUE_SOON', 'a')
      for (const minute of [0, 15, 30, 45]) {
        later(minute * MINUTE_MS)
        expect(await callsNow(outcome), `minute ${minute}`).toEqual([address.endpoint])
        expect(await callsNow(outcome)).toEqual([])
      }
      later(10 * HOUR_MS)
      expect(await callsNow(outcome)).toEqual([])
      expect(await isPushOn(services, actor)).toBe(true)
      await tell(asha, 'OVERDUE', 'b')
      expect(await callsNow()).toEqual([address.endpoint])
    },
  )

  it('ends after two weeks in which every call was refused, however long the service was away', async () => {
    const [refused, away, mended] = [await withPhone(), await withPhone(), await withPhone()]
    const tellOn = async (day: number, { asha }: Phone, outcome: PushOutcome) => {
      later(day * 24 * HOUR_MS)
      await tell(asha, 'DUE_SOON', `day ${day}`)
      await callsNow(outcome)
      await services.db.knownDevice.updateMany({ data: { pushAt: null, pushFailures: 0 } })
    }
    const days: [number, PushOutcome][] = [
      [0, 'REFUSED'],
      [7, 'TAKEN'],
      [14, 'REFUSED'],
    ]
    for (const [day, between] of days) {
      await tellOn(day, refused, 'REFUSED')
      await tellOn(day, away, 'AWAY')
      await tellOn(day, mended, between)
    }
    const isOn = ({ actor }: Phone) => isPushOn(services, actor)
    expect([await isOn(refused), await isOn(away), await isOn(mended)]).toEqual([false, true, true])
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
