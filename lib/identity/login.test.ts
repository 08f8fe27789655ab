import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { AnonymousActor, ConsumerActor } from './actor.ts'
import { checkSession } from './check-session.ts'
import { endSessions } from './end-sessions.ts'
import { leaveGuide } from './leave-guide.ts'
import { personToken } from './person-token.ts'
import { requestOtp } from './request-otp.ts'
import { type VerifyOtpResult, verifyOtp } from './verify-otp.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
let people = 0
let anybody: AnonymousActor

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => {
  services.setTime(MORNING)
  anybody = { kind: 'anonymous', source: `192.0.2.${people}` }
})

/** A person with connections, plainly invented: every test has its own, so that no limit of another is met. */
async function person({ connections = 1, linked = true } = {}) {
  people += 1
  const mobile = `90000${String(10_000 + people)}` as Mobile
  const at = services.now()
  const consumer = await services.db.consumer.create({ data: { mobile, language: 'en', createdAt: at } })
  const made = []
  for (let number = 1; number <= connections; number += 1) {
    const connection = await services.db.connection.create({
      data: {
        consumerNo: `0471${String(people).padStart(4, '0')}${number}`,
        holderName: 'Asha Kumari',
        address: '12, Kokar, Ranchi',
        subdivision: 'Kokar',
        phase: 'SINGLE',
        createdAt: at,
        updatedAt: at,
        terms: {
          create: {
            effectiveFrom: new Date('2018-01-15'),
            category: 'DS_URBAN',
            mode: 'POSTPAID',
            sanctionedLoadW: 2_000,
          },
        },
      },
    })
    await services.db.mobileLink.create({
      data: {
        consumerId: consumer.id,
        connectionId: connection.id,
        proof: 'MASTER_RECORD',
        linkedAt: at,
        endedAt: linked ? null : at,
      },
    })
    made.push({ id: connection.id, consumerNo: connection.consumerNo })
  }
  const [first] = made
  if (!first) throw new Error('A person of these tests has a connection.')
  return { mobile, consumerId: consumer.id, connections: made, first }
}

async function ask(who: string): Promise<string> {
  const asked = await requestOtp(services, anybody, { who })
  if (!asked.ok) throw new Error(`No challenge: ${asked.reason}`)
  return asked.challengeId
}
const verify = (challengeId: string, code: string): Promise<VerifyOtpResult> =>
  verifyOtp(services, anybody, { challengeId, code, device: 'Chrome, Android' })

const messagesTo = (mobile: Mobile) =>
  services.db.message.findMany({ where: { toMobile: mobile }, orderBy: { sequence: 'asc' } })
async function codeSentTo(mobile: Mobile): Promise<string> {
  const code = /\d{6}/.exec((await messagesTo(mobile)).at(-1)?.text ?? '')?.[0]
  if (!code) throw new Error('No code was sent.')
  return code
}
const wrongCodeFor = (code: string) => (code === '000000' ? '000001' : '000000')

async function logIn(mobile: Mobile): Promise<string> {
  const result = await verify(await ask(mobile), await codeSentTo(mobile))
  if (!result.ok) throw new Error(`No login: ${result.reason}`)
  return result.token
}
/** Moves the clock on from the morning. */
const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())

