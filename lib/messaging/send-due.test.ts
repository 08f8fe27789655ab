import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { traced } from '#lib/platform/trace.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { recordDelivery } from './record-delivery.ts'
import { sendDue } from './send-due.ts'
import { queueMessages } from './send-message.ts'
import { sweepMessages } from './sweep-messages.ts'
import { newMobile, testLine, writeWaiting } from './test-messages.ts'
import { agreeToWhatsApp, heardFrom } from './whatsapp/contacts.ts'
import type { Template } from './whatsapp/content.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

const message = (id: string) => services.db.message.findUniqueOrThrow({ where: { id }, include: { instead: true } })
const wait = (minutes: number) => services.setTime(new Date(services.now().getTime() + minutes * 60_000).toISOString())

describe('messages that are due', () => {
  it('are given once, also when four processes look at once, and the urgent ones first', async () => {
    const to = newMobile()
    for (let index = 0; index < 30; index++) await writeWaiting(services, { to, text: `News ${index}` })
    const code = await writeWaiting(services, { to: newMobile(), kind: 'OTP', text: '123456' })
    await services.db.message.update({ where: { id: code }, data: { priority: 0 } })
    const lines = [0, 1, 2, 3].map(() => testLine('SMS'))
    await Promise.all(lines.map((line) => sendDue(services, { ...line, most: 10 })))
    const given = lines.flatMap((line) => line.given.map(({ id }) => id))
    expect(new Set(given).size).toBe(31)
    expect(given.length).toBe(31)
    expect(lines.some((line) => line.given[0]?.id === code)).toBe(true)
    expect(await message(code)).toMatchObject({ state: 'SENT', sentAt: services.now(), text: '', content: null })
    expect((await sendDue(services, testLine('SMS'))).given).toBe(0)
  })

  it('wait for waking hours', async () => {
    const line = testLine('SMS')
    await writeWaiting(services, { to: newMobile(), sendAfter: new Date(services.now().getTime() + 60_000) })
    expect((await sendDue(services, line)).given).toBe(0)
    wait(1)
    expect((await sendDue(services, line)).given).toBe(1)
  })

  it('of a campaign rest at night', async () => {
    services.setTime('2026-11-23T20:59:59+05:30')
    const ids = [await writeWaiting(services, { to: newMobile() }), await writeWaiting(services, { to: newMobile() })]
    await services.db.message.updateMany({ where: { id: { in: ids } }, data: { priority: 3 } })
    const line = testLine('SMS')
    await sendDue(services, { ...line, most: 1 })
    services.setTime('2026-11-23T21:00:00+05:30')
    await sendDue(services, line)
    expect(line.given).toHaveLength(1)
    services.setTime('2026-11-24T08:00:00+05:30')
    await sendDue(services, line)
    expect(line.given).toHaveLength(2)
  })

  it('of news that can wait rest at night too: those behind others, those tried again, an SMS for a WhatsApp message', async () => {
    services.setTime('2026-11-24T20:59:59+05:30')
    const bill = await writeWaiting(services, { to: newMobile(), kind: 'BILL_READY' })
    const receipt = await writeWaiting(services, { to: newMobile() })
    await sendDue(
      services,
      testLine('SMS', () => ({ outcome: 'LATER', reason: 'AWAY' })),
    )
    const content: Template = { type: 'template', name: 'bills_due', language: 'en', body: [] }
    const reminder = await writeWaiting(services, { channel: 'WHATSAPP', to: newMobile(), kind: 'DUE_SOON', content })
    await sendDue(services, testLine('WHATSAPP'))
    services.setTime('2026-11-24T21:00:05+05:30')
    await recordDelivery(services, { messageId: reminder, providerId: 'wamid.N', state: 'FAILED', at: services.now() })
    const line = testLine('SMS')
    await sendDue(services, line)
    expect(line.given.map(({ id }) => id)).toEqual([receipt])
    const eight = new Date('2026-11-25T08:00:00+05:30')
    expect(await message(bill)).toMatchObject({ state: 'WAITING', attempts: 1, sendAfter: eight })
    expect((await message(reminder)).instead).toMatchObject({ state: 'WAITING', sendAfter: eight })
  })

  it('come again later while the provider is away, less often each time, and are given up in the end', async () => {
    const id = await writeWaiting(services, { to: newMobile() })
    const away = testLine('SMS', () => ({ outcome: 'LATER', reason: 'AWAY' }))
    const pauses: number[] = []
    while ((await message(id)).state === 'WAITING') {
      await sendDue(services, away)
      const { sendAfter, state } = await message(id)
      if (state !== 'WAITING') break
      pauses.push((sendAfter.getTime() - services.now().getTime()) / 1_000)
      expect((await sendDue(services, away)).given, 'too soon').toBe(0)
      services.setTime(sendAfter.toISOString())
    }
    expect(pauses).toEqual([5, 15, 45, 135, 405, 900, 900])
    expect(await message(id)).toMatchObject({ state: 'FAILED', failure: 'AWAY', attempts: 8 })
  })

  it('are never given twice when nobody knows what became of the first time', async () => {
    const silent = await writeWaiting(services, { to: newMobile() })
    await sendDue(
      services,
      testLine('SMS', () => ({ outcome: 'UNCLEAR', reason: 'NO_ANSWER' })),
    )
    const lost = await writeWaiting(services, { to: newMobile() })
    // A process that dies between giving and writing down leaves this behind.
    await services.db.message.update({ where: { id: lost }, data: { state: 'SENDING', sendAfter: services.now() } })
    wait(2)
    await sweepMessages(services)
    const line = testLine('SMS')
    await sendDue(services, line)
    expect(line.given).toEqual([])
    expect(await message(silent)).toMatchObject({ state: 'UNCLEAR', failure: 'NO_ANSWER' })
    expect(await message(lost)).toMatchObject({ state: 'UNCLEAR', failure: 'LOST' })
  })

  it('do not say the same to one number twice within half a minute', async () => {
    const to = newMobile()
    const line = testLine('SMS')
    const [first, second] = [await writeWaiting(services, { to }), await writeWaiting(services, { to })]
    await sendDue(services, line)
    wait(0.4)
    const third = await writeWaiting(services, { to })
    await sendDue(services, line)
    wait(0.6)
    const fourth = await writeWaiting(services, { to })
    await sendDue(services, line)
    expect(line.given.map(({ id }) => id)).toEqual([first, fourth])
    for (const id of [second, third]) expect(await message(id)).toMatchObject({ state: 'FAILED', failure: 'TWIN' })
  })

  it('of yesterday are not sent as codes, and those of last week not at all', async () => {
    const [code, news] = [
      await writeWaiting(services, { to: newMobile(), kind: 'OTP' }),
      await writeWaiting(services, { to: newMobile() }),
    ]
    wait(6)
    const line = testLine('SMS')
    await sendDue(services, { ...line, most: 1 })
    await sendDue(services, line)
    expect(line.given.map(({ id }) => id)).toEqual([news])
    expect(await message(code)).toMatchObject({ state: 'FAILED', failure: 'TOO_LATE', text: '' })
  })

  it('cost no more segments than a day may; codes have a share of their own', async () => {
    const line = { ...testLine('SMS'), segmentsPerDay: 10 }
    const hindi = 'आपका बिल तैयार है। '.repeat(5)
    for (let index = 0; index < 5; index++) await writeWaiting(services, { to: newMobile(), text: `${hindi}${index}` })
    const code = await writeWaiting(services, { to: newMobile(), kind: 'OTP', text: '654321' })
    await sendDue(services, line)
    // 96 letters are two segments: of eight for news four messages go.
    expect(line.given.filter(({ kind }) => kind !== 'OTP').length).toBe(4)
    expect(line.given.some(({ id }) => id === code)).toBe(true)
    wait(24 * 60)
    await sendDue(services, line)
    expect(line.given.length).toBe(6)
  })

  it('that find the day’s segments spent go on in the morning, not where the count begins anew at half past five', async () => {
    services.setTime('2026-11-27T15:00:00+05:30')
    const line = { ...testLine('SMS'), segmentsPerDay: 1 }
    const id = await writeWaiting(services, { to: newMobile(), text: 'The day is spent' })
    await sendDue(services, line)
    expect((await message(id)).sendAfter).toEqual(new Date('2026-11-28T08:00:00+05:30'))
  })
})

