import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { addPasskey, passkeyOptions } from '#lib/identity/add-passkey.ts'
import { checkSession } from '#lib/identity/check-session.ts'
import { logInByPasskey, startPasskeyLogin } from '#lib/identity/log-in-by-passkey.ts'
import { openPasskeyChallenge } from '#lib/identity/passkey-challenge.ts'
import { passkeyHandle, passkeyParty } from '#lib/identity/passkey-party.ts'
import { testAuthenticator } from '#lib/identity/test-authenticator.ts'
import { challengeFor, codeSentTo, give, logIn, makePerson, newBrowser } from '#lib/identity/test-logins.ts'
import { makeLink } from '#lib/linking/make-link.ts'
import { sendDue } from '#lib/messaging/send-due.ts'
import { notify } from '#lib/notifications/notify.ts'
import { processEvent } from '#lib/payments/process-event.ts'
import { recordEvent } from '#lib/payments/record-event.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { eventBody, type TestEvent } from '#lib/payments/test-events.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { askForErasure, eraseByNumber, erasePerson } from './erase-person.ts'
import { columnsWith } from './test-dump.ts'
import { type FullPerson, makeFullPerson } from './test-person.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const COMMAND = { kind: 'system', name: 'test' } as const
const by = { source: '203.0.113.7' }
let services: TestServices
beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())

const minutesLater = (minutes: number) => services.setTime(new Date(+services.now() + minutes * 60_000).toISOString())

async function codeFor({ actor, mobile }: Pick<Home, 'actor' | 'mobile'>): Promise<string> {
  minutesLater(1)
  expect(await askForErasure(services, actor, by)).toEqual({ ok: true })
  return codeSentTo(services, mobile as Mobile)
}
const erase = ({ actor }: Pick<Home, 'actor'>, code: string) => erasePerson(services, actor, { code, ...by })
const canaries = ({ words, mobile, holderName }: FullPerson) => [words, mobile, holderName]

/** What stays with a person's name or number in it, and why. */
const STAYS: Record<string, string> = {
  'Connection.holderName': 'the utility’s contract of supply (Electricity Act, section 43)',
  'Connection.masterMobile': 'the same: the number that its own master file names',
}

test('an erased person leaves no name, number or word behind but in what the utility must keep', async () => {
  const lakshmi = await makeFullPerson(services)
  const stranger = await makeFullPerson(services)
  const theirs = await columnsWith(services.asOwner(), canaries(stranger))
  expect(await columnsWith(services.asOwner(), canaries(lakshmi)), 'before').toEqual(theirs)
  expect(theirs.length, 'the story fills what an erasure has to find').toBeGreaterThan(35)
  const books = await booksOf(lakshmi)

  const code = await codeFor(lakshmi)
  expect(await erase(stranger, code), 'a stranger').toEqual({ ok: false, reason: 'expired' })
  expect(await erase(lakshmi, code)).toEqual({ ok: true })

  expect(await columnsWith(services.asOwner(), canaries(lakshmi))).toEqual(Object.keys(STAYS).sort())
  expect(await columnsWith(services.asOwner(), canaries(stranger)), 'nobody else lost anything').toEqual(theirs)
  expect(await booksOf(lakshmi), 'the books').toEqual(books)
  for (const { id, broken } of await verifyLedger(services, null)) expect(broken, id).toEqual([])
  expect(await verifyAudit(services.db)).toMatchObject({ broken: [] })
  const written = await services.db.auditEntry.findMany({
    where: { action: { in: ['person.erased', 'complaint.erased'] } },
    orderBy: { id: 'asc' },
    select: { action: true, detail: true },
  })
  expect(written).toMatchObject([
    { action: 'complaint.erased' },
    { action: 'person.erased', detail: { person: lakshmi.actor.consumerId, complaints: 1 } },
  ])
})

test('who paid by a bill’s printed QR is in no words of the gateway, acted on or waiting, nor told afterwards', async () => {
  const usha = await makeHome(services)
  const bill = await makeBill(services, usha, { of: '2026-10', own: 50_000 })
  const payer = { contact: `+91${usha.mobile}`, email: 'usha@example.invalid', vpa: 'usha.devi@okbank' }
  const tell = async (event: Omit<TestEvent, 'reference' | 'amount'>, acts = true) => {
    const said = { ...event, reference: bill.paymentReference, amount: 25_000 }
    const told = JSON.parse(new TextDecoder().decode(eventBody(said, services.now())))
    Object.assign(told.payload.payment.entity, payer, { upi: { vpa: payer.vpa }, customer_id: 'cust_usha' })
    const eventId = `evt_${event.paymentId}`
    await recordEvent(services, { eventId, body: new TextEncoder().encode(JSON.stringify(told)) })
    if (acts) expect(await processEvent(services, eventId)).toBe(true)
    return eventId
  }
  await tell({ paymentId: 'pay_first' })
  await tell({ paymentId: 'pay_refused', kind: 'failed' })
  const waiting = await tell({ paymentId: 'pay_second' }, false)
  expect(await eraseByNumber(services, COMMAND, usha.mobile as Mobile)).toBe(true)
  await tell({ paymentId: 'pay_late', kind: 'authorized' })
  expect(await columnsWith(services.asOwner(), [usha.mobile, ...Object.values(payer), 'cust_usha'])).toEqual([])

  expect(await processEvent(services, waiting)).toBe(true)
  const paid = await services.db.payment.findMany({
    where: { connectionId: usha.connectionId },
    orderBy: { reference: 'asc' },
  })
  expect(paid.map(({ reference, amountPaise }) => [reference, amountPaise])).toEqual([
    ['pay_first', 25_000n],
    ['pay_second', 25_000n],
  ])
  for (const { id, broken } of await verifyLedger(services, null)) expect(broken, id).toEqual([])
})