describe('asking for a code', () => {
  it('answers known and unknown numbers alike and writes to the known one only', async () => {
    const asha = await person()
    const known = await requestOtp(services, anybody, { who: asha.mobile })
    const before = await services.db.message.count()
    const unknown = await requestOtp(services, anybody, { who: '9100000099' })
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
    expect((await messagesTo(asha.mobile))[0]?.text).toMatch(/^\d{6} .*Tell this code to nobody/)
    await services.db.consumer.update({ where: { id: asha.consumerId }, data: { language: 'hi' } })
    later(31)
    await ask(asha.mobile)
    expect((await messagesTo(asha.mobile))[1]?.text).toMatch(/^\d{6} .*किसी को न बताएँ/)
  })

  it('sends nothing to a number whose link has ended, with the same answer', async () => {
    const former = await person({ linked: false })
    await ask(former.mobile)
    await ask(former.first.consumerNo)
    expect(await messagesTo(former.mobile)).toEqual([])
  })

  it('names the digits that a mobile number lacks, and takes +91, zeros and spaces', async () => {
    expect(await requestOtp(services, anybody, { who: '900000002' })).toEqual({
      ok: false,
      reason: 'digits',
      digits: 9,
    })
    expect(await requestOtp(services, anybody, { who: '  ' })).toEqual({ ok: false, reason: 'missing' })
    expect(await requestOtp(services, anybody, { who: 'me@example.com' })).toEqual({ ok: false, reason: 'unreadable' })
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
      expect(await requestOtp(services, anybody, { who })).toEqual({ ok: false, reason: 'wait' })
      for (const minute of [1, 2, 3, 4]) {
        later(minute * 60)
        await ask(who)
      }
      later(5 * 60)
      expect(await requestOtp(services, anybody, { who })).toEqual({ ok: false, reason: 'too-many-codes' })
      for (const minute of [120, 121, 122, 123, 124]) {
        later(minute * 60)
        await ask(who)
      }
      later(10 * 3600)
      expect(await requestOtp(services, anybody, { who })).toEqual({ ok: false, reason: 'too-many-codes' })
    }
    expect(await messagesTo(asha.mobile)).toHaveLength(10)
  })

  it('makes nobody wait whose last code has logged them in', async () => {
    const asha = await person()
    await logIn(asha.mobile)
    const messages = await messagesTo(asha.mobile)
    expect(await requestOtp(services, anybody, { who: asha.mobile })).toMatchObject({ ok: true })
    expect(await messagesTo(asha.mobile)).toHaveLength(messages.length + 1)
    expect(await requestOtp(services, anybody, { who: asha.mobile })).toEqual({ ok: false, reason: 'wait' })
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

  it('leaves one open challenge when twenty requests race', async () => {
    const asha = await person()
    const results = await Promise.all(
      Array.from({ length: 20 }, () => requestOtp(services, anybody, { who: asha.mobile })),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(await services.db.otpChallenge.count({ where: { mobile: asha.mobile, closedAt: null } })).toBe(1)
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

describe('giving the code', () => {
  it('logs in by mobile number', async () => {
    const asha = await person()
    const result = await verify(await ask(asha.mobile), await codeSentTo(asha.mobile))
    expect(result).toMatchObject({
      ok: true,
      actor: { consumerId: asha.consumerId },
      connectionIds: [asha.first.id],
    })
  })

  it('logs in by consumer number, with the code sent to the linked mobile', async () => {
    const asha = await person({ connections: 2 })
    const challengeId = await ask(asha.connections[1]?.consumerNo ?? '')
    const result = await verify(challengeId, await codeSentTo(asha.mobile))
    expect(result).toMatchObject({ ok: true, actor: { consumerId: asha.consumerId } })
    expect(result.ok && result.connectionIds.length).toBe(2)
  })

  it('evaluates five of 200 parallel wrong codes, and refuses the right one on try six', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    const results = await Promise.all(Array.from({ length: 200 }, () => verify(challengeId, wrongCodeFor(code))))
    const left = results.flatMap((result) => (!result.ok && result.reason === 'wrong' ? [result.triesLeft] : []))
    expect(left.sort()).toEqual([1, 2, 3, 4])
    const spent = results.filter((result) => !result.ok && result.reason === 'spent')
    expect(spent).toHaveLength(196)
    expect(await verify(challengeId, code)).toEqual({ ok: false, reason: 'spent' })
    const { tries } = await services.db.otpChallenge.findUniqueOrThrow({ where: { id: challengeId } })
    expect(tries).toBe(5)
  })

  it('keeps the total capped over new codes: ten an hour, twenty a day', async () => {
    const asha = await person()
    const reasons: string[] = []
    const fiveWrong = async (atSeconds: number) => {
      later(atSeconds)
      const challengeId = await ask(asha.mobile)
      const code = await codeSentTo(asha.mobile)
      for (let number = 1; number <= 5; number += 1) {
        const result = await verify(challengeId, wrongCodeFor(code))
        reasons.push(result.ok ? 'in' : result.reason)
      }
      return { challengeId, code }
    }
    await fiveWrong(0)
    await fiveWrong(60)
    later(120)
    const third = await ask(asha.mobile)
    expect(await verify(third, await codeSentTo(asha.mobile))).toEqual({ ok: false, reason: 'locked' })
    for (const hour of [2, 3, 4]) await fiveWrong(hour * 3600)
    expect(reasons.filter((reason) => reason === 'wrong' || reason === 'spent').length).toBeLessThanOrEqual(20)
    expect(reasons.at(-1)).toBe('locked-today')
    later(5 * 3600)
    const last = await ask(asha.mobile)
    expect(await verify(last, await codeSentTo(asha.mobile))).toEqual({ ok: false, reason: 'locked-today' })
  })

  it('caps the tries of a number over all the names that lead to it, without telling', async () => {
    const asha = await person({ connections: 2 })
    for (const { consumerNo } of asha.connections) {
      const challengeId = await ask(consumerNo)
      const code = await codeSentTo(asha.mobile)
      for (let number = 1; number <= 5; number += 1) await verify(challengeId, wrongCodeFor(code))
    }
    const challengeId = await ask(asha.mobile)
    expect(await verify(challengeId, await codeSentTo(asha.mobile))).toEqual({
      ok: false,
      reason: 'wrong',
      triesLeft: 4,
    })
  })

  it('takes a code once', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    expect((await verify(challengeId, code)).ok).toBe(true)
    expect(await verify(challengeId, code)).toEqual({ ok: false, reason: 'expired' })
  })

  it('starts one session when the right code is sent twice at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const asha = await person()
      const challengeId = await ask(asha.mobile)
      const code = await codeSentTo(asha.mobile)
      const results = await Promise.all(Array.from({ length: 4 }, () => verify(challengeId, code)))
      expect(results.filter((result) => result.ok)).toHaveLength(1)
      expect(await services.db.session.count({ where: { consumerId: asha.consumerId } })).toBe(1)
    }
  })

  it('takes a code for five minutes and not a second longer', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    later(301)
    expect(await verify(challengeId, code)).toEqual({ ok: false, reason: 'expired' })
    const again = await ask(asha.mobile)
    later(301 + 299)
    expect((await verify(again, await codeSentTo(asha.mobile))).ok).toBe(true)
  })

  it('closes the older challenge when a new code is made', async () => {
    const asha = await person()
    const older = await ask(asha.mobile)
    const olderCode = await codeSentTo(asha.mobile)
    later(31)
    await ask(asha.mobile)
    expect(await verify(older, olderCode)).toEqual({ ok: false, reason: 'expired' })
  })

  it("does not open one person's challenge with another's code, nor an unknown number's with any", async () => {
    const asha = await person()
    const stranger = await person()
    const challengeId = await ask(asha.mobile)
    await ask(stranger.mobile)
    expect((await verify(challengeId, await codeSentTo(stranger.mobile))).ok).toBe(false)
    expect(await verify(crypto.randomUUID(), '123456')).toEqual({ ok: false, reason: 'expired' })
    expect(await verify('not an id', '123456')).toEqual({ ok: false, reason: 'expired' })
    const nobody = await ask('9100000097')
    expect(await verify(nobody, '123456')).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 })
  })

  it('does not count what is no code', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    expect(await verify(challengeId, '12345')).toEqual({ ok: false, reason: 'unreadable' })
    const code = await codeSentTo(asha.mobile)
    expect((await verify(challengeId, `${code.slice(0, 3)} ${code.slice(3)}`)).ok).toBe(true)
  })

  it('writes neither a code nor a number into the audit', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    await verify(challengeId, wrongCodeFor(code))
    await verify(challengeId, code)
    const entries = await services.db.auditEntry.findMany({ orderBy: { id: 'asc' } })
    const text = entries.map(({ at: _, id: __, ...entry }) => JSON.stringify(entry)).join('\n')
    expect(entries.map((entry) => entry.action)).toEqual(expect.arrayContaining(['login.failed', 'login.succeeded']))
    for (const secret of [asha.mobile, asha.first.consumerNo, code, challengeId, anybody.source]) {
      expect(text).not.toContain(secret)
    }
  })
})

