import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeOfficerMessage } from '#lib/complaints/write-officer-message.ts'
import { codeTo, makeLinkHome, visitor } from '#lib/linking/test-links.ts'
import { settlePayment } from '#lib/payments/settle-payment.ts'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { makeOffices } from '#lib/staff/test-desk.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { agreedToWhatsApp } from '../whatsapp/contacts.ts'
import { contentFaults } from '../whatsapp/content.ts'
import { answerChat } from './answer-chat.ts'
import { makeComplaint } from './effects/complaint-effects.ts'
import { recordMessages } from './record-messages.ts'
import { choicesIn, repliesTo, testPhone, textOf } from './test-phone.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  await makeOffices(services)
})
afterAll(() => services.close())

const stranger = () => testPhone(services, visitor().mobile)

/** Links an unlinked number by consumer number and an old bill. Returns the replies to the code. */
async function link(phone: ReturnType<typeof testPhone>, home: Awaited<ReturnType<typeof makeLinkHome>>) {
  await phone.write('Hi')
  await phone.write(home.consumerNo)
  await phone.write(`${home.meterNo} 1001.50`)
  return phone.write((await codeTo(services, phone.mobile)) ?? '000000')
}

const attemptsOf = ({ connectionId }: { connectionId: string }) =>
  services.db.paymentAttempt.count({ where: { connectionId } })

describe('the way to the bill', () => {
  test('takes a known number one message, from “Hi” to the PDF', async () => {
    const home = await makeLinkHome(services)
    const phone = testPhone(services, home.mobile)
    const replies = await phone.write('Hi')
    expect(phone.turns()).toBe(1)
    expect(replies.map(({ type }) => type)).toEqual(['document', 'buttons'])
    expect(replies[0]).toMatchObject({ filename: 'bill-2026-10.pdf' })
    expect(textOf(replies)).toContain('Bill for October 2026')
    expect(textOf(replies)).toContain('₹1,001.50')
  })

  test('takes an unknown number four, linking included', async () => {
    const phone = stranger()
    const replies = await link(phone, await makeLinkHome(services))
    expect(phone.turns()).toBe(4)
    expect(replies.map(({ type }) => type)).toEqual(['buttons', 'document', 'buttons'])
  })

  test('needs no greeting: the consumer number alone begins, and takes three', async () => {
    const home = await makeLinkHome(services)
    const phone = stranger()
    await phone.write(`उपभोक्ता संख्या ${home.consumerNo}`)
    await phone.write(`${home.meterNo} 1001.50`)
    const replies = await phone.write((await codeTo(services, phone.mobile)) ?? '')
    expect(replies.map(({ type }) => type)).toEqual(['buttons', 'document', 'buttons'])
    expect(textOf(replies)).toContain('अक्टूबर 2026 का बिल')
    expect(phone.turns()).toBe(3)
  })

  test('goes by the article’s words: all services, bill related, account, recent bill, pay, code, PDF, QR', async () => {
    const home = await makeLinkHome(services)
    const phone = testPhone(services, home.mobile)
    await phone.write('menu')
    await phone.choose('All services')
    await phone.choose('Bill related')
    await phone.choose(`Account ••••${home.consumerNo.slice(-4)}`)
    expect((await phone.choose('View recent bill'))[0]).toMatchObject({ type: 'document' })
    const asked = await phone.choose('Pay your bill')
    expect(asked.map(({ type }) => type)).toEqual(['buttons'])
    expect(await attemptsOf(home)).toBe(0)
    const paid = await phone.write((await codeTo(services, home.mobile)) ?? '')
    expect(paid.map(({ type }) => type)).toEqual(['document', 'image', 'buttons'])
    expect(await attemptsOf(home)).toBe(1)
  })
})