async function booksOf({ connectionId }: Home) {
  const where = { connectionId }
  const { db } = services
  const [bills, payments, entries, days] = [
    await db.bill.findMany({ where, include: { lines: true } }),
    await db.payment.findMany({ where }),
    await db.ledgerEntry.findMany({ where }),
    await db.meterDay.findMany({ where }),
  ]
  return { bills, payments, entries, days }
}

test('erased twice at once is erased once, by whoever is first', async () => {
  const asha = await makePerson(services)
  const actor = { kind: 'consumer', consumerId: asha.consumerId, sessionId: asha.consumerId } as const
  const code = await codeFor({ actor, mobile: asha.mobile })
  const answers = await Promise.all([
    erase({ actor }, code),
    erase({ actor }, code),
    eraseByNumber(services, COMMAND, asha.mobile),
  ])
  expect(answers.filter((answer) => answer === true || (answer !== false && answer.ok))).toHaveLength(1)
  const where = { action: 'person.erased', detail: { path: ['person'], equals: asha.consumerId } }
  expect(await services.db.auditEntry.count({ where })).toBe(1)
  expect(await eraseByNumber(services, COMMAND, asha.mobile)).toBe(false)
})

test('a login and a code from before open nothing, and the same number begins anew as somebody else', async () => {
  const ravi = await makePerson(services)
  const browser = newBrowser()
  const { token } = await logIn(services, browser, ravi)
  minutesLater(1)
  const challengeId = await challengeFor(services, browser, ravi.mobile)
  const code = await codeSentTo(services, ravi.mobile)
  expect(await eraseByNumber(services, COMMAND, ravi.mobile)).toBe(true)
  expect(await checkSession(services, token)).toBeNull()
  expect(await give(services, browser, { challengeId, code })).toMatchObject({ ok: false, reason: 'expired' })

  // Their connection is linked anew, as the utility or an old bill may.
  const { id } = await services.db.consumer.create({ data: { mobile: ravi.mobile, createdAt: services.now() } })
  const link = { consumerId: id, connectionId: ravi.connectionId, proof: 'STAFF_SAW_PAPER' } as const
  await services.db.mobileLink.create({ data: { ...link, linkedAt: services.now() } })
  minutesLater(1)
  const again = await logIn(services, newBrowser(), ravi)
  expect(again.actor.consumerId).toBe(id)
  expect(await services.db.session.count({ where: { consumerId: ravi.consumerId } })).toBe(0)
})

test('a login at the very moment of the erasure is in nobody’s hands afterwards', async () => {
  const meena = await makePerson(services)
  const browser = newBrowser()
  const challengeId = await challengeFor(services, browser, meena.mobile)
  const code = await codeSentTo(services, meena.mobile)
  const [login] = await Promise.all([
    give(services, browser, { challengeId, code }),
    eraseByNumber(services, COMMAND, meena.mobile),
  ])
  if (login.ok) expect(await checkSession(services, login.token)).toBeNull()
  expect(await services.db.session.count({ where: { consumerId: meena.consumerId } })).toBe(0)
  expect(await columnsWith(services.asOwner(), [meena.mobile])).toEqual([])
})

test('a device’s own key at the very moment of the erasure opens nothing afterwards', async () => {
  const usha = await makePerson(services)
  const { consumerId } = usha
  const { actor } = await logIn(services, newBrowser(), usha)
  const phone = testAuthenticator(passkeyParty())
  const device = 'Chrome, Android'
  const { id: challengeId } = await openPasskeyChallenge(services, consumerId)
  const made = await passkeyOptions(services, actor, challengeId)
  const response = phone.make(made?.challenge ?? '')
  expect(await addPasskey(services, actor, { challengeId, response, device })).toEqual({ ok: true })
  const anonymous = { kind: 'anonymous', source: newBrowser().source } as const
  const started = await startPasskeyLogin(services, anonymous)
  const handle = Buffer.from(passkeyHandle(consumerId)).toString('base64url')
  const signed = phone.sign(started?.options.challenge ?? '', { handle, counter: 1 })
  await services.db.mutedNotice.create({ data: { consumerId, kind: 'NEW_LOGIN', mutedAt: services.now() } })
  let both: Promise<unknown> | undefined
  await services.db.$transaction(async (tx) => {
    // The erasure has begun and is held up.
    await tx.$executeRaw`select from "MutedNotice" where "consumerId" = ${consumerId}::uuid for update`
    const erased = eraseByNumber(services, COMMAND, usha.mobile)
    await untilWaiting(services, 1)
    const login = { challengeId: started?.challengeId ?? '', response: signed, device }
    both = Promise.all([erased, logInByPasskey(services, anonymous, login)])
    await untilWaiting(services, 2)
  })
  expect(await both).toEqual([true, { ok: false, reason: 'unknown' }])
  expect(await services.db.session.count({ where: { consumerId } })).toBe(0)
})