describe('messages by WhatsApp', () => {
  const template: Template = { type: 'template', name: 'payments_paid', language: 'en', body: ['₹500.00'] }

  it('say anything within a day after its owner wrote, else only what was approved', async () => {
    const to = newMobile()
    const cold = await writeWaiting(services, { channel: 'WHATSAPP', to, kind: 'CHAT', text: 'Cold' })
    const approved = await writeWaiting(services, { channel: 'WHATSAPP', to, content: template })
    const line = testLine('WHATSAPP')
    await sendDue(services, line)
    expect(line.given.map(({ id }) => id)).toEqual([approved])
    expect(await message(cold)).toMatchObject({ state: 'FAILED', failure: 'OUTSIDE_WINDOW', instead: null })
    await services.db.$transaction((tx) => heardFrom(tx, to, services.now()))
    const warm = await writeWaiting(services, { channel: 'WHATSAPP', to, kind: 'CHAT', text: 'Warm' })
    await sendDue(services, line)
    expect(line.given.map(({ id }) => id)).toEqual([approved, warm])
  })

  it('that fail are said by SMS, once, with the same words; answers of the chat are not', async () => {
    const to = newMobile()
    const refuse = testLine('WHATSAPP', () => ({ outcome: 'REFUSED', reason: 'META_131026' }))
    const id = await writeWaiting(services, { channel: 'WHATSAPP', to, content: template, text: 'Paid' })
    await sendDue(services, refuse)
    for (const _ of [1, 2])
      await recordDelivery(services, { messageId: id, providerId: 'wamid.A', state: 'FAILED', at: services.now() })
    const failed = await message(id)
    expect(failed).toMatchObject({ state: 'FAILED', failure: 'META_131026' })
    expect(failed.instead).toMatchObject({ channel: 'SMS', state: 'WAITING', text: 'Paid', content: template })
    expect(await services.db.message.count({ where: { toMobile: to, channel: 'SMS' } })).toBe(1)
  })

  it('that wait when somebody stops them are said by SMS; the answer in the chat is not', async () => {
    const to = newMobile()
    const sendAfter = new Date(services.now().getTime() + 60_000)
    const document = { path: '/c/1/bills/1/pdf', filename: 'bill.pdf' }
    const news = await writeWaiting(services, {
      channel: 'WHATSAPP',
      to,
      content: { ...template, document },
      sendAfter,
    })
    const answer = await writeWaiting(services, { channel: 'WHATSAPP', to, kind: 'CHAT', text: 'Stopped', sendAfter })
    const stop = { mobile: to, agrees: false, at: services.now() }
    await services.db.$transaction((tx) => agreeToWhatsApp(tx, stop, { door: 'CHAT', wording: '' }))
    expect(await message(news)).toMatchObject({ channel: 'SMS', state: 'WAITING', content: template })
    expect(await message(answer)).toMatchObject({ channel: 'WHATSAPP', state: 'WAITING' })
  })

  it('that nobody reports on within an hour are said by SMS', async () => {
    const id = await writeWaiting(services, { channel: 'WHATSAPP', to: newMobile(), content: template })
    await sendDue(
      services,
      testLine('WHATSAPP', () => ({ outcome: 'UNCLEAR', reason: 'NO_ANSWER' })),
    )
    await sweepMessages(services)
    expect(await message(id)).toMatchObject({ state: 'UNCLEAR', instead: null })
    wait(62)
    await sweepMessages(services)
    await sweepMessages(services)
    expect(await message(id)).toMatchObject({ state: 'FAILED', instead: { channel: 'SMS' } })
  })
})

