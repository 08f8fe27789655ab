import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { complaintsByMobile } from '#lib/complaints/mobile-complaints.ts'
import { registerComplaint } from '#lib/complaints/register-complaint.ts'
import { writeOfficerMessage } from '#lib/complaints/write-officer-message.ts'
import { linkMasterMobiles } from '#lib/consumers/link-master-mobiles.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { checkSession } from '#lib/identity/check-session.ts'
import { rememberDevice } from '#lib/identity/known-device.ts'
import { startSession } from '#lib/identity/start-session.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { agreedToWhatsApp, agreeToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { isCoolingDown } from './cooling.ts'
import { forgetLinkRequests } from './forget-requests.ts'
import { invite } from './invite.ts'
import { beginNumberChange, getNumberChange, sendNumberCode } from './number-change.ts'
import { takeNumberCode } from './take-number-code.ts'
import { codeTo, type LinkHome, makeLinkHome, visitor } from './test-links.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
let source = ''

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => {
  services.setTime(MORNING)
  source = visitor().actor.source
})

/** The holder of a home, logged in twice: here, and in another browser. */
async function holder(): Promise<{ home: LinkHome; actor: ConsumerActor; tokens: string[] }> {
  const home = await makeLinkHome(services)
  await services.db.connection.update({ where: { id: home.connectionId }, data: { masterMobile: home.mobile } })
  const { consumerId } = home.actor
  const logIn = () =>
    services.db.$transaction((tx) => startSession(tx, { consumerId, at: services.now(), device: 'Chrome' }))
  const [here, elsewhere] = [await logIn(), await logIn()]
  return {
    home,
    actor: { kind: 'consumer', consumerId, sessionId: here.sessionId },
    tokens: [here.token, elsewhere.token],
  }
}
const begin = (actor: ConsumerActor, mobile: string) => beginNumberChange(services, actor, { mobile, source })
const give = (actor: ConsumerActor, code: string | null) =>
  takeNumberCode(services, actor, { code: code ?? '', source })