describe('a session', () => {
  it('shows its person and their connection, and nothing of a stranger', async () => {
    const asha = await person()
    const stranger = await person()
    const token = await logIn(asha.mobile)
    expect(await checkSession(services, token, asha.first.id)).toMatchObject({
      actor: { kind: 'consumer', consumerId: asha.consumerId },
      connectionCount: 1,
      connection: { id: asha.first.id, category: 'DS_URBAN', mode: 'POSTPAID', sanctionedLoadW: 2_000 },
    })
    expect((await checkSession(services, token, stranger.first.id))?.connection).toBeNull()
    expect((await checkSession(services, token, 'no id'))?.connection).toBeNull()
    expect(await checkSession(services, 'another token', asha.first.id)).toBeNull()
    const inTheNameOf = personToken(stranger.consumerId).slice(0, 22) + token.slice(22)
    for (const other of [inTheNameOf, personToken(asha.consumerId), token.slice(22)])
      expect(await checkSession(services, other, asha.first.id)).toBeNull()
  })

  it('is a first visit until the person leaves the guide, on every device and for nobody else', async () => {
    const [asha, stranger] = [await person(), await person()]
    const [phone, computer, other] = [await logIn(asha.mobile), await logIn(asha.mobile), await logIn(stranger.mobile)]
    const visits = () => Promise.all([phone, computer, other].map((token) => checkSession(services, token)))
    const [first] = await visits()
    expect((await visits()).map((session) => session?.isFirstVisit)).toEqual([true, true, true])
    await leaveGuide(services, first?.actor as ConsumerActor)
    expect((await visits()).map((session) => session?.isFirstVisit)).toEqual([false, false, true])
    const guidedAt = services.now()
    services.setTime('2026-11-23T10:05:00+05:30')
    await leaveGuide(services, first?.actor as ConsumerActor)
    const where = { id: asha.consumerId }
    expect(await services.db.consumer.findUniqueOrThrow({ where, select: { guidedAt: true } })).toEqual({ guidedAt })
  })

  it('loses a connection in the moment its link ends', async () => {
    const asha = await person()
    const token = await logIn(asha.mobile)
    await services.db.mobileLink.updateMany({
      where: { consumerId: asha.consumerId },
      data: { endedAt: services.now() },
    })
    expect(await checkSession(services, token, asha.first.id)).toMatchObject({ connection: null, connectionCount: 0 })
  })

  it('takes the terms in force on the day', async () => {
    const asha = await person()
    const terms = {
      connectionId: asha.first.id,
      category: 'CS_URBAN',
      mode: 'PREPAID',
      sanctionedLoadW: 5_000,
    } as const
    await services.db.connectionTerms.create({ data: { ...terms, effectiveFrom: new Date('2026-11-24') } })
    const token = await logIn(asha.mobile)
    expect((await checkSession(services, token, asha.first.id))?.connection?.category).toBe('DS_URBAN')
    // Half past midnight in India is still the 23rd in UTC.
    services.setTime('2026-11-24T00:30:00+05:30')
    const next = await logIn(asha.mobile)
    expect((await checkSession(services, next, asha.first.id))?.connection?.category).toBe('CS_URBAN')
  })

  it('knows whether there is a smart meter: one that was fitted, or any that was read day by day', async () => {
    const asha = await person({ connections: 3 })
    const token = await logIn(asha.mobile)
    const [none, smart, read] = asha.connections.map(({ id }) => id) as [string, string, string]
    const place = async (connectionId: string, intervalMinutes: number | null) => {
      const serialNo = `TM${connectionId.slice(0, 8)}`
      const meter = await services.db.meter.create({ data: { serialNo, intervalMinutes, maxPowerW: 28_000 } })
      const where = { meterId: meter.id, connectionId, fromOn: new Date('2018-01-15') }
      await services.db.meterInstallation.create({ data: where })
      return meter.id
    }
    await place(none, null)
    await place(smart, 30)
    const meterId = await place(read, null)
    const batch = await services.db.ingestBatch.create({
      data: { kind: 'daily-reads', source: 'test', contentHash: '', startedAt: services.now() },
    })
    await services.db.meterDay.create({
      data: {
        ...{ connectionId: read, meterId, onDay: new Date('2026-11-20'), energyWh: 5_000n },
        ...{ batchId: batch.id, receivedAt: services.now() },
      },
    })
    const found = await Promise.all([none, smart, read].map((id) => checkSession(services, token, id)))
    expect(found.map((session) => session?.connection?.hasSmartMeter)).toEqual([false, true, true])
  })

  it('ends after 30 minutes of rest, and lives on while it is used', async () => {
    const asha = await person()
    const token = await logIn(asha.mobile)
    later(29 * 60)
    expect(await checkSession(services, token)).not.toBeNull()
    later(58 * 60)
    expect(await checkSession(services, token)).not.toBeNull()
    later(88 * 60 + 1)
    expect(await checkSession(services, token)).toBeNull()
  })

  it('ends after 12 hours however much it is used', async () => {
    const asha = await person()
    const token = await logIn(asha.mobile)
    for (let minute = 20; minute < 720; minute += 20) {
      later(minute * 60)
      expect(await checkSession(services, token)).not.toBeNull()
    }
    later(12 * 3600)
    expect(await checkSession(services, token)).toBeNull()
  })

  it('writes that it was seen at most once a minute', async () => {
    const asha = await person()
    const token = await logIn(asha.mobile)
    const seen = () => services.db.session.findFirstOrThrow({ where: { consumerId: asha.consumerId } })
    later(59)
    await checkSession(services, token)
    expect((await seen()).lastSeenAt).toEqual(new Date(MORNING))
    later(60)
    await checkSession(services, token)
    expect((await seen()).lastSeenAt).toEqual(services.now())
  })

  it('is over after logging out, here or everywhere, and a stranger ends none of it', async () => {
    const asha = await person()
    const stranger = await person()
    const phone = await logIn(asha.mobile)
    later(60)
    const laptop = await logIn(asha.mobile)
    expect(phone).not.toBe(laptop)
    const onPhone = await checkSession(services, phone)
    const other = await checkSession(services, await logIn(stranger.mobile))
    if (!onPhone || !other) throw new Error('Both are logged in.')

    expect(await endSessions(services, other.actor, { sessionId: onPhone.actor.sessionId })).toBe(0)
    expect(await endSessions(services, onPhone.actor, 'this')).toBe(1)
    expect(await checkSession(services, phone)).toBeNull()
    const onLaptop = await checkSession(services, laptop)
    if (!onLaptop) throw new Error('The other login goes on.')

    later(120)
    const third = await logIn(asha.mobile)
    expect(await endSessions(services, onLaptop.actor, 'all')).toBe(2)
    for (const token of [phone, laptop, third]) expect(await checkSession(services, token)).toBeNull()
    expect(await checkSession(services, (await logIn((await person()).mobile)) ?? '')).not.toBeNull()
  })
})
