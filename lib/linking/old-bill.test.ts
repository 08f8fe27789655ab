import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { CODES_PER_HOUR } from '#lib/identity/otp-policy.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { chance } from '#lib/platform/test-random.ts'
import { watched } from '#lib/platform/test-statements.ts'
import { askNumberOnRecord } from './ask-number-on-record.ts'
import { confirmLink } from './confirm-link.ts'
import { getLinkProgress } from './get-link-progress.ts'
import { makeLink } from './make-link.ts'
import { openNewNumberChallenge } from './open-link-challenge.ts'
import { proveByBill } from './prove-by-bill.ts'
import { proveByRegisteredCode } from './prove-by-registered-code.ts'
import { sendLinkCode } from './send-link-code.ts'
import { begin, codeTo, type LinkHome, makeLinkHome, visitor } from './test-links.ts'

/** A portal where no old bill links a number (threats T4 and T8, ASVS 6.4.2). */
const MORNING = '2026-11-23T10:00:00+05:30'
const CLOSED = { ok: false, reason: 'closed' } as const
let services: TestServices

beforeAll(async () => {
  vi.stubEnv('LINK_BY_OLD_BILL', 'no')
  services = await testServices(MORNING)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await services.close()
})
beforeEach(() => services.setTime(MORNING))

type Visitor = ReturnType<typeof visitor>

const rightFacts = ({ meterNo }: LinkHome) => ({ meterNo, amount: '901', billedOn: '' })
const confirm = (who: Visitor, requestId: string, code: string) =>
  confirmLink(services, who.actor, { requestId, code, device: '?', before: null })
const messagesTo = (mobile: string) => services.db.message.count({ where: { toMobile: mobile } })
const holding = async ({ connectionId }: LinkHome) =>
  (await services.db.mobileLink.findMany({ where: { connectionId, endedAt: null }, include: { consumer: true } }))
    .map(({ proof, consumer }) => `${proof} ${consumer.mobile}`)
    .sort()

/** A linking that came as far as its last code while old bills were taken, by right facts or by wrong ones. */
async function begunBefore(who: Visitor, home: LinkHome, areRight: boolean): Promise<string> {
  const id = await begin(services, who, home.consumerNo)
  const connectionId = areRight ? home.connectionId : null
  const proof = areRight ? ('BILL_FACTS' as const) : null
  await services.db.linkRequest.update({ where: { id }, data: { proof, connectionId }, select: { id: true } })
  await openNewNumberChallenge(services, who.actor, { id, mobile: who.mobile, language: 'en', connectionId })
  return id
}

describe('the facts of an old bill', () => {
  it('prove nothing, right or wrong, of a number that exists or not, and nothing is sent, looked up or counted', async () => {
    const home = await makeLinkHome(services)
    const tried = async (consumerNo: string, meterNo: string) => {
      const who = visitor()
      const requestId = await begin(services, who, consumerNo)
      const { services: seen, log } = watched(services)
      const proven = await proveByBill(seen, who.actor, { requestId, ...rightFacts(home), meterNo })
      const again = await sendLinkCode(seen, who.actor, { requestId })
      return { proven, again, log, sent: await messagesTo(who.mobile) }
    }
    const right = await tried(home.consumerNo, home.meterNo)
    expect(right).toEqual({
      ...{ proven: CLOSED, again: { ok: false, reason: 'gone' }, sent: 0 },
      log: Array(2).fill('LinkRequest findFirst'),
    })
    expect(await tried(home.consumerNo, 'JB1')).toEqual(right)
    expect(await tried('0000999999', home.meterNo)).toEqual(right)
    expect(await messagesTo(home.mobile)).toBe(0)
  })

  it('of any number at once let none in', async () => {
    const home = await makeLinkHome(services)
    const who = visitor()
    const requestId = await begin(services, who, home.consumerNo)
    const prove = () => proveByBill(services, who.actor, { requestId, ...rightFacts(home) })
    expect(await Promise.all(Array.from({ length: 8 }, prove))).toEqual(Array(8).fill(CLOSED))
    expect(await messagesTo(who.mobile)).toBe(0)
    expect(await holding(home)).toEqual([`MASTER_RECORD ${home.mobile}`])
  })
})

