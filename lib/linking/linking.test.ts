import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { opensPart } from '#lib/consumers/link-parts.ts'
import { checkSession } from '#lib/identity/check-session.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { watched } from '#lib/platform/test-statements.ts'
import { askNumberOnRecord } from './ask-number-on-record.ts'
import { beginLink } from './begin-link.ts'
import { confirmLink } from './confirm-link.ts'
import { proveByBill } from './prove-by-bill.ts'
import { proveByRegisteredCode } from './prove-by-registered-code.ts'
import { begin, codeTo, type LinkHome, linkByBill, makeLinkHome, visitor } from './test-links.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const holding = async (home: LinkHome) =>
  (
    await services.db.mobileLink.findMany({
      where: { connectionId: home.connectionId, endedAt: null },
      include: { consumer: true },
    })
  )
    .map(({ proof, role, consumer }) => `${proof} ${role} ${consumer.mobile}`)
    .sort()
const notices = async (mobile: string) =>
  (await services.db.message.findMany({ where: { toMobile: mobile, kind: 'LINK_NOTICE' } })).map(({ text }) => text)
const prove = async (who: ReturnType<typeof visitor>, home: LinkHome, facts: Partial<Record<string, string>>) => {
  const requestId = await begin(services, who, home.consumerNo)
  const given = { meterNo: home.meterNo, amount: '', billedOn: '', ...facts }
  return { requestId, result: await proveByBill(services, who.actor, { requestId, ...given }) }
}