describe('a number that is not linked', () => {
  test('gets no personal byte, whatever it writes or taps', async () => {
    const home = await makeLinkHome(services)
    const bill = await services.db.bill.findFirstOrThrow({ where: { connectionId: home.connectionId } })
    const phone = stranger()
    const said: string[] = []
    for (const text of ['Hi', 'bill', 'pay', 'balance', 'units', 'estimate', 'bijli gayi', 'complaint status', 'menu'])
      said.push(JSON.stringify(await phone.write(text)))
    for (const wish of ['BILL', 'PAY', 'CONSUMPTION', 'ESTIMATE', 'OUTAGE', 'BALANCE', 'COMPLAIN', 'ACCOUNTS'])
      said.push(JSON.stringify(await phone.tap(`C:${home.connectionId}:${wish}`)))
    said.push(JSON.stringify(await phone.tap(`R:${home.connectionId}:200`)))
    said.push(JSON.stringify(await phone.write(home.consumerNo)))
    for (const byte of [
      'Test Holder',
      'Plot 0',
      home.consumerNo,
      home.meterNo,
      bill.id,
      bill.billNo,
      '1,001.50',
      '/pdf',
    ])
      expect(said.join('\n'), byte).not.toContain(byte)
  })

  test('sees the same for right and for wrong facts, until the code that only its phone has', async () => {
    const [home, other] = [await makeLinkHome(services), await makeLinkHome(services)]
    const [right, wrong] = [stranger(), stranger()]
    const way = async (phone: ReturnType<typeof testPhone>, facts: string) => [
      ...(await phone.write(home.consumerNo)),
      ...(await phone.write(facts)),
    ]
    expect(await way(right, `${home.meterNo} 1001.50`)).toEqual(await way(wrong, `${other.meterNo} 77`))
    expect(await codeTo(services, right.mobile)).not.toBeNull()
    expect(await codeTo(services, wrong.mobile)).toBeNull()
    expect(textOf(await wrong.write('123456'))).toContain('does not match')
    expect(await services.db.consumer.count({ where: { mobile: wrong.mobile } })).toBe(0)
  })

  test('agrees to news in the words of the message that it tapped, whatever the language is by then', async () => {
    const phone = stranger()
    await phone.write('बंद करें')
    const asked = { toMobile: phone.mobile, kind: 'CHAT' }
    await services.db.message.updateMany({ where: asked, data: { providerId: 'wamid.ASKED' } })
    await phone.write('English')
    await phone.send({ type: 'CHOICE', id: 'W:NEWS_ON', title: 'हाँ, यहीं भेजें', of: 'wamid.ASKED' })
    const { wording } = await services.db.consent.findFirstOrThrow({ where: { mobile: phone.mobile } })
    expect(wording).toContain('अब बिल और सूचनाएँ SMS से आएँगी')
    expect(wording).toMatch(/हाँ, यहीं भेजें$/)
  })

  test('makes no login when it links', async () => {
    const phone = stranger()
    await link(phone, await makeLinkHome(services))
    expect(await services.db.session.count({ where: { consumer: { mobile: phone.mobile } } })).toBe(0)
  })
})

describe('a number with several connections', () => {
  test('is asked which, by the last four digits alone, and gets the one it names', async () => {
    const [home, second] = [await makeHome(services), await makeHome(services)]
    for (const one of [home, second]) await makeBill(services, one, { of: '2026-10', own: 50_000 })
    const at = services.now()
    const { consumerId } = home.actor
    const data = { consumerId, connectionId: second.connectionId, proof: 'MASTER_RECORD', linkedAt: at } as const
    await services.db.mobileLink.create({ data })
    const phone = testPhone(services, home.mobile)
    const asked = await phone.write('bill')
    expect(asked.map(({ type }) => type)).toEqual(['list'])
    expect(choicesIn(asked)).toHaveLength(2)
    for (const byte of [home.consumerNo, second.consumerNo, 'Test Holder', 'Plot 0'])
      expect(JSON.stringify(asked), byte).not.toContain(byte)
    const [bill] = await phone.write(second.consumerNo.slice(-4))
    expect(bill).toMatchObject({ type: 'document', path: expect.stringContaining(second.connectionId) })
  })
})

