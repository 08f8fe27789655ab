import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { requestDeskCode } from './request-desk-code.ts'
import { resetTotp } from './reset-totp.ts'
import { makeOfficer, makeOffices } from './test-desk.ts'
import { openTotp, totpCode, totpStep } from './totp.ts'
import { verifyDeskCode } from './verify-desk-code.ts'
import { verifyTotp } from './verify-totp.ts'

const COUNTER = 'Firefox, Windows'
let services: TestServices
let sources = 0

beforeAll(async () => {
  services = await testServices('2026-07-01T10:00:00+05:30')
  await makeOffices(services)
})
afterAll(() => services.close())

type Officer = { staffId: string; mobile: string }

/** The whole login of an officer, with both codes. */
async function logIn({ staffId, mobile }: Officer, device: string, at: string): Promise<void> {
  services.setTime(at)
  sources += 1
  const anybody: AnonymousActor = { kind: 'anonymous', source: `192.0.2.${sources}` }
  const asked = await requestDeskCode(services, anybody, { mobile })
  const { text } = await services.db.message.findFirstOrThrow({
    where: { toMobile: mobile, kind: 'OTP' },
    orderBy: { sequence: 'desc' },
  })
  const code = /\d{6}/.exec(text)?.[0] ?? ''
  const half = await verifyDeskCode(services, anybody, { challengeId: asked.ok ? asked.challengeId : '', code })
  if (!half.ok) throw new Error(`No first step: ${half.reason}`)
  const { totpSecret } = await services.db.staffAccount.findUniqueOrThrow({ where: { id: staffId } })
  const { offeredTotp } = await services.db.staffLogin.findFirstOrThrow({
    where: { staffId },
    orderBy: { createdAt: 'desc' },
  })
  const secret = openTotp(staffId, (totpSecret ?? offeredTotp) as Uint8Array) as Buffer
  const shown = totpCode(secret, totpStep(services.now()))
  expect(await verifyTotp(services, anybody, { token: half.token, code: shown, device })).toMatchObject({ ok: true })
}

/** What was told to an officer of their logins, and what the audit says was new of each. */
async function toldOf({ staffId, mobile }: Officer): Promise<{ texts: string[]; news: unknown[] }> {
  const messages = await services.db.message.findMany({
    where: { toMobile: mobile, kind: 'DESK_LOGIN' },
    orderBy: { sequence: 'asc' },
  })
  const entries = await services.db.auditEntry.findMany({
    where: { action: 'desk.login-odd', actorId: staffId },
    orderBy: { at: 'asc' },
  })
  return {
    texts: messages.map(({ text }) => text),
    news: entries.map(({ detail }) => (detail as { new: string }).new),
  }
}

test('an officer hears of a login with a device or at an hour that is new, and of no usual one', async () => {
  const clerk = await makeOfficer(services, 'CLERK')
  await logIn(clerk, COUNTER, '2026-07-01T10:00:00+05:30')
  await logIn(clerk, COUNTER, '2026-07-02T20:59:59+05:30')
  await logIn(clerk, COUNTER, '2026-07-03T06:00:00+05:30')
  expect(await toldOf(clerk)).toEqual({ texts: [], news: [] })

  await logIn(clerk, 'Chrome, Android', '2026-07-04T11:00:00+05:30')
  await logIn(clerk, COUNTER, '2026-07-05T21:00:00+05:30')
  // Neither is new a second time.
  await logIn(clerk, 'Chrome, Android', '2026-07-06T05:59:00+05:30')
  const { texts, news } = await toldOf(clerk)
  expect(news).toEqual(['device', 'night'])
  expect(texts).toEqual([
    expect.stringMatching(/from a new device, .+: Chrome, Android, 4\s.+11:00.*\. If that was not you, call/),
    expect.stringContaining(COUNTER),
  ])

  // After a quarter away from it the phone is new again.
  await logIn(clerk, COUNTER, '2026-09-30T10:00:00+05:30')
  await logIn(clerk, 'Chrome, Android', '2026-10-05T11:00:00+05:30')
  expect((await toldOf(clerk)).news).toEqual(['device', 'night', 'device'])

  // Who was away altogether is no newcomer.
  await logIn(clerk, COUNTER, '2027-03-01T22:00:00+05:30')
  expect((await toldOf(clerk)).news).toEqual(['device', 'night', 'device', 'device, night'])
})

test('an authenticator that is set up again is news, and another officer’s habits are nobody else’s', async () => {
  const [clerk, other] = [await makeOfficer(services, 'CLERK'), await makeOfficer(services, 'SUPERVISOR')]
  await logIn(clerk, COUNTER, '2026-11-02T10:00:00+05:30')
  await logIn(other, 'Chrome, Android', '2026-11-02T23:00:00+05:30')
  await resetTotp(services, { kind: 'system', name: 'tests' }, { staffId: clerk.staffId })
  await logIn(clerk, 'Chrome, Android', '2026-11-03T23:30:00+05:30')
  expect((await toldOf(clerk)).news).toEqual(['device, night, authenticator'])
  expect((await toldOf(other)).news).toEqual([])
})