const { numRuns: REQUESTS, seed } = fuzz(400, 5_000)

it('a script that links one number after the other makes the portal write to none that asks', async () => {
  const homes = await Promise.all(Array.from({ length: 20 }, () => makeLinkHome(services)))
  const random = chance(seed)
  const any = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const asking = new Set<string>()
  for (let done = 0; done < REQUESTS; done += 1) {
    services.setTime(new Date(Date.parse(MORNING) + (done / REQUESTS) * 50 * 60_000).toISOString())
    const [home, who] = [any(homes), visitor()]
    asking.add(who.mobile)
    const requestId = await begin(services, who, random() < 0.8 ? home.consumerNo : `0000${done}77`)
    for (const step of [
      () => proveByBill(services, who.actor, { requestId, ...rightFacts(random() < 0.8 ? home : any(homes)) }),
      () => sendLinkCode(services, who.actor, { requestId }),
      () => askNumberOnRecord(services, who.actor, { requestId }),
      () => proveByRegisteredCode(services, who.actor, { requestId, code: String(100_000 + done) }),
      () => confirm(who, requestId, String(100_000 + done)),
    ])
      if (random() < 0.7) await step()
  }
  const written = await services.db.message.findMany({ select: { toMobile: true, kind: true } })
  expect(written.filter(({ toMobile }) => asking.has(toMobile))).toEqual([])
  const codes = Map.groupBy(
    written.filter(({ kind }) => kind === 'OTP'),
    ({ toMobile }) => toMobile,
  )
  expect(codes.size).toBe(homes.length)
  for (const { mobile } of homes) expect(codes.get(mobile)?.length, mobile).toBeLessThanOrEqual(CODES_PER_HOUR)
})

describe('adding somebody’s consumer number', () => {
  it('sends the code to its owner alone, shows nothing before, and links by that code', async () => {
    const home = await makeLinkHome(services)
    const stranger = visitor()
    const requestId = await begin(services, stranger, home.consumerNo)
    expect(await proveByBill(services, stranger.actor, { requestId, ...rightFacts(home) })).toEqual(CLOSED)
    expect(await askNumberOnRecord(services, stranger.actor, { requestId })).toEqual({ ok: true })
    expect([await messagesTo(home.mobile), await messagesTo(stranger.mobile)]).toEqual([1, 0])
    expect(await getLinkProgress(services, requestId)).toMatchObject({
      ...{ consumerNo: home.consumerNo, mobile: stranger.mobile, new: null },
    })
    const guess = await proveByRegisteredCode(services, stranger.actor, { requestId, code: '000000' })
    expect(guess).toMatchObject({ ok: false, reason: 'wrong' })
    expect(await messagesTo(stranger.mobile)).toBe(0)
    expect(await confirm(stranger, requestId, '000000')).toEqual({ ok: false, reason: 'gone' })
    expect(await holding(home)).toEqual([`MASTER_RECORD ${home.mobile}`])

    const code = (await codeTo(services, home.mobile)) as string
    const proven = await proveByRegisteredCode(services, stranger.actor, { requestId, code })
    expect(proven).toMatchObject({ ok: true, sent: { ok: true } })
    const own = (await codeTo(services, stranger.mobile)) as string
    expect(await confirm(stranger, requestId, own)).toMatchObject({ ok: true, connectionId: home.connectionId })
    expect(await holding(home)).toEqual([...[`MASTER_RECORD ${home.mobile}`, `REGISTERED_CODE ${stranger.mobile}`]])
  })

  it('answers the same by the same statements where nobody has that number', async () => {
    const home = await makeLinkHome(services)
    const tried = async (consumerNo: string) => {
      const { services: seen, log } = watched(services)
      const who = visitor()
      const requestId = await begin(seen, who, consumerNo)
      const results: unknown[] = [
        await proveByBill(seen, who.actor, { requestId, ...rightFacts(home) }),
        await askNumberOnRecord(seen, who.actor, { requestId }),
        await proveByRegisteredCode(seen, who.actor, { requestId, code: '000000' }),
      ]
      return { results, log, sent: await messagesTo(who.mobile) }
    }
    expect(await tried('0000999998')).toEqual(await tried(home.consumerNo))
  })
})

