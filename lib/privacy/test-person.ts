import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { postTransaction } from '#lib/ledger/post-transaction.ts'
import { agreeToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import { nextReceiptNumber } from '#lib/payments/next-receipt-number.ts'
import { recordEvent } from '#lib/payments/record-event.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import type { Services } from '#lib/platform/services.ts'
import { makeOfficer, makeOffices } from '#lib/staff/test-desk.ts'
import { dayOf, dayToColumn, day as istDay, monthOf } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import type { Mobile } from '#lib/units/phone.ts'

/** An invented person with something in every table that can hold something of one, for tests of export and erasure. */
export type FullPerson = Home & { words: string; holderName: string }

const hash = () => randomUUID().replaceAll('-', '')

/** `words` stand in all that the person wrote or was told; `holderName` and the mobile where the utility has them. */
export async function makeFullPerson(services: Services): Promise<FullPerson> {
  const home = await makeHome(services)
  const person = { ...home, words: `Kanarienvogel ${home.consumerNo}`, holderName: `Lakshmi ${home.consumerNo}` }
  const { connectionId } = home
  const data = { holderName: person.holderName, masterMobile: home.mobile }
  await services.db.connection.update({ where: { id: connectionId }, data, select: { id: true } })
  await makeOffices(services)
  await ownThings(services, person)
  await talk(services, person)
  await money(services, person)
  await readings(services, person)
  return person
}

/** What lets a person in, and what they asked for on the way. */
async function ownThings({ db, now }: Services, person: FullPerson): Promise<void> {
  const [at, { connectionId, mobile, words, actor }] = [now(), person]
  const { consumerId } = actor
  const soon = new Date(at.getTime() + 3_600_000)
  const sessionId = randomUUID()
  await db.session.create({
    data: {
      id: sessionId,
      tokenHash: hash(),
      consumerId,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: soon,
      device: words,
    },
  })
  await db.knownDevice.create({
    data: { consumerId, tokenHash: hash(), sessionId, createdAt: at, lastUsedAt: at, expiresAt: soon },
  })
  await db.passkey.create({
    data: {
      ...{ consumerId, credentialId: hash(), publicKey: Buffer.from('key'), counter: 0 },
      ...{ device: words, createdAt: at, numberProvenAt: at },
    },
  })
  await db.passkeyChallenge.create({ data: { challenge: hash(), consumerId, expiresAt: soon } })
  await db.accessToken.create({
    data: {
      consumerId,
      name: words,
      scopes: ['bills'],
      createdAt: at,
      expiresAt: soon,
      provenAt: at,
      tokenHash: hash(),
    },
  })
  await db.otpChallenge.create({
    data: {
      ...{ mobile, codeHash: Buffer.from(hash()), byConsumerNo: false, subjectHash: hash(), hundredHash: hash() },
      ...{ createdAt: at, expiresAt: at, closedAt: at },
    },
  })
  const request = { language: 'en', createdAt: at, expiresAt: soon }
  await db.linkRequest.create({ data: { ...request, consumerNo: person.consumerNo, mobile, consumerId } })
  await db.numberChange.create({ data: { consumerId, newMobile: mobile, createdAt: at, expiresAt: soon } })
  const invitation = { connectionId, role: 'MEMBER', invitedById: consumerId, createdAt: at, expiresAt: soon } as const
  await db.linkInvitation.create({ data: { ...invitation, mobile } })
  await db.mutedNotice.create({ data: { consumerId, kind: 'NEW_LOGIN', mutedAt: at } })
  await db.whatsAppContact.create({ data: { mobile, lastHeardAt: at } })
  const asked = { door: 'PORTAL', wording: words } as const
  await db.$transaction((tx) => agreeToWhatsApp(tx, { mobile: mobile as Mobile, agrees: true, at }, asked))
  const attemptId = randomUUID()
  await db.paymentRequest.create({
    data: { consumerId, key: `${words} form`, bodyHash: hash() + hash(), connectionId, attemptId, createdAt: at },
  })
  await recordAudit(db, actor, 'login.succeeded', { at, detail: { session: sessionId } })
}

/** What was said. Ids of WhatsApp's have the number in them, in base64. */
async function talk({ db, now }: Services, person: FullPerson): Promise<void> {
  const [at, { connectionId, mobile, words, actor }] = [now(), person]
  const { consumerId } = actor
  const wamid = (kind: string) => `wamid.${Buffer.from(`\x18\x0c91${mobile}\x15${kind}${hash()}`).toString('base64')}`
  const message = { toMobile: mobile, text: words, createdAt: at, sendAfter: at, sentAt: at, state: 'SENT' } as const
  const sent = await db.message.create({
    data: {
      ...{ ...message, channel: 'WHATSAPP', kind: 'CHAT', content: { body: words }, document: `/c/${connectionId}` },
      ...{ onceKey: `chat:${wamid('in')}:1`, providerId: wamid('out') },
    },
  })
  await db.message.create({
    data: { ...message, channel: 'SMS', kind: 'NEWS', onceKey: `${mobile} news`, insteadOfId: sent.id },
  })
  await db.message.create({ data: { ...message, channel: 'SMS', kind: 'OTP', text: `482913 for ${words}` } })
  await db.chat.create({ data: { mobile, state: { said: words } } })
  await db.chatMessage.create({
    data: { wamid: wamid('in'), mobile, writtenAt: at, receivedAt: at, body: { text: words }, answeredAt: at },
  })
  const told = { kind: 'NEW_LOGIN', textHi: words, textEn: words, href: `/c/${connectionId}`, createdAt: at }
  await db.notification.create({ data: { ...told, consumerId, connectionId, onceKey: `NEW_LOGIN:${mobile}` } })
  const draft = { id: randomUUID(), consumerId, connectionId, category: 'VOLTAGE', since: words, detail: words }
  await db.complaintDraft.create({
    data: { ...draft, evidence: words, files: [Buffer.from(words)], createdAt: at },
  })
  const complaint = await db.complaint.create({
    data: {
      ...{ requestKey: randomUUID(), connectionId, consumerId, mobile, language: 'en', door: 'WEB', dueAt: at },
      ...{ category: 'VOLTAGE', subdivision: 'Test', since: words, detail: words, registeredAt: at },
      evidence: { note: words },
    },
  })
  const event = await db.complaintEvent.create({
    data: {
      ...{ complaintId: complaint.id, at, kind: 'REGISTERED', actorKind: 'consumer', actorId: consumerId },
      ...{ text: words, detail: { said: words } },
    },
  })
  await db.complaintAttachment.create({
    data: { complaintId: complaint.id, eventId: event.id, contentType: 'image/png', bytes: Buffer.from(words) },
  })
}

/** Bills, payments and the books, which are the utility's. */
async function money(services: Services, person: FullPerson): Promise<void> {
  const { db, now } = services
  const [at, { connectionId, actor }] = [now(), person]
  await makeBill(services, person, { of: '2026-10', own: 50_000 })
  const [id, amountPaise] = [randomUUID(), paise(20_000)]
  await db.$transaction(async (tx) => {
    await postTransaction(tx, {
      ...{ id, kind: 'PAYMENT', reference: `COUNTER:${id}`, connectionId, occurredAt: at, recordedAt: at },
      entries: [
        { account: 'COUNTER_CLEARING', side: 'DEBIT', amountPaise },
        { account: 'ADVANCE', side: 'CREDIT', amountPaise, connectionId },
      ],
    })
    const receiptNo = await nextReceiptNumber(tx, monthOf(dayOf(at)))
    await tx.payment.create({
      data: {
        ...{ chainId: connectionId, connectionId, transactionId: id, channel: 'COUNTER', reference: id },
        ...{ amountPaise, paidAt: at, receivedAt: at, receiptNo },
      },
    })
  })
  const eventId = `evt_${hash()}`
  const payment = { id: 'pay_1', amount: 20_000, contact: `+91${person.mobile}`, vpa: `${person.mobile}@upi` }
  const body = new TextEncoder().encode(JSON.stringify({ payload: { payment: { entity: payment } } }))
  await recordEvent(services, { eventId, body })
  await db.gatewayEvent.update({ where: { eventId }, data: { processedAt: at }, select: { eventId: true } })
  const attempt = { connectionId, reference: hash().slice(0, 20), amountPaise, rebatePaise: 0n }
  await db.paymentAttempt.create({
    data: {
      ...{ ...attempt, state: 'EXPIRED', createdAt: at, expiresAt: at },
      changes: {
        create: [
          { position: 1, toState: 'CREATED', at },
          { position: 2, fromState: 'CREATED', toState: 'EXPIRED', at, eventId },
        ],
      },
    },
  })
  const reference = { reference: `A-${person.consumerNo}`, amountPaise: 100n, recordedAt: at }
  await db.adjustment.create({ data: { connectionId, reason: 'OTHER', ...reference } })
  await db.disconnectionNotice.create({
    data: {
      ...{ connectionId, reference: `D-${person.consumerNo}`, disconnectOn: dayToColumn(istDay('2026-12-20')) },
      ...{ reason: 'DUES', words: 'Dues of October', recordedAt: at },
    },
  })
  await db.instalmentRequest.create({
    data: { connectionId, consumerId: actor.consumerId, amountPaise, instalments: 3, requestedAt: at },
  })
  const batchId = await newBatch(services, 'balances')
  await db.prepaidBalance.create({ data: { connectionId, asOf: at, balancePaise: 700n, batchId } })
}

async function newBatch({ db, now }: Services, kind: string): Promise<string> {
  const data = { kind, source: 'test', contentHash: hash(), startedAt: now() }
  return (await db.ingestBatch.create({ data })).id
}

/** What the meter told, and what officers did with it. */
async function readings(services: Services, person: FullPerson): Promise<void> {
  const { db, now } = services
  const [at, { connectionId, consumerNo }] = [now(), person]
  const onDay = dayToColumn(istDay('2026-11-10'))
  const from = dayToColumn(istDay('2020-01-01'))
  const terms = { effectiveFrom: from, category: 'HOME', mode: 'POSTPAID', sanctionedLoadW: 2000 } as const
  await db.connectionTerms.create({ data: { connectionId, ...terms } })
  const meter = await db.meter.create({ data: { serialNo: `T${consumerNo}`, intervalMinutes: 30, maxPowerW: 28_000 } })
  const meterId = meter.id
  await db.meterInstallation.create({ data: { meterId, connectionId, fromOn: from } })
  const batchId = await newBatch(services, 'block-reads')
  const day = { connectionId, onDay, meterId }
  const came = { ...day, batchId, receivedAt: at }
  await db.meterDay.create({ data: { ...came, energyWh: 4200n } })
  await db.meterDayRevision.create({
    data: { ...came, revision: 1, energyWh: 4100n, status: 'ESTIMATED', replacedAt: at },
  })
  const energyWh = Array.from({ length: 48 }, () => 100)
  await db.blockDay.create({
    data: { ...came, intervalMinutes: 30, energyWh, blocksKnown: 47, energyKnownWh: 4700n },
  })
  // Of most meters a block is missing now and then.
  await db.$executeRaw`update "BlockDay" set "energyWh"[6] = null where "connectionId" = ${connectionId}::uuid`
  await db.blockRevision.create({ data: { ...day, block: 3, replacedAt: at, was: { energyWh: 90 } } })
  await db.registerReading.create({ data: { connectionId, at, meterId, energyWh: 90_000n, batchId, receivedAt: at } })
  await db.meterEvent.create({ data: { connectionId, at, meterId, eventId: 101, batchId } })
  await db.readingFlag.create({ data: { ...day, rule: 'SPIKE', detail: {}, foundAt: at, batchId } })
  const reading = { block: 3, intervalMinutes: 30, column: 'kwh', limit: '14', said: { kwh: '99.123' } }
  await db.refusedReading.create({ data: { ...came, id: 'f'.repeat(64), readings: [reading] } })
  const { staffId, logIn } = await makeOfficer(services, 'CLERK')
  await logIn()
  const session = await db.staffSession.findFirstOrThrow({ where: { staffId }, select: { id: true } })
  await db.readingEstimation.create({
    data: {
      ...{ ...day, batchId, blocks: [3], energyWh: [90], method: 'LINEAR', basis: {} },
      ...{ estimatedBy: staffId, estimatedAt: at },
    },
  })
  await db.staffLook.create({
    data: { sessionId: session.id, connectionId, reason: 'BILL', begunAt: at, endsAt: new Date(+at + 60_000) },
  })
}