describe('the trace of messages', () => {
  it('names those that were written, and none that were there already', async () => {
    const written = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const one = (kind: string) => ({
      ...{ channel: 'SMS' as const, to: newMobile() as Mobile, kind, text: 'News', onceKey: `trace:${kind}` },
      at: services.now(),
    })
    const queue = (...kinds: string[]) =>
      traced({ trace: randomUUID(), step: 'webhook.handled' }, () =>
        services.db.$transaction((tx) => queueMessages(tx, kinds.map(one))),
      )
    expect(await queue('FIRST')).toBe(1)
    written.mockClear()
    expect(await queue('FIRST', 'SECOND')).toBe(1)
    const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)))
    expect(lines.flatMap(({ step, kind }) => (step === 'message.queued' ? [kind] : []))).toEqual(['SECOND'])
    written.mockRestore()
  })
})

describe('reports of a provider', () => {
  const states = ['SENT', 'DELIVERED', 'READ'] as const

  it('may come in any order and repeat: what is known only grows', async () => {
    for (const order of [
      ['SENT', 'DELIVERED', 'READ'],
      ['READ', 'DELIVERED', 'SENT'],
      ['DELIVERED', 'READ', 'SENT', 'DELIVERED'],
      ['READ', 'FAILED', 'SENT', 'DELIVERED'],
    ] as const) {
      const id = await writeWaiting(services, { channel: 'WHATSAPP', to: newMobile() })
      await services.db.message.update({
        where: { id },
        data: { state: 'SENT', sentAt: services.now(), providerId: `wamid.${id}` },
      })
      for (const state of order)
        expect(await recordDelivery(services, { providerId: `wamid.${id}`, state, at: services.now() })).toBe(true)
      const known = await message(id)
      expect(known, order.join(' ')).toMatchObject({ state: 'READ', instead: null, failure: null })
      expect(known.deliveredAt).not.toBeNull()
    }
  })

  it('settle a message whose answer was lost, by our own id', async () => {
    const id = await writeWaiting(services, { channel: 'WHATSAPP', to: newMobile() })
    await services.db.message.update({ where: { id }, data: { state: 'UNCLEAR', failure: 'NO_ANSWER' } })
    await recordDelivery(services, { messageId: id, providerId: 'wamid.B', state: states[1], at: services.now() })
    expect(await message(id)).toMatchObject({ state: 'DELIVERED', providerId: 'wamid.B', failure: null })
  })

  it('on what we never sent change nothing', async () => {
    const report = { providerId: 'wamid.unknown', state: 'READ', at: services.now() } as const
    expect(await recordDelivery(services, report)).toBe(false)
  })
})