describe('changing the login number', () => {
  it('takes the code of the old number and then that of the new, ends other logins and tells the old number', async () => {
    const { home, actor, tokens } = await holder()
    const { mobile: next } = visitor()
    await services.db.$transaction((tx) => rememberDevice(tx, { ...actor, at: services.now(), tokens: [] }))
    expect(await begin(actor, `+91 ${next}`)).toEqual({ ok: true })
    expect(await codeTo(services, next), 'nothing goes to the new number before the old one').toBeNull()
    const old = await codeTo(services, home.mobile)
    expect(await give(actor, old)).toEqual({ ok: true, next: 'new', sent: true })
    expect(await getNumberChange(services, actor)).toMatchObject({ newMobile: next, step: 'new' })
    expect(await give(actor, old)).toMatchObject({ ok: false })
    const code = await codeTo(services, next)
    const results = await Promise.all([give(actor, code), give(actor, code), give(actor, code)])
    expect(results.filter(({ ok }) => ok)).toEqual([{ ok: true, next: 'done' }])

    const { mobile } = await services.db.consumer.findUniqueOrThrow({ where: { id: actor.consumerId } })
    expect(mobile).toBe(next)
    const sessions = await Promise.all(tokens.map((token) => checkSession(services, token, home.connectionId)))
    expect(sessions.map((session) => session?.connection?.id)).toEqual([home.connectionId, undefined])
    expect(await isCoolingDown(services, actor.consumerId)).toBe(true)
    expect(await services.db.knownDevice.count({ where: { consumerId: actor.consumerId } })).toBe(0)
    const [told] = await services.db.message.findMany({ where: { toMobile: home.mobile, kind: 'LINK_NOTICE' } })
    expect(told?.text).toContain(`is now ••${next.slice(-2)}`)
    expect(told?.text).not.toContain(next)
  })

  it('ends what was agreed to for the old number, whose next owner has agreed to nothing', async () => {
    const { home, actor } = await holder()
    const { mobile: next } = visitor()
    const agree = (mobile: string) =>
      services.db.$transaction((tx) =>
        agreeToWhatsApp(
          tx,
          { mobile: mobile as Mobile, agrees: true, at: services.now() },
          { door: 'PORTAL', wording: 'Bills come.' },
        ),
      )
    const neighbour = await holder()
    await agree(home.mobile)
    await agree(neighbour.home.mobile)
    await begin(actor, next)
    await give(actor, await codeTo(services, home.mobile))
    expect(await agreedToWhatsApp(services.db, [home.mobile])).toEqual(new Set([home.mobile]))
    await give(actor, await codeTo(services, next))
    expect(await agreedToWhatsApp(services.db, [home.mobile, next, neighbour.home.mobile])).toEqual(
      new Set([neighbour.home.mobile]),
    )
    const consents = () =>
      services.db.consent.findMany({ where: { mobile: home.mobile }, select: { withdrawnAt: true } })
    expect(await consents()).toEqual([{ withdrawnAt: services.now() }])
    // Whoever has the number next agrees for themselves, and that is kept beside it.
    await agree(home.mobile)
    expect(await consents()).toHaveLength(2)
  })

  it('has complaints answered to the new number; whoever gets the old one hears nothing of them', async () => {
    const { home, actor } = await holder()
    const { mobile: next } = visitor()
    const words = { category: 'VOLTAGE', since: 'May', detail: '', evidence: null, requestKey: randomUUID() }
    const made = await registerComplaint(services, actor, { connectionId: home.connectionId, ...words })
    const complaintId = made?.ok ? made.complaintId : ''
    const alone = { door: 'WHATSAPP', category: 'BILL', subdivision: 'Test', since: 'May', detail: '' } as const
    const ofNumber = async (registeredAt: Date) => {
      const data = { ...alone, requestKey: randomUUID(), mobile: home.mobile, registeredAt, dueAt: registeredAt }
      return (await services.db.complaint.create({ data, select: { id: true } })).id
    }
    const { createdAt } = await services.db.consumer.findUniqueOrThrow({ where: { id: actor.consumerId } })
    const fromChat = await ofNumber(services.now())
    const before = await ofNumber(new Date(createdAt.getTime() - 86_400_000))
    await begin(actor, next)
    await give(actor, await codeTo(services, home.mobile))
    await give(actor, await codeTo(services, next))
    await writeOfficerMessage(services, testOfficer('CLERK'), { complaintId, words: { reply: '', text: 'We come.' } })
    const told = await services.db.message.findMany({
      where: { toMobile: { in: [home.mobile, next] }, kind: 'COMPLAINT_MESSAGE' },
    })
    expect(told.map(({ toMobile }) => toMobile)).toEqual([next])
    const chat = (mobile: string) => complaintsByMobile(services, { mobile: mobile as Mobile, actor: null })
    expect((await chat(next)).map((one) => one.complaintId)).toEqual([fromChat])
    expect((await chat(home.mobile)).map((one) => one.complaintId)).toEqual([before])
  })

  it('has invitations and messages that wait follow; codes and notices of logins stay with the old number', async () => {
    const { home, actor } = await holder()
    const { mobile: next } = visitor()
    const aunt = await holder()
    const uncle = await holder()
    const { connectionId } = aunt.home
    const ask = (whose: typeof aunt, mobile: Mobile) =>
      invite(services, whose.actor, {
        ...{ connectionId: whose.home.connectionId, mobile, role: 'MEMBER', endsOn: '', locale: 'en' },
      })
    for (const [whose, mobile] of [
      [aunt, home.mobile],
      [uncle, home.mobile],
      [uncle, next],
    ] as const)
      await ask(whose, mobile as Mobile)
    const at = services.now()
    const waits = { to: home.mobile as Mobile, text: 'Words', at, sendAfter: new Date(at.getTime() + 3_600_000) }
    const before = { ...waits, at: new Date('2020-01-01'), text: 'Of an earlier holder' }
    await services.db.$transaction(async (tx) => {
      for (const kind of ['BILL_READY', 'LINK_NOTICE', 'CHAT'])
        await queueMessage(tx, { ...waits, channel: 'SMS', kind })
      const content = { type: 'template', name: 'bill_ready', language: 'en', values: [], document: '/bill' } as const
      await queueMessage(tx, { ...waits, channel: 'WHATSAPP', kind: 'PAYMENT_RECEIVED', content: content as never })
      await queueMessage(tx, { ...before, channel: 'SMS', kind: 'BILL_READY' })
    })
    await begin(actor, next)
    await give(actor, await codeTo(services, home.mobile))
    await give(actor, await codeTo(services, next))

    const open = await services.db.linkInvitation.findMany({
      where: { mobile: { in: [home.mobile, next] }, closedAt: null },
      select: { mobile: true, connectionId: true },
    })
    expect(open.toSorted((a, b) => (a.connectionId < b.connectionId ? -1 : 1))).toEqual(
      [connectionId, uncle.home.connectionId].sort().map((id) => ({ mobile: next, connectionId: id })),
    )
    const held = async (toMobile: string) =>
      (await services.db.message.findMany({ where: { toMobile, state: 'WAITING' }, orderBy: { sequence: 'asc' } })).map(
        ({ channel, kind, text, content }) => ({ channel, kind, text, content }),
      )
    const sms = { channel: 'SMS', text: 'Words' }
    expect(await held(next)).toEqual([
      { ...sms, kind: 'BILL_READY', content: null },
      {
        ...sms,
        kind: 'PAYMENT_RECEIVED',
        content: { type: 'template', name: 'bill_ready', language: 'en', values: [] },
      },
    ])
    expect((await held(home.mobile)).map(({ kind, text }) => [kind, text])).toEqual([
      ['LINK_NOTICE', 'Words'],
      ['CHAT', 'Words'],
      ['BILL_READY', 'Of an earlier holder'],
    ])
  })

  it('stays when the master file, which has the old number still, comes again; another number in it counts', async () => {
    const { home, actor } = await holder()
    const { mobile: next } = visitor()
    await begin(actor, next)
    await give(actor, await codeTo(services, home.mobile))
    await give(actor, await codeTo(services, next))
    const holding = async () =>
      (
        await services.db.mobileLink.findMany({
          where: { connectionId: home.connectionId, endedAt: null },
          select: { proof: true, consumer: { select: { mobile: true } } },
        })
      )
        .map(({ proof, consumer }) => `${proof} ${consumer.mobile}`)
        .sort()
    const file = (mobile: string) =>
      services.db.$transaction((tx) =>
        linkMasterMobiles(tx, [{ connectionId: home.connectionId, mobile: mobile as Mobile }], services.now()),
      )
    expect((await file(home.mobile)).size).toBe(0)
    expect(await holding()).toEqual([`REGISTERED_CODE ${next}`])
    const { mobile: another } = visitor()
    await file(another)
    expect(await holding()).toEqual([`MASTER_RECORD ${another}`, `REGISTERED_CODE ${next}`])
  })

  it('says of a number with an account of its own only to whoever holds it, and changes nothing', async () => {
    const { home, actor } = await holder()
    const taken = await makeLinkHome(services)
    expect(await begin(actor, taken.mobile)).toEqual({ ok: true })
    await give(actor, await codeTo(services, home.mobile))
    expect(await give(actor, '000000')).toMatchObject({ ok: false, reason: 'wrong' })
    expect(await give(actor, await codeTo(services, taken.mobile))).toEqual({ ok: false, reason: 'taken' })
    const { mobile } = await services.db.consumer.findUniqueOrThrow({ where: { id: actor.consumerId } })
    expect(mobile).toBe(home.mobile)
    expect(await isCoolingDown(services, actor.consumerId)).toBe(false)
  })

  it('and every request to link are forgotten a day after they ran out, and not before', async () => {
    const { actor } = await holder()
    const { mobile } = visitor()
    await begin(actor, mobile)
    const left = () => services.db.numberChange.count({ where: { newMobile: mobile } })
    const heldAt = services.now()
    const hours = (count: number) => new Date(heldAt.getTime() + count * 3_600_000).toISOString()
    services.setTime(hours(24))
    await forgetLinkRequests(services)
    expect(await left()).toBe(1)
    services.setTime(hours(26))
    expect(await forgetLinkRequests(services)).toBeGreaterThan(0)
    expect(await left()).toBe(0)
    services.setTime(heldAt.toISOString())
  })

  it('is refused for what is no other number, and gone after an hour', async () => {
    const { home, actor } = await holder()
    expect(await begin(actor, '90000')).toEqual({ ok: false, reason: 'mobile' })
    expect(await begin(actor, home.mobile)).toEqual({ ok: false, reason: 'same' })
    expect(await give(actor, '123456')).toEqual({ ok: false, reason: 'gone' })
    await begin(actor, visitor().mobile)
    services.setTime('2026-11-23T11:00:00+05:30')
    expect(await give(actor, await codeTo(services, home.mobile))).toEqual({ ok: false, reason: 'gone' })
    expect(await sendNumberCode(services, actor, { source })).toEqual({ ok: false, reason: 'gone' })
  })

  it('lets nobody write to one new number after another: five codes an hour for a person', async () => {
    const { home, actor } = await holder()
    const targets = Array.from({ length: 7 }, () => visitor().mobile)
    for (const [index, mobile] of targets.entries()) {
      services.setTime(`2026-11-23T10:${String(index * 2).padStart(2, '0')}:00+05:30`)
      await begin(actor, mobile)
      await give(actor, await codeTo(services, home.mobile))
    }
    const sent = await services.db.message.count({ where: { toMobile: { in: targets } } })
    expect(sent).toBeLessThanOrEqual(5)
  })

  it('begins one at a time', async () => {
    const { actor } = await holder()
    await Promise.all(Array.from({ length: 6 }, () => begin(actor, visitor().mobile)))
    expect(await services.db.numberChange.count({ where: { consumerId: actor.consumerId, closedAt: null } })).toBe(1)
  })
})