test('a link at the very moment of the erasure is of whoever has the number afterwards, not of nobody', async () => {
  const [rekha, home] = [await makePerson(services), await makeHome(services)]
  const { consumerId, mobile } = rekha
  await services.db.mutedNotice.create({ data: { consumerId, kind: 'NEW_LOGIN', mutedAt: services.now() } })
  let both: Promise<unknown> | undefined
  await services.db.$transaction(async (tx) => {
    // The erasure has begun and is held up.
    await tx.$executeRaw`select from "MutedNotice" where "consumerId" = ${consumerId}::uuid for update`
    const erased = eraseByNumber(services, COMMAND, mobile)
    await untilWaiting(services, 1)
    const link = { connectionId: home.connectionId, mobile, language: 'hi', role: 'OWNER', endsOn: null } as const
    const linked = services.db.$transaction((tx) =>
      makeLink(tx, COMMAND, services.now(), { ...link, proof: 'STAFF_SAW_PAPER' }),
    )
    both = Promise.all([erased, linked])
    await untilWaiting(services, 2)
  })
  await both
  const links = await services.db.mobileLink.findMany({
    where: { connectionId: home.connectionId, proof: 'STAFF_SAW_PAPER' },
    select: { consumer: { select: { mobile: true } } },
  })
  expect(links).toEqual([{ consumer: { mobile } }])
})

test('a message that is under way leaves nothing, whatever its provider answers', async () => {
  const imran = await makePerson(services)
  const [at, to] = [services.now(), imran.mobile]
  const message = {
    channel: 'WHATSAPP',
    toMobile: to,
    kind: 'NEWS',
    text: 'News',
    createdAt: at,
    sendAfter: at,
  } as const
  await services.db.message.create({ data: { ...message, content: { type: 'template' } } })
  // Refused by WhatsApp, it would go by SMS instead.
  const send = async () => {
    await eraseByNumber(services, COMMAND, imran.mobile)
    return { outcome: 'REFUSED', reason: 'NO_WHATSAPP' } as const
  }
  const line = { channel: 'WHATSAPP', perSecond: 10, segmentsPerDay: null, peoplePerDay: null } as const
  expect(await sendDue(services, { ...line, provider: { send }, most: 10 })).toMatchObject({ given: 1 })
  expect(await columnsWith(services.asOwner(), [imran.mobile])).toEqual([])
})

test('news of a moment later reach nobody', async () => {
  const anil = await makePerson(services)
  const person = { consumerId: anil.consumerId, mobile: anil.mobile, language: 'en' }
  await eraseByNumber(services, COMMAND, anil.mobile)
  const told = await services.db.$transaction((tx) =>
    notify(tx, services.now(), [person], {
      ...{ kind: 'NEW_LOGIN', cause: 'test', connectionId: null, href: null },
      words: () => ({ text: 'News', content: { type: 'template', name: 'x', language: 'en', body: [] } }),
    }),
  )
  expect(told).toBe(0)
  expect(await columnsWith(services.asOwner(), [anil.mobile])).toEqual([])
})

test('threads of complaints are emptied by that function alone, and by nothing else', async () => {
  const sunil = await makeFullPerson(services)
  await expect(services.db.complaintEvent.updateMany({ data: { text: null } })).rejects.toThrow(/permission denied/)
  const owner = services.asOwner()
  await expect(owner.complaintEvent.updateMany({ data: { text: null } })).rejects.toThrow(/append-only/)
  const { id } = await services.db.complaint.findFirstOrThrow({ where: { consumerId: sunil.actor.consumerId } })
  await expect(
    owner.$transaction(async (tx) => {
      await tx.$queryRaw`select "erase_complaint"(${id}::uuid, ${services.now()})`
      await tx.complaintEvent.deleteMany()
    }),
  ).rejects.toThrow(/append-only/)
})

test('not within a day of a changed number', async () => {
  const kavita = await makeFullPerson(services)
  const code = await codeFor(kavita)
  const data = { mobileChangedAt: services.now() }
  await services.db.consumer.update({ where: { id: kavita.actor.consumerId }, data, select: { id: true } })
  expect(await erase(kavita, code)).toEqual({ ok: false, reason: 'cooling' })
  expect(await askForErasure(services, kavita.actor, by)).toEqual({ ok: false, reason: 'cooling' })
})
