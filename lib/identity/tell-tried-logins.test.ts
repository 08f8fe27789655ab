import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { tellTriedLogins } from './tell-tried-logins.ts'
import { loginStory, MORNING } from './test-login-story.ts'
import { wrongCodeFor } from './test-logins.ts'

let services: TestServices
const story = loginStory(() => services)
const { ask, codeSentTo, later, messagesTo, person, verify } = story

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(story.begin)

const DAY_SECONDS = 86_400
const tryWrong = async (who: string, code: string, times: number) => {
  const challengeId = await ask(who)
  for (let number = 0; number < times; number += 1) await verify(challengeId, wrongCodeFor(code))
}

test('whose code was tried until no try was left is told, once a day, however many rounds and portals', async () => {
  const meena = await person()
  const told = async () => (await messagesTo(meena.mobile)).filter(({ kind }) => kind === 'LOGIN_TRIED')
  await tryWrong(meena.mobile, '000000', 4)
  await tellTriedLogins(services)
  expect(await told(), 'four tries may be her own').toEqual([])

  later(60)
  await tryWrong(meena.mobile, await codeSentTo(meena.mobile), 5)
  await Promise.all([tellTriedLogins(services), tellTriedLogins(services)])
  later(120)
  await tellTriedLogins(services)
  expect(await told()).toHaveLength(1)
  expect((await told())[0]?.text).toContain('Wrong codes')
  const notices = await services.db.notification.findMany({ where: { consumerId: meena.consumerId } })
  expect(notices.map(({ kind }) => kind)).toEqual(['NEW_LOGIN'])

  later(DAY_SECONDS)
  await tellTriedLogins(services)
  expect(await told(), 'of yesterday').toHaveLength(1)
  await tryWrong(meena.mobile, await codeSentTo(meena.mobile), 5)
  await tellTriedLogins(services)
  expect(await told()).toHaveLength(2)
})

test('tries before midnight are told that evening, and not again after it', async () => {
  const gauri = await person()
  services.setTime('2026-11-23T23:50:00+05:30')
  await tryWrong(gauri.mobile, '000000', 5)
  await tellTriedLogins(services)
  services.setTime('2026-11-24T00:01:00+05:30')
  expect(await tellTriedLogins(services)).toBe(0)
  expect((await messagesTo(gauri.mobile)).filter(({ kind }) => kind === 'LOGIN_TRIED')).toHaveLength(1)
})

test('who mistypes four times and then gets in is not alarmed', async () => {
  const rita = await person()
  const challengeId = await ask(rita.mobile)
  const code = await codeSentTo(rita.mobile)
  for (let number = 0; number < 4; number += 1) await verify(challengeId, wrongCodeFor(code))
  expect(await verify(challengeId, code)).toMatchObject({ ok: true })
  expect(await tellTriedLogins(services)).toBe(0)
})

test('a number of nobody is told nothing', async () => {
  await tryWrong('9123450000', '000000', 5)
  const before = await services.db.message.count()
  await tellTriedLogins(services)
  expect(await services.db.message.count()).toBe(before)
})