describe('somebody else’s connection', () => {
  test('is not opened by its id in a row of an old list', async () => {
    const [home, other] = [await makeLinkHome(services), await makeLinkHome(services)]
    const phone = testPhone(services, home.mobile)
    const replies = JSON.stringify(await phone.tap(`C:${other.connectionId}:BILL`))
    expect(replies).not.toContain(other.connectionId)
    expect(replies).toContain(home.connectionId)
  })

  test('is not paid by it either', async () => {
    const [home, other] = [await makeLinkHome(services), await makeLinkHome(services)]
    const phone = testPhone(services, home.mobile)
    expect(JSON.stringify(await phone.tap(`R:${other.connectionId}:200`))).not.toContain(other.connectionId)
    expect(await services.db.paymentAttempt.count({ where: { connectionId: other.connectionId } })).toBe(0)
  })
})

describe('paying', () => {
  test('brings the receipt into the chat once the money is booked, and not before', async () => {
    const home = await makeLinkHome(services)
    const phone = testPhone(services, home.mobile)
    const [qr] = await phone.write('pay')
    expect(qr).toMatchObject({ type: 'image', path: expect.stringMatching(/\/pay\/[0-9a-f-]+\/qr$/) })
    const receipts = () =>
      services.db.message.findMany({
        where: { toMobile: home.mobile, channel: 'WHATSAPP', onceKey: { startsWith: 'chat:payment-received:' } },
      })
    expect(await receipts()).toEqual([])
    const money = { channel: 'COUNTER', amountPaise: paise(30_000), utr: null, eventId: null } as const
    await services.db.$transaction((tx) =>
      settlePayment(tx, services.now(), { ...money, reference: 'CHAT-1', paidAt: services.now() }, async () => [
        { connectionId: home.connectionId, billId: null, attempt: null, askedPaise: null },
      ]),
    )
    const [receipt, ...more] = await receipts()
    expect(more).toEqual([])
    expect(receipt?.document).toContain('/payments/')
    expect(receipt?.content).toMatchObject({ type: 'document', filename: expect.stringMatching(/^receipt-/) })
  })
})

describe('bills and news by WhatsApp', () => {
  test('come to whoever asks for them, and end with a word', async () => {
    const phone = stranger()
    const agreed = async () =>
      (await services.db.$transaction((tx) => agreedToWhatsApp(tx, [phone.mobile]))).has(phone.mobile)
    await phone.write('menu')
    expect(await agreed()).toBe(false)
    await phone.choose('Bills by WhatsApp')
    expect(await agreed()).toBe(true)
    await phone.write('STOP')
    expect(await agreed()).toBe(false)
  })
})