describe('linking by an old bill', () => {
  it('links, logs in, and tells the numbers that were linked before', async () => {
    const home = await makeLinkHome(services)
    await services.db.consumer.update({ where: { id: home.actor.consumerId }, data: { language: 'hi' } })
    const asha = visitor()
    const linked = await linkByBill(services, asha, home)
    expect(linked).toMatchObject({ ok: true, connectionId: home.connectionId })
    expect(await holding(home)).toEqual([`BILL_FACTS OWNER ${asha.mobile}`, `MASTER_RECORD OWNER ${home.mobile}`])
    const session = linked.ok && linked.token ? await checkSession(services, linked.token, home.connectionId) : null
    expect(session?.connection).toMatchObject({ id: home.connectionId, isWeak: true })
    expect(opensPart(session?.connection as never, 'METER')).toBe(false)
    const told = await notices(home.mobile)
    expect(told).toEqual([expect.stringContaining(`नया नंबर ••${asha.mobile.slice(-2)}`)])
    expect(told[0]).not.toContain(asha.mobile)
    expect(await notices(asha.mobile)).toEqual([])
    const audited = await services.db.auditEntry.findMany({ where: { connectionId: home.connectionId } })
    expect(audited).toMatchObject([{ action: 'link.made', detail: { proof: 'BILL_FACTS', role: 'OWNER' } }])
  })

  it('takes amounts and dates as people type them, of the last three bills only', async () => {
    const home = await makeLinkHome(services)
    const right = [
      { amount: '1001.50' },
      { amount: ' Rs 1,001 ' },
      { amount: '₹901' },
      { billedOn: '2.11.2026' },
      { billedOn: '2 सितंबर 2026' },
      { amount: '801', billedOn: '2/9/26' },
      { meterNo: home.meterNo.toLowerCase().replace(' ', ''), amount: '901.00' },
    ]
    const wrong = [
      { amount: '701' },
      { amount: '1001.51' },
      { amount: '902' },
      { billedOn: '2-8-2026' },
      { amount: '801', billedOn: '2-10-2026' },
      { meterNo: 'JB1', amount: '901' },
    ]
    for (const [facts, sent] of [
      ...right.map((each) => [each, true]),
      ...wrong.map((each) => [each, false]),
    ] as const) {
      later((right.length + wrong.length) * 7200)
      await services.db.rateLimit.deleteMany()
      const who = visitor()
      expect((await prove(who, home, facts as never)).result).toEqual({ ok: true })
      expect((await codeTo(services, who.mobile)) !== null, JSON.stringify(facts)).toBe(sent)
    }
  })

  it('takes the number of a meter that was taken away lately, and none of long ago', async () => {
    const home = await makeLinkHome(services)
    const taken = (toOn: string) =>
      services.db.meterInstallation.updateMany({
        where: { connectionId: home.connectionId },
        data: { toOn: new Date(toOn) },
      })
    await taken('2026-10-15')
    const lately = visitor()
    await prove(lately, home, { amount: '901' })
    await taken('2025-10-15')
    const longAgo = visitor()
    await prove(longAgo, home, { amount: '901' })
    expect([await codeTo(services, lately.mobile), await codeTo(services, longAgo.mobile)].map(Boolean)).toEqual([
      true,
      false,
    ])
  })

  it('tells of a login from another kind of device, as logging in does', async () => {
    const [home, other] = [await makeLinkHome(services), await makeLinkHome(services)]
    const who = visitor()
    const told = () => services.db.message.count({ where: { toMobile: who.mobile, kind: 'NEW_LOGIN' } })
    await linkByBill(services, who, home)
    await linkByBill(services, who, other)
    expect(await told(), 'the first login, and one from a device like it').toBe(0)
    const consumer = await services.db.consumer.findUniqueOrThrow({ where: { mobile: who.mobile } })
    await services.db.session.updateMany({ where: { consumerId: consumer.id }, data: { device: 'Firefox, Linux' } })
    services.setTime('2026-11-23T11:30:00+05:30')
    await linkByBill(services, who, await makeLinkHome(services))
    expect(await told()).toBe(1)
  })

  it('gives whoever is linked already their login, and makes nothing twice', async () => {
    const home = await makeLinkHome(services)
    const asha = visitor()
    await linkByBill(services, asha, home)
    later(60)
    expect(await linkByBill(services, asha, home)).toMatchObject({ ok: true })
    expect(await holding(home)).toHaveLength(2)
    expect(await notices(home.mobile)).toHaveLength(1)
  })

  it('links one of two requests with the same code, and both of two people at once', async () => {
    const home = await makeLinkHome(services)
    const [asha, imran] = [visitor(), visitor()]
    const started = await Promise.all(
      [asha, imran].map(async (who) => ({ who, ...(await prove(who, home, { amount: '901' })) })),
    )
    const codes = await Promise.all([asha, imran].map(({ mobile }) => codeTo(services, mobile)))
    const tries = [0, 0, 0, 1, 1, 1].map((index) => ({ ...started[index], code: codes[index] as string }))
    const results = await Promise.all(
      tries.map(({ who, requestId, code }) =>
        confirmLink(services, who?.actor as never, { requestId: requestId as string, code, device: '?', before: null }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(2)
    expect((await holding(home)).slice(0, 2)).toEqual(
      [asha, imran].map(({ mobile }) => `BILL_FACTS OWNER ${mobile}`).sort(),
    )
    // The second of the two told the first; the number on record was told of both.
    expect(await notices(home.mobile)).toHaveLength(2)
    expect([...(await notices(asha.mobile)), ...(await notices(imran.mobile))]).toHaveLength(1)
  })

  it('ends after an hour', async () => {
    const home = await makeLinkHome(services)
    const who = visitor()
    const requestId = await begin(services, who, home.consumerNo)
    later(3600)
    const facts = { meterNo: home.meterNo, amount: '901', billedOn: '' }
    expect(await proveByBill(services, who.actor, { requestId, ...facts })).toEqual({ ok: false, reason: 'gone' })
  })
})

describe('a stranger', () => {
  it('gets the same answer from the same statements for right facts, wrong facts and an unknown consumer number', async () => {
    const home = await makeLinkHome(services)
    const tried = async (consumerNo: string, facts: { meterNo: string; amount: string }) => {
      const { services: seen, log } = watched(services)
      const who = visitor()
      const requestId = await begin(seen, who, consumerNo)
      const results: unknown[] = [await proveByBill(seen, who.actor, { requestId, ...facts, billedOn: '' })]
      for (const code of ['000000', '000001'])
        results.push(await confirmLink(seen, who.actor, { requestId, code, device: '?', before: null }))
      results.push(await askNumberOnRecord(seen, who.actor, { requestId }))
      results.push(await proveByRegisteredCode(seen, who.actor, { requestId, code: '000000' }))
      return { results, log, sent: await codeTo(services, who.mobile) }
    }
    const right = await tried(home.consumerNo, { meterNo: home.meterNo, amount: '901' })
    later(60)
    const wrong = await tried(home.consumerNo, { meterNo: home.meterNo, amount: '902' })
    const unknown = await tried('0000999999', { meterNo: home.meterNo, amount: '901' })
    expect(right.sent).not.toBeNull()
    expect([wrong.sent, unknown.sent]).toEqual([null, null])
    expect(wrong.results).toEqual(right.results)
    expect(unknown.results).toEqual(right.results)
    expect(wrong.log).toEqual(right.log)
    expect(unknown.log).toEqual(right.log)
    expect(right.log.length).toBeGreaterThan(20)
  })

  it('has five tries an hour and ten a day for a connection, from wherever, whether it exists or not', async () => {
    const home = await makeLinkHome(services)
    for (const consumerNo of [home.consumerNo, '0000888888']) {
      const answers: string[] = []
      const tryAll = async (times: number) => {
        for (let n = 0; n < times; n += 1) {
          const who = visitor()
          const requestId = await begin(services, who, consumerNo)
          const facts = { meterNo: home.meterNo, amount: String(2_000 + n), billedOn: '' }
          const result = await proveByBill(services, who.actor, { requestId, ...facts })
          answers.push(result.ok ? 'next' : result.reason)
        }
      }
      later(0)
      await tryAll(6)
      later(3600)
      await tryAll(6)
      later(7200)
      await tryAll(2)
      const no = 'too-many-tries'
      // What was refused counts for the day as well.
      const next = 'next'
      expect(answers).toEqual([...Array(5).fill(next), no, ...Array(4).fill(next), no, no, no, no])
    }
    // Right facts are looked at no more than wrong ones.
    const who = visitor()
    expect((await prove(who, home, { amount: '901' })).result).toEqual({ ok: false, reason: 'too-many-tries' })
    expect(await codeTo(services, who.mobile)).toBeNull()
  })

  it('has them by one mobile too, over all connections, and sixty an hour from one address', async () => {
    const who = visitor()
    const results = []
    for (let n = 0; n < 6; n += 1) {
      later(n * 31)
      const requestId = await begin(services, who, `07770${n}`)
      results.push(await proveByBill(services, who.actor, { requestId, meterNo: 'X', amount: '100', billedOn: '' }))
    }
    expect(results.map((result) => (result.ok ? 'next' : result.reason))).toEqual([
      ...Array(5).fill('next'),
      'too-many-tries',
    ])
    const script = { actor: { kind: 'anonymous', source: '203.0.113.9' } as const }
    let next = 0
    for (let n = 0; n < 62; n += 1) {
      const requestId = await begin(services, { ...visitor(), ...script }, `08880${n}`)
      const facts = { meterNo: 'X', amount: '100', billedOn: '' }
      if ((await proveByBill(services, script.actor, { requestId, ...facts })).ok) next += 1
    }
    expect(next).toBe(60)
  })

  it('evaluates at most five of many parallel proofs', async () => {
    const home = await makeLinkHome(services)
    const all = await Promise.all(Array.from({ length: 20 }, () => prove(visitor(), home, { amount: '901' })))
    expect(all.filter(({ result }) => result.ok)).toHaveLength(5)
  })

  it('gets no right code out of wrong facts by proving somebody else’s connection in the same browser', async () => {
    const [home, own] = [await makeLinkHome(services), await makeLinkHome(services)]
    const who = visitor()
    const mine = await prove(who, own, { amount: '901' })
    const code = (await codeTo(services, who.mobile)) as string
    later(31)
    const other = await prove(who, home, { amount: '555' })
    const confirm = (requestId: string) =>
      confirmLink(services, who.actor, { requestId, code, device: '?', before: null })
    expect(await confirm(other.requestId)).toMatchObject({ ok: false, reason: 'wrong' })
    // The later challenge closed the earlier one.
    expect(await confirm(mine.requestId)).toMatchObject({ ok: false, reason: 'expired' })
    expect(await holding(home)).toHaveLength(1)
  })
})

describe('linking by a code to the number on record', () => {
  it('takes both codes, is strong, and makes a weak link strong', async () => {
    const home = await makeLinkHome(services)
    const asha = visitor()
    await linkByBill(services, asha, home)
    later(60)
    const requestId = await begin(services, asha, home.consumerNo)
    expect(await askNumberOnRecord(services, asha.actor, { requestId })).toEqual({ ok: true })
    const old = (await codeTo(services, home.mobile)) as string
    const { text } = await services.db.message.findFirstOrThrow({
      where: { toMobile: home.mobile, kind: 'OTP' },
      orderBy: { sequence: 'desc' },
    })
    expect(text).toContain(`lets mobile ••${asha.mobile.slice(-2)} be linked`)
    // The code of one step is none for the other.
    const confirm = (code: string) => confirmLink(services, asha.actor, { requestId, code, device: '?', before: null })
    expect(await confirm(old)).toEqual({ ok: false, reason: 'gone' })
    expect(await proveByRegisteredCode(services, asha.actor, { requestId, code: old })).toMatchObject({
      ok: true,
      sent: { ok: true },
    })
    expect(await proveByRegisteredCode(services, asha.actor, { requestId, code: old })).toMatchObject({ ok: false })
    expect(await confirm(old)).toMatchObject({ ok: false, reason: 'wrong' })
    expect(await confirm((await codeTo(services, asha.mobile)) as string)).toMatchObject({ ok: true })
    expect(await holding(home)).toEqual([`MASTER_RECORD OWNER ${home.mobile}`, `REGISTERED_CODE OWNER ${asha.mobile}`])
    const ended = await services.db.mobileLink.count({
      where: { connectionId: home.connectionId, proof: 'BILL_FACTS' },
    })
    expect(ended).toBe(1)
  })

  it('sends no code to a number that only an old bill linked, with the same answer', async () => {
    const home = await makeLinkHome(services)
    const weak = visitor()
    await linkByBill(services, weak, home)
    await services.db.mobileLink.updateMany({
      where: { connectionId: home.connectionId, proof: 'MASTER_RECORD' },
      data: { endedAt: services.now() },
    })
    const before = await services.db.message.count({ where: { toMobile: weak.mobile } })
    const requestId = await begin(services, visitor(), home.consumerNo)
    expect(await askNumberOnRecord(services, visitor().actor, { requestId })).toEqual({ ok: true })
    expect(await services.db.message.count({ where: { toMobile: weak.mobile } })).toBe(before)
  })

  it('takes no code of a number that was removed after the code had gone to it', async () => {
    const home = await makeLinkHome(services)
    const friend = visitor()
    const requestId = await begin(services, friend, home.consumerNo)
    await askNumberOnRecord(services, friend.actor, { requestId })
    const code = (await codeTo(services, home.mobile)) as string
    await services.db.mobileLink.updateMany({
      where: { connectionId: home.connectionId },
      data: { endedAt: services.now() },
    })
    expect(await proveByRegisteredCode(services, friend.actor, { requestId, code })).toEqual({
      ...{ ok: false, reason: 'expired' },
    })
    expect(await codeTo(services, friend.mobile)).toBeNull()
  })
})

describe('somebody who is logged in', () => {
  it('adds a connection to the number that they log in with, whatever mobile the form says', async () => {
    const [mine, home] = [await makeLinkHome(services), await makeLinkHome(services)]
    const begun = await beginLink(services, visitor().actor, {
      ...{ consumerNo: home.consumerNo, mobile: '9999999999', language: 'en', before: mine.actor },
    })
    if (!begun.ok) throw new Error('Not begun.')
    const { requestId } = begun
    const { actor } = visitor()
    await proveByBill(services, actor, { requestId, meterNo: home.meterNo, amount: '901', billedOn: '' })
    const code = (await codeTo(services, mine.mobile)) as string
    expect(await codeTo(services, '9999999999')).toBeNull()
    expect(await confirmLink(services, actor, { requestId, code, device: '?', before: mine.actor })).toEqual({
      ...{ ok: true, connectionId: home.connectionId, token: null },
    })
    expect(await holding(home)).toContain(`BILL_FACTS OWNER ${mine.mobile}`)
  })
})

describe('step 1', () => {
  it('names what is wrong with the form alone', async () => {
    const { actor, mobile } = visitor()
    const wrong = (consumerNo: string, typed: string) =>
      beginLink(services, actor, { consumerNo, mobile: typed, language: 'hi', before: null })
    expect(await wrong('', mobile)).toMatchObject({ field: 'consumerNo', reason: 'missing' })
    expect(await wrong('9000000028', mobile)).toMatchObject({ field: 'consumerNo', reason: 'unreadable' })
    expect(await wrong('1000 4428', '')).toMatchObject({ field: 'mobile', reason: 'missing' })
    expect(await wrong('1000 4428', '90000 0002')).toMatchObject({ field: 'mobile', reason: 'digits', digits: 9 })
    expect(await wrong('1000 4428', 'x@y')).toMatchObject({ field: 'mobile', reason: 'unreadable' })
  })
})
