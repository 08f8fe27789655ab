import { afterAll, beforeAll, expect, test } from 'vitest'
import { textsFor } from '#lib/i18n/texts.ts'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { endUnusedLeave } from '#lib/identity/end-unused-leave.ts'
import { allowOfflineCopy, endOfflineCopy, mayKeepCopy } from '#lib/identity/offline-copy.ts'
import { keepPushAddress, turnOffPush } from '#lib/identity/push-address.ts'
import { logIn, makePerson, newBrowser } from '#lib/identity/test-logins.ts'
import { agreedToWhatsApp, agreeToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import { chooseNotices } from '#lib/notifications/notice-centre.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { listConsents } from './list-consents.ts'

let services: TestServices
let asha: Home
let stranger: Home
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  asha = await makeHome(services)
  stranger = await makeHome(services)
})
afterAll(() => services.close())

const choose = (byWhatsApp: boolean, locale: Locale) =>
  chooseNotices(services, asha.actor, { byWhatsApp, on: new Set(), locale })
const inChat = (agrees: boolean) =>
  services.db.$transaction((tx) =>
    agreeToWhatsApp(
      tx,
      { mobile: asha.mobile as Mobile, agrees, at: services.now() },
      { door: 'CHAT', wording: 'Shall it come here? Yes' },
    ),
  )

test('what somebody agreed to stands there with its words and times, taken back by the same switch or in the chat', async () => {
  expect(await listConsents(services, asha.actor)).toEqual([])
  await choose(true, 'hi')
  const shown = textsFor('hi', 'notifications')('channelHint')
  const [given] = await listConsents(services, asha.actor)
  expect(given).toMatchObject({ purpose: 'WHATSAPP', givenAt: services.now(), withdrawnAt: null })
  expect(given?.wording, 'in the language of the page').toContain(shown)

  services.setTime('2026-11-24T10:00:00+05:30')
  await choose(false, 'en')
  expect(await listConsents(services, asha.actor)).toMatchObject([{ withdrawnAt: services.now() }])
  services.setTime('2026-11-25T10:00:00+05:30')
  await inChat(true)
  await inChat(false)
  const all = await listConsents(services, asha.actor)
  expect(all).toMatchObject([{ wording: 'Shall it come here? Yes', withdrawnAt: services.now() }, { id: given?.id }])
  expect(await services.db.$transaction((tx) => agreedToWhatsApp(tx, [asha.mobile]))).toEqual(new Set())
  expect(await listConsents(services, stranger.actor)).toEqual([])
})

test('agreed twice at once is agreed once, and nothing taken back is no record', async () => {
  const before = (await listConsents(services, asha.actor)).length
  await inChat(false)
  expect(await listConsents(services, asha.actor)).toHaveLength(before)
  await Promise.all([inChat(true), inChat(true), choose(true, 'en')])
  const holding = (await listConsents(services, asha.actor)).filter(({ withdrawnAt }) => withdrawnAt === null)
  expect(holding).toHaveLength(1)
})

test('a copy on a device and news on it are agreed to in the words shown, and taken back with the last such device', async () => {
  services.setTime('2026-11-26T10:00:00+05:30')
  const lakshmi = await makePerson(services)
  const [phone, tablet] = [newBrowser(), newBrowser()]
  const { actor } = await logIn(services, phone, lakshmi)
  const onTablet = (await logIn(services, tablet, lakshmi)).actor
  const address = { endpoint: 'https://fcm.googleapis.com/fcm/send/a', key: 'k', secret: 's' }
  await Promise.all([allowOfflineCopy(services, actor, 'hi'), allowOfflineCopy(services, onTablet, 'hi')])
  expect(await keepPushAddress(services, actor, address, 'en')).toBe(true)
  const holding = async () => {
    const consents = await listConsents(services, actor)
    return consents.flatMap(({ purpose, withdrawnAt }) => (withdrawnAt ? [] : [purpose])).sort()
  }
  expect(await holding()).toEqual(['OFFLINE_COPY', 'PUSH'])
  const words = Object.fromEntries((await listConsents(services, actor)).map((one) => [one.purpose, one.wording]))
  for (const key of ['lead', 'ownDevice', 'erasedDays', 'turnOn'])
    expect(words.OFFLINE_COPY).toContain(textsFor('hi', 'offline')(key))
  expect(words.PUSH).toContain(textsFor('en', 'notifications')('pushText'))

  await endOfflineCopy(services, onTablet)
  expect(await holding(), 'the phone keeps one').toEqual(['OFFLINE_COPY', 'PUSH'])
  await turnOffPush(services, actor)
  expect(await holding()).toEqual(['OFFLINE_COPY'])
  await endSessions(services, actor, 'this')
  expect(await holding(), 'logged out there').toEqual([])
  expect(await listConsents(services, stranger.actor)).toEqual([])
})

test('a copy past its day, and news on a browser that is known no longer, have ended without being taken back', async () => {
  services.setTime('2026-11-26T10:00:00+05:30')
  const ravi = await makePerson(services)
  const { actor } = await logIn(services, newBrowser(), ravi)
  await allowOfflineCopy(services, actor, 'hi')
  const address = { endpoint: 'https://fcm.googleapis.com/fcm/send/c', key: 'k', secret: 's' }
  await keepPushAddress(services, actor, address, 'hi')
  const ended = async (at: string) => {
    services.setTime(at)
    await endUnusedLeave(services)
    const consents = await listConsents(services, actor)
    return consents.flatMap(({ purpose, withdrawnAt, isOver }) => (withdrawnAt ? [{ purpose, isOver }] : []))
  }
  expect(await ended('2026-12-26T09:59:00+05:30')).toEqual([])
  const copy = { purpose: 'OFFLINE_COPY', isOver: true }
  expect(await ended('2026-12-26T10:01:00+05:30')).toEqual([copy])
  expect(await ended('2027-05-26T10:01:00+05:30')).toContainEqual({ purpose: 'PUSH', isOver: true })
})

test('the copy ends with the next person who logs in there, and news with the sixth browser', async () => {
  services.setTime('2026-11-26T10:00:00+05:30')
  const [meena, son] = [await makePerson(services), await makePerson(services)]
  const phone = newBrowser()
  const { actor } = await logIn(services, phone, meena)
  const copy = await allowOfflineCopy(services, actor, 'en')
  const address = { endpoint: 'https://fcm.googleapis.com/fcm/send/d', key: 'k', secret: 's' }
  await keepPushAddress(services, actor, address, 'en')
  const over = async () => (await listConsents(services, actor)).flatMap((one) => (one.isOver ? [one.purpose] : []))
  const theirs = await logIn(services, phone, son)
  const browser = { copyId: copy?.id ?? '', tokens: theirs.deviceTokens, actor: theirs.actor }
  expect(await mayKeepCopy(services, browser)).toBe(false)
  expect(await over()).toEqual(['OFFLINE_COPY'])
  for (let n = 1; n <= 5; n++) {
    services.setTime(`2026-11-26T1${n}:00:00+05:30`)
    await logIn(services, newBrowser(), meena)
  }
  expect((await over()).sort()).toEqual(['OFFLINE_COPY', 'PUSH'])
})

test('without a known browser nothing is kept, and nothing agreed to', async () => {
  const before = await services.db.consent.count()
  expect(await allowOfflineCopy(services, stranger.actor, 'en')).toBeNull()
  const address = { endpoint: 'https://fcm.googleapis.com/fcm/send/b', key: 'k', secret: 's' }
  expect(await keepPushAddress(services, stranger.actor, address, 'en')).toBe(false)
  expect(await services.db.consent.count()).toBe(before)
})
