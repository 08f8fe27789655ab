import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { countedRefusals } from '#lib/platform/refusals.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { ConsumerActor } from './actor.ts'
import { checkSession } from './check-session.ts'
import { endSessions } from './end-sessions.ts'
import { leaveGuide } from './leave-guide.ts'
import { personToken } from './person-token.ts'
import { restedLogin } from './rested-login.ts'
import { loginStory, MORNING } from './test-login-story.ts'

let services: TestServices
const story = loginStory(() => services)
const { later, logIn, person } = story

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(story.begin)

describe('a session', () => {
  it('shows its person and their connection, and nothing of a stranger', async () => {
    const asha = await person()
    const stranger = await person()
    const token = await logIn(asha.mobile)
    expect(await checkSession(services, token, asha.connectionId)).toMatchObject({
      actor: { kind: 'consumer', consumerId: asha.consumerId },
      connectionCount: 1,
      connection: { id: asha.connectionId, category: 'DS_URBAN', mode: 'POSTPAID', sanctionedLoadW: 2_000 },
    })
    expect((await checkSession(services, token, stranger.connectionId))?.connection).toBeNull()
    expect((await checkSession(services, token, 'no id'))?.connection).toBeNull()
    expect(await checkSession(services, 'another token', asha.connectionId)).toBeNull()
    const inTheNameOf = personToken(stranger.consumerId).slice(0, 22) + token.slice(22)
    for (const other of [inTheNameOf, personToken(asha.consumerId), token.slice(22)])
      expect(await checkSession(services, other, asha.connectionId)).toBeNull()
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

  it('still says whose it was where it only rested for too long, until it was ended or half a day is over', async () => {
    const [asha, stranger] = [await person(), await person()]
    const token = await logIn(asha.mobile)
    const [HALF_HOUR, HALF_DAY] = [30 * 60, 12 * 3_600]
    later(HALF_HOUR - 1)
    expect(await restedLogin(services, token)).toBeNull()
    later(HALF_HOUR)
    expect(await checkSession(services, token)).toBeNull()
    const whose = await restedLogin(services, token)
    expect(whose).toMatchObject({ kind: 'consumer', consumerId: asha.consumerId })
    const inTheNameOf = personToken(stranger.consumerId).slice(0, 22) + token.slice(22)
    for (const other of [inTheNameOf, personToken(asha.consumerId), token.slice(22), ''])
      expect(await restedLogin(services, other), other).toBeNull()
    later(HALF_DAY)
    expect(await restedLogin(services, token)).toBeNull()

    later(0)
    const ended = await logIn(stranger.mobile)
    const actor = (await checkSession(services, ended))?.actor as ConsumerActor
    later(HALF_HOUR)
    expect(await restedLogin(services, ended)).toEqual(actor)
    expect(await endSessions(services, actor, 'this')).toMatchObject({ count: 1 })
    expect(await restedLogin(services, ended)).toBeNull()
  })

  it('loses a connection in the moment its link ends', async () => {
    const asha = await person()
    const token = await logIn(asha.mobile)
    await services.db.mobileLink.updateMany({
      where: { consumerId: asha.consumerId },
      data: { endedAt: services.now() },
    })
    expect(await checkSession(services, token, asha.connectionId)).toMatchObject({
      connection: null,
      connectionCount: 0,
    })
  })

  it('takes the terms in force on the day', async () => {
    const asha = await person()
    const terms = {
      connectionId: asha.connectionId,
      category: 'CS_URBAN',
      mode: 'PREPAID',
      sanctionedLoadW: 5_000,
    } as const
    await services.db.connectionTerms.create({ data: { ...terms, effectiveFrom: new Date('2026-11-24') } })
    const token = await logIn(asha.mobile)
    expect((await checkSession(services, token, asha.connectionId))?.connection?.category).toBe('DS_URBAN')
    // Half past midnight in India is still the 23rd in UTC.
    services.setTime('2026-11-24T00:30:00+05:30')
    const next = await logIn(asha.mobile)
    expect((await checkSession(services, next, asha.connectionId))?.connection?.category).toBe('CS_URBAN')
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

  it('is over after logging out, here or everywhere, and a stranger ends none of it, which is noted', async () => {
    const asha = await person()
    const stranger = await person()
    const phone = await logIn(asha.mobile)
    later(60)
    const laptop = await logIn(asha.mobile)
    expect(phone).not.toBe(laptop)
    const onPhone = await checkSession(services, phone)
    const other = await checkSession(services, await logIn(stranger.mobile))
    if (!onPhone || !other) throw new Error('Both are logged in.')

    const none = { ok: true, count: 0 }
    expect(await endSessions(services, other.actor, { sessionId: onPhone.actor.sessionId })).toEqual(none)
    expect(countedRefusals().get('NOT_THEIRS')).toBe(1)
    expect(await endSessions(services, onPhone.actor, 'this')).toEqual({ ok: true, count: 1 })
    expect(await checkSession(services, phone)).toBeNull()
    const onLaptop = await checkSession(services, laptop)
    if (!onLaptop) throw new Error('The other login goes on.')

    later(120)
    const third = await logIn(asha.mobile)
    expect(await endSessions(services, onLaptop.actor, 'all')).toEqual({ ok: true, count: 2 })
    for (const token of [phone, laptop, third]) expect(await checkSession(services, token)).toBeNull()
    expect(await checkSession(services, (await logIn((await person()).mobile)) ?? '')).not.toBeNull()
  })
})
