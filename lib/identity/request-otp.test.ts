import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { AnonymousActor } from './actor.ts'
import { CODES_PER_DAY, CODES_PER_HOUR } from './otp-policy.ts'
import { requestByChat } from './request-by-chat.ts'
import { requestOtp } from './request-otp.ts'
import { loginStory, MORNING } from './test-login-story.ts'

let services: TestServices
const story = loginStory(() => services)
const { ask, later, logIn, messagesTo, person } = story

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(story.begin)

describe('asking for a code', () => {
  it('answers known and unknown numbers alike and writes to the known one only', async () => {
    const asha = await person()
    const known = await requestOtp(services, story.anybody, { who: asha.mobile })
    const before = await services.db.message.count()
    const unknown = await requestOtp(services, story.anybody, { who: '9100000099' })
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    expect(unknown.ok).toBe(true)
    expect(await services.db.message.count()).toBe(before)
    expect((await messagesTo(asha.mobile)).map(({ kind, channel, sentAt }) => ({ kind, channel, sentAt }))).toEqual([
      { kind: 'OTP', channel: 'SMS', sentAt: services.now() },
    ])
  })

  it('says in the message to tell nobody, in the language of the person', async () => {
    const asha = await person()
    await ask(asha.mobile)
    expect((await messagesTo(asha.mobile))[0]?.text).toMatch(/^\d{6} .* 5 minutes.*Tell this code to nobody/)
    await services.db.consumer.update({ where: { id: asha.consumerId }, data: { language: 'hi' } })
    later(31)
    await ask(asha.mobile)
    expect((await messagesTo(asha.mobile))[1]?.text).toMatch(/^\d{6} .*किसी को न बताएँ/)
  })

  it('sends nothing to a number whose link has ended, with the same answer', async () => {
    const former = await person({ linked: false })
    await ask(former.mobile)
    await ask(former.consumerNo)
    expect(await messagesTo(former.mobile)).toEqual([])
  })

  it('names the digits that a mobile number lacks, and takes +91, zeros and spaces', async () => {
    expect(await requestOtp(services, story.anybody, { who: '900000002' })).toEqual({
      ok: false,
      reason: 'digits',
      digits: 9,
    })
    expect(await requestOtp(services, story.anybody, { who: '  ' })).toEqual({ ok: false, reason: 'missing' })
    expect(await requestOtp(services, story.anybody, { who: 'me@example.com' })).toEqual({
      ok: false,
      reason: 'unreadable',
    })
    const asha = await person()
    await ask(`+91 ${asha.mobile.slice(0, 5)} ${asha.mobile.slice(5)}`)
    expect(await messagesTo(asha.mobile)).toHaveLength(1)
  })

  it('makes no second code within 30 seconds, for anybody, and none beyond five an hour and ten a day', async () => {
    const asha = await person()
    for (const who of [asha.mobile, '9100000098']) {
      later(0)
      await ask(who)
      later(29)
      expect(await requestOtp(services, story.anybody, { who })).toEqual({ ok: false, reason: 'wait' })
      for (const minute of [1, 2, 3, 4]) {
        later(minute * 60)
        await ask(who)
      }
      later(5 * 60)
      expect(await requestOtp(services, story.anybody, { who })).toEqual({ ok: false, reason: 'too-many-codes' })
      for (const minute of [120, 121, 122, 123, 124]) {
        later(minute * 60)
        await ask(who)
      }
      later(10 * 3600)
      expect(await requestOtp(services, story.anybody, { who })).toEqual({ ok: false, reason: 'too-many-codes' })
    }
    expect(await messagesTo(asha.mobile)).toHaveLength(10)
  })

  it('makes nobody wait whose last code has logged them in', async () => {
    const asha = await person()
    await logIn(asha.mobile)
    const messages = await messagesTo(asha.mobile)
    expect(await requestOtp(services, story.anybody, { who: asha.mobile })).toMatchObject({ ok: true })
    expect(await messagesTo(asha.mobile)).toHaveLength(messages.length + 1)
    expect(await requestOtp(services, story.anybody, { who: asha.mobile })).toEqual({ ok: false, reason: 'wait' })
  })

  it('counts messages to one number over all the names that lead to it, silently', async () => {
    const asha = await person({ connections: 3 })
    for (const name of [asha.mobile, ...asha.connections.map((connection) => connection.consumerNo)]) {
      for (const minute of [0, 1, 2, 3, 4]) {
        later(minute * 60)
        await ask(name)
      }
    }
    expect(await messagesTo(asha.mobile)).toHaveLength(5)
  })

  it('writes no more to one number between two clock hours than within one', async () => {
    const asha = await person({ connections: 3 })
    const [home, shop, farm] = asha.connections.map(({ consumerNo }) => consumerNo) as [string, string, string]
    // Limits by the clock begin anew ninety minutes after ten, with an hour of UTC.
    for (const minute of [80, 81, 82, 83, 84]) {
      later(minute * 60)
      await ask(home)
    }
    for (const [index, name] of [shop, shop, shop, farm, farm].entries()) {
      later((91 + index) * 60)
      await ask(name)
    }
    expect(await messagesTo(asha.mobile)).toHaveLength(5)
    // What was not sent has taken nothing: as soon as the first is an hour old there is room for one.
    for (const seconds of [140 * 60, 140 * 60 + 31]) {
      later(seconds)
      await ask(farm)
    }
    expect(await messagesTo(asha.mobile)).toHaveLength(6)
  })

  it.each([
    ['hour', 'codes to', CODES_PER_HOUR],
    ['day', 'codes to in a day', CODES_PER_DAY],
  ])(
    'writes nothing to a number whose codes of the %s are used up, with the same answer',
    async (_, purpose, limit) => {
      const asha = await person()
      const key = limitKey(purpose, asha.mobile)
      await takeFromLimit(services, {
        key,
        limit,
        amount: limit,
        windowSeconds: purpose === 'codes to' ? 3_600 : 86_400,
      })
      expect(await requestOtp(services, story.anybody, { who: asha.consumerNo })).toMatchObject({ ok: true })
      expect(await messagesTo(asha.mobile)).toEqual([])
    },
  )

  it('leaves one open challenge when twenty requests race', async () => {
    const asha = await person()
    const results = await Promise.all(
      Array.from({ length: 20 }, () => requestOtp(services, story.anybody, { who: asha.mobile })),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(await services.db.otpChallenge.count({ where: { mobile: asha.mobile, closedAt: null } })).toBe(1)
  })

  it('shows no digits to write on WhatsApp where the utility has no number there', async () => {
    const asha = await story.person()
    expect(await requestByChat(services, story.anybody, { who: asha.mobile })).toBeNull()
    expect(await services.db.otpChallenge.count({ where: { mobile: asha.mobile } })).toBe(0)
  })

  it('stops a network address that asks for everybody', async () => {
    const script: AnonymousActor = { kind: 'anonymous', source: '198.51.100.7' }
    const results = []
    for (let number = 0; number < 205; number += 1) {
      results.push(await requestOtp(services, script, { who: `91${String(10_000_000 + number)}` }))
    }
    expect(results.filter((result) => result.ok)).toHaveLength(200)
  })
})
