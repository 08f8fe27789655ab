import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { requestOtp } from '#lib/identity/request-otp.ts'
import { verifyOtp } from '#lib/identity/verify-otp.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { NoticeKind } from './kinds.ts'
import { chooseNotices, countUnread, getNoticeChoices, listNotices, markAllRead } from './notice-centre.ts'
import { type NewNotice, notify, peopleOf } from './notify.ts'

let services: TestServices
let home: Home

beforeAll(async () => {
  services = await testServices('2026-11-07T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime('2026-11-07T10:00:00+05:30')
  home = await makeHome(services)
})

const noticeOf = (kind: NoticeKind, cause: string): NewNotice => ({
  ...{ kind, cause, connectionId: home.connectionId, href: `/c/${home.connectionId}` },
  words: (language) => templateText(language, 'quickpay', 'smsNoBill', {}),
})
const say = (kind: NoticeKind, cause = 'x') =>
  services.db.$transaction(async (tx) => {
    const people = await peopleOf(tx, services.now(), home.connectionId)
    return notify(tx, services.now(), people, noticeOf(kind, cause))
  })
const messages = () => services.db.message.findMany({ where: { toMobile: home.mobile }, orderBy: { sequence: 'asc' } })
const shown = async () => (await listNotices(services, home.actor)).map(({ kind }) => kind)
const choose = (byWhatsApp: boolean, ...on: NoticeKind[]) =>
  chooseNotices(services, home.actor, { byWhatsApp, on: new Set(on), locale: 'en' })

test('a cause is told once, in both languages, however many tell it at once', async () => {
  const told = await Promise.all(Array.from({ length: 6 }, () => say('DUE_SOON')))
  expect(told.toSorted()).toEqual([0, 0, 0, 0, 0, 1])
  await say('DUE_SOON', 'y')
  expect(await shown()).toEqual(['DUE_SOON', 'DUE_SOON'])
  expect(await messages()).toHaveLength(2)
  const [notice] = await listNotices(services, home.actor)
  expect(notice?.text).toEqual({
    hi: 'इस कनेक्शन का अभी कोई बिल नहीं बना।',
    en: 'No bill has been issued for this connection yet.',
  })
})

test('whoever wants no message of a kind finds it in the portal only; what is law goes out all the same', async () => {
  await choose(false, 'OVERDUE')
  await say('DUE_SOON')
  await say('OVERDUE')
  await say('LINK_NOTICE')
  expect((await messages()).map(({ kind }) => kind)).toEqual(['OVERDUE', 'LINK_NOTICE'])
  expect(await shown()).toEqual(['LINK_NOTICE', 'OVERDUE', 'DUE_SOON'])
  const { kinds } = await getNoticeChoices(services, home.actor)
  const off = kinds.filter(({ isOn }) => !isOn).map(({ kind }) => kind)
  expect(off).toEqual([
    'DUE_SOON',
    'BALANCE_LOW',
    'LIMIT',
    'LOAD',
    'UNUSUAL',
    'PLANNED_WORK',
    'SUPPLY_RESTORED',
    'COMPLAINT',
  ])
  await choose(true, 'DUE_SOON')
  await say('DUE_SOON', 'again')
  expect((await messages()).at(-1)).toMatchObject({ kind: 'DUE_SOON', channel: 'WHATSAPP' })
})

test('at night only what is urgent is said', async () => {
  services.setTime('2026-11-07T22:30:00+05:30')
  await say('DUE_SOON')
  await say('LINK_NOTICE')
  expect((await messages()).map(({ sendAfter }) => sendAfter)).toEqual([
    new Date('2026-11-08T08:00:00+05:30'),
    new Date('2026-11-07T22:30:00+05:30'),
  ])
})

test('somebody reads their own notices, and nobody else’s', async () => {
  const stranger = await makeHome(services)
  await say('DUE_SOON')
  expect([await countUnread(services, home.actor), await countUnread(services, stranger.actor)]).toEqual([1, 0])
  await markAllRead(services, stranger.actor)
  await choose(false)
  expect(await countUnread(services, home.actor)).toBe(1)
  await markAllRead(services, home.actor)
  expect(await countUnread(services, home.actor)).toBe(0)
  expect(await listNotices(services, stranger.actor)).toEqual([])
})

test('a payment stands among the notices and leads to its receipt', async () => {
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  await tell(services, { paymentId: `pay_${bill.id}`, reference: bill.paymentReference, amount: 50_000 })
  const [notice] = await listNotices(services, home.actor)
  const payment = await services.db.payment.findFirstOrThrow({ where: { connectionId: home.connectionId } })
  expect(notice).toMatchObject({
    kind: 'PAYMENT_RECEIVED',
    href: `/c/${home.connectionId}/payments/${payment.id}`,
    text: { en: expect.stringContaining('₹500.00 received') },
  })
})

test('a login from another device is told, one from a known device and the first are not', async () => {
  const actor = { kind: 'anonymous', source: '192.0.2.9' } as const
  const logIn = async (time: string, device: string) => {
    services.setTime(`2026-11-07T${time}:00+05:30`)
    const asked = await requestOtp(services, actor, { who: home.mobile })
    if (!asked.ok) throw new Error(asked.reason)
    const code = /\d{6}/.exec((await messages()).findLast(({ kind }) => kind === 'OTP')?.text ?? '')?.[0] ?? ''
    expect((await verifyOtp(services, actor, { challengeId: asked.challengeId, code, device })).ok).toBe(true)
  }
  await logIn('11:00', 'Chrome, Android')
  await logIn('12:00', 'Chrome, Android')
  expect(await shown()).toEqual([])
  await logIn('13:00', 'Firefox, Linux')
  expect(await shown()).toEqual(['NEW_LOGIN'])
  expect((await messages()).at(-1)?.text).toContain('Firefox, Linux')
})