describe('a linking that an old bill began before', () => {
  it('is not finished by the code that it brought, and nothing tells whether the facts were right', async () => {
    const home = await makeLinkHome(services)
    const [asha, ravi] = [visitor(), visitor()]
    const right = await begunBefore(asha, home, true)
    const wrong = await begunBefore(ravi, home, false)
    const code = (await codeTo(services, asha.mobile)) as string
    expect(code).toMatch(/^\d{6}$/)
    expect(await codeTo(services, ravi.mobile)).toBeNull()
    services.setTime('2026-11-23T10:01:00+05:30')
    for (const [who, requestId] of [
      [asha, right],
      [ravi, wrong],
    ] as const) {
      expect(await Promise.all(Array.from({ length: 6 }, () => confirm(who, requestId, code)))).toEqual(
        Array(6).fill(CLOSED),
      )
      expect(await sendLinkCode(services, who.actor, { requestId })).toEqual(CLOSED)
      expect(await getLinkProgress(services, requestId)).toMatchObject({ old: null, new: null })
    }
    expect([await messagesTo(asha.mobile), await messagesTo(ravi.mobile)]).toEqual([1, 0])
    expect(await holding(home)).toEqual([`MASTER_RECORD ${home.mobile}`])
    expect(await services.db.consumer.count({ where: { mobile: asha.mobile } })).toBe(0)
  })

  it('goes on by the code of the number on record', async () => {
    const home = await makeLinkHome(services)
    const who = visitor()
    const requestId = await begunBefore(who, home, false)
    services.setTime('2026-11-23T10:01:00+05:30')
    await askNumberOnRecord(services, who.actor, { requestId })
    const code = (await codeTo(services, home.mobile)) as string
    expect(await proveByRegisteredCode(services, who.actor, { requestId, code })).toMatchObject({ ok: true })
    expect(await confirm(who, requestId, (await codeTo(services, who.mobile)) as string)).toMatchObject({ ok: true })
    expect(await holding(home)).toEqual([`MASTER_RECORD ${home.mobile}`, `REGISTERED_CODE ${who.mobile}`])
  })
})

it('a link that an old bill made before opens what it opened, and a code to the number on record makes it strong', async () => {
  const home = await makeLinkHome(services)
  const asha = visitor()
  const { consumerId } = await services.db.$transaction((tx) =>
    makeLink(tx, asha.actor, services.now(), {
      ...{ connectionId: home.connectionId, mobile: asha.mobile, language: 'en', role: 'OWNER', endsOn: null },
      proof: 'BILL_FACTS',
    }),
  )
  const actor: ConsumerActor = { kind: 'consumer', consumerId, sessionId: consumerId }
  const sees = async (part: 'BILLS' | 'METER') =>
    (await services.db.connection.count({ where: ownConnection(services, actor, home.connectionId, part) })) === 1
  expect([await sees('BILLS'), await sees('METER')]).toEqual([true, false])
  const requestId = await begin(services, asha, home.consumerNo)
  await askNumberOnRecord(services, asha.actor, { requestId })
  const code = (await codeTo(services, home.mobile)) as string
  await proveByRegisteredCode(services, asha.actor, { requestId, code })
  await confirm(asha, requestId, (await codeTo(services, asha.mobile)) as string)
  expect([await sees('BILLS'), await sees('METER')]).toEqual([true, true])
})