describe('a person behind the chat', () => {
  test('reads what an unlinked number writes, by the area that it names, and answers into the chat', async () => {
    const phone = stranger()
    await phone.write('talk to a person')
    const areas = await phone.write('My meter makes a noise')
    expect(choicesIn(areas).map(({ title }) => title)).toContain('Test')
    const made = await phone.choose('Test')
    expect(textOf(made)).toMatch(/C-2611-\d{5}/)
    expect(textOf(await phone.write('it is louder in the evening when all lights are on'))).toContain('Added')
    const complaint = await services.db.complaint.findFirstOrThrow({ where: { mobile: phone.mobile } })
    expect(complaint).toMatchObject({ door: 'WHATSAPP', subdivision: 'Test', connectionId: null })
    const words = { reply: '', text: 'We come on Monday.' }
    await writeOfficerMessage(services, testOfficer('CLERK'), { complaintId: complaint.id, words })
    const answer = await services.db.message.findFirstOrThrow({
      where: { toMobile: phone.mobile, channel: 'WHATSAPP' },
      orderBy: { sequence: 'desc' },
    })
    expect(answer.text).toContain('We come on Monday.')
    expect(contentFaults(answer.content as never)).toEqual([])
  })

  test('gets one that names no connection with the one whose record is open, also behind one of a bill alone', async () => {
    const [weak, strong] = [await makeHome(services), await makeHome(services)]
    const at = services.now()
    const { consumerId } = strong.actor
    const link = { consumerId, connectionId: weak.connectionId, proof: 'BILL_FACTS', linkedAt: at } as const
    await services.db.mobileLink.create({ data: link, select: { id: true } })
    expect(weak.consumerNo < strong.consumerNo, 'it would be taken first').toBe(true)
    const words = { category: 'SUPPLY', connectionId: null, since: 'today', detail: '', mediaIds: [] }
    const sender = { mobile: strong.mobile as Mobile, language: 'en', wamid: `wamid.${consumerId}` } as const
    const made = await makeComplaint(services, sender, { type: 'MAKE_COMPLAINT', words, area: '' })
    expect(made).toMatchObject({ type: 'COMPLAINT_MADE' })
    expect(await services.db.complaint.count({ where: { connectionId: strong.connectionId } })).toBe(1)
  })

  test('gets a complaint of a linked number with its connection, and the same message makes no second one', async () => {
    const home = await makeHome(services)
    const phone = testPhone(services, home.mobile)
    await phone.write('shikayat')
    await phone.tap('K:SUPPLY')
    await phone.tap('S:TODAY')
    expect(textOf(await phone.write('पंखा भी नहीं चलता'))).toMatch(/C-2611-\d{5}/)
    const complaints = await services.db.complaint.findMany({ where: { connectionId: home.connectionId } })
    expect(complaints).toMatchObject([{ door: 'WHATSAPP', category: 'SUPPLY', detail: 'पंखा भी नहीं चलता' }])
  })

  test('a stranger’s thread is neither shown nor written to', async () => {
    const home = await makeHome(services)
    const owner = testPhone(services, home.mobile)
    await owner.write('talk')
    await owner.write('Something private')
    const complaint = await services.db.complaint.findFirstOrThrow({ where: { connectionId: home.connectionId } })
    const phone = stranger()
    expect(textOf(await phone.tap(`T:${complaint.id}`))).toContain('कोई शिकायत')
    expect(await services.db.complaintEvent.count({ where: { complaintId: complaint.id } })).toBe(1)
  })
})

describe('many messages at once', () => {
  test('of one number are answered each once and in their order, by however many workers', async () => {
    const { mobile } = visitor()
    const messages = Array.from({ length: 12 }, (_, index) => ({
      ...{ wamid: `wamid.MANY${index}`, mobile, writtenAt: services.now() },
      body: { type: 'TEXT', text: index % 2 === 0 ? 'menu' : 'link' } as const,
    }))
    for (const message of messages) await recordMessages(services, [message, message])
    const counts = await Promise.all(Array.from({ length: 5 }, () => answerChat(services, mobile)))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12)
    for (const [index, { wamid }] of messages.entries())
      expect((await repliesTo(services, wamid)).map(({ type }) => type)).toEqual([index % 2 === 0 ? 'list' : 'buttons'])
  })

  test('are too many at last: that is said once', async () => {
    const phone = stranger()
    let said: string[] = []
    for (let index = 0; index < 43; index++) said = [...said, textOf(await phone.write('menu'))]
    expect(said.filter((text) => text.includes('Too many'))).toHaveLength(1)
    expect(said.at(-1)).toBe('')
  })
})

test('a question that nobody came back to for an hour is asked no more', async () => {
  const phone = testPhone(services, '9300099999' as Mobile)
  await phone.write('link')
  services.setTime('2026-11-12T11:30:00+05:30')
  expect(textOf(await phone.write('12 34'))).toContain('not understood')
})
