import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whenChatsAreAnswered } from '#lib/messaging/chat/chat-worker.ts'
import { readWebhook, signWebhook } from '#lib/messaging/chat/read-webhook.ts'
import { sweepChats } from '#lib/messaging/chat/sweep-chats.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { GET, POST } from './route.ts'

const held = globalThis as typeof globalThis & { portalServices?: unknown }
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  held.portalServices = services
})
afterAll(async () => {
  held.portalServices = undefined
  await services.close()
})

const ADDRESS = 'http://localhost/api/webhooks/whatsapp'
const SECRET = 'demo-app-secret'
const SECONDS = Date.parse('2026-11-12T04:30:00Z') / 1_000

let ids = 0
/** A message as Meta sends it; `more` holds what its type brings. */
const message = (more: object, from = '919300080001', wamid = `wamid.HBgM${++ids}`) => ({
  ...{ from, id: wamid, timestamp: String(SECONDS), ...more },
})
const text = (body: string, from?: string, wamid?: string) => message({ type: 'text', text: { body } }, from, wamid)
const envelope = (value: object) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '916510000000', phone_number_id: '106540352242922' },
            ...value,
          },
        },
      ],
    },
  ],
})
const bytesOf = (payload: unknown) => new TextEncoder().encode(JSON.stringify(payload))

const post = (body: Uint8Array<ArrayBuffer>, signature: string | null = signWebhook(body, SECRET)) =>
  POST(new Request(ADDRESS, { method: 'POST', body, headers: signature ? { 'x-hub-signature-256': signature } : {} }))
const send = async (...messages: object[]) => {
  const answer = await post(bytesOf(envelope({ messages })))
  await whenChatsAreAnswered()
  return answer.status
}
const answersTo = (mobile: string) =>
  services.db.message.findMany({ where: { toMobile: mobile, kind: 'CHAT' }, orderBy: { sequence: 'asc' } })

describe('verification', () => {
  const verify = (token: string, mode = 'subscribe', challenge = '1158201444') =>
    GET(new Request(`${ADDRESS}?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=${challenge}`))

  test('gives the challenge back as plain text for the agreed token', async () => {
    const answer = await verify('demo-verify-token')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(await answer.text()).toBe('1158201444')
  })

  test('refuses every other token, mode and a challenge that is none', async () => {
    for (const answer of [
      ...[await verify(''), await verify('demo-verify-tokem'), await verify('demo-verify-token-and-more')],
      ...[
        await verify('demo-verify-token', 'unsubscribe'),
        await verify('demo-verify-token', 'subscribe', '%3Cscript'),
      ],
    ])
      expect(answer.status).toBe(403)
  })
})

describe('signature', () => {
  test('is over the raw bytes: escapes that mean the same are other bytes', async () => {
    const body = bytesOf(envelope({ messages: [text('नमस्ते 🙏')] }))
    const escaped = new TextEncoder().encode(
      JSON.stringify(envelope({ messages: [text('Hi')] })).replace('Hi', '\\u0048i'),
    )
    expect((await post(body)).status).toBe(200)
    expect((await post(escaped)).status).toBe(200)
    expect(
      (await post(escaped, signWebhook(bytesOf(JSON.parse(new TextDecoder().decode(escaped))), SECRET))).status,
    ).toBe(401)
  })

  test.each([
    ['none', () => null],
    ['of another secret', (body: Uint8Array) => signWebhook(body, 'another')],
    ['of nothing', () => signWebhook(new Uint8Array(), SECRET)],
    ['without its name', (body: Uint8Array) => signWebhook(body, SECRET).slice(7)],
    ['cut short', (body: Uint8Array) => signWebhook(body, SECRET).slice(0, -2)],
  ])('%s is refused and nothing stored', async (_, sign) => {
    const body = bytesOf(envelope({ messages: [text('Hi', '919300080002')] }))
    expect((await post(body, sign(body))).status).toBe(401)
    expect(await services.db.chatMessage.count({ where: { mobile: '9300080002' } })).toBe(0)
  })

  test('a signed body that is no webhook is refused', async () => {
    for (const body of [bytesOf({}), bytesOf([]), new TextEncoder().encode('{'), new Uint8Array([0xff, 0xfe])])
      expect((await post(body)).status).toBe(400)
  })
})

describe('every kind of message', () => {
  const media = { id: '1166846181421424', mime_type: 'image/jpeg', sha256: 'ZFJQ0=' }
  const reply = { title: 'Latest bill', description: 'PDF' }
  const place = { latitude: 23.36, longitude: 85.33, name: 'Kokar' }

  test.each([
    [
      { type: 'text', text: { body: 'Hi' } },
      { type: 'TEXT', text: 'Hi' },
    ],
    [
      { type: 'image', image: { ...media, caption: 'bill' } },
      { type: 'PHOTO', mediaId: media.id, caption: 'bill' },
    ],
    [
      { type: 'document', document: { ...media, filename: 'bill.pdf' } },
      { type: 'PHOTO', mediaId: media.id, caption: '' },
    ],
    [
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'W:BILL', ...reply } } },
      { type: 'CHOICE', id: 'W:BILL' },
    ],
    [
      {
        ...{ type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'W:PAY', title: 'Pay' } } },
        context: { from: '91', id: 'wamid.1' },
      },
      { type: 'CHOICE', id: 'W:PAY', title: 'Pay', of: 'wamid.1' },
    ],
    [
      { type: 'button', button: { payload: 'W:BILL', text: 'Bill' }, context: { from: '91', id: 'wamid.1' } },
      { type: 'CHOICE', id: 'W:BILL' },
    ],
    [
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{}' } } },
      { type: 'OTHER' },
    ],
    [{ type: 'audio', audio: { ...media, voice: true } }, { type: 'OTHER' }],
    [{ type: 'video', video: media }, { type: 'OTHER' }],
    [{ type: 'sticker', sticker: media }, { type: 'OTHER' }],
    [{ type: 'location', location: place }, { type: 'OTHER' }],
    [{ type: 'contacts', contacts: [{ name: { formatted_name: 'A' }, phones: [] }] }, { type: 'OTHER' }],
    [{ type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } }, { type: 'OTHER' }],
    [{ type: 'order', order: { catalog_id: '1', product_items: [] } }, { type: 'OTHER' }],
    [{ type: 'unsupported', errors: [{ code: 131_051 }] }, { type: 'OTHER' }],
    [{ type: 'text', text: {} }, { type: 'OTHER' }],
    [{ type: 'something of next year' }, { type: 'OTHER' }],
  ])('%j is read', async (more, body) => {
    const news = readWebhook(
      bytesOf(envelope({ contacts: [{ profile: { name: 'A' } }], messages: [message(more)] })),
      null,
    )
    expect(news?.messages).toMatchObject([{ mobile: '9300080001', body }])
    expect(await send(message(more, '919300080003'))).toBe(200)
  })

  test('gets an answer', async () => {
    const waiting = await services.db.chatMessage.count({ where: { answeredAt: null } })
    expect(waiting).toBe(0)
    expect((await answersTo('9300080003')).length).toBeGreaterThanOrEqual(17)
  })

  test('of a foreign number, and what we cannot read, keeps nothing else from its place', async () => {
    const strange = [{ id: 'x' }, 7, null, message({ type: 'text', text: { body: 'Hi' } }, '15550001111')]
    expect(await send(...(strange as object[]), text('menu', '919300080004'))).toBe(200)
    expect(await answersTo('9300080004')).toHaveLength(1)
  })

  test('of another number of the same account is not ours', () => {
    const body = bytesOf(envelope({ messages: [text('Hi')] }))
    expect(readWebhook(body, '1')?.messages).toEqual([])
    expect(readWebhook(body, '106540352242922')?.messages).toHaveLength(1)
  })
})

describe('repeats', () => {
  test('a message that comes again, alone, in one body or in a storm, is answered once', async () => {
    const from = '919300080005'
    const one = text('menu', from, 'wamid.AGAIN')
    const body = bytesOf(envelope({ messages: [one, one] }))
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await whenChatsAreAnswered()
    expect(await send(one)).toBe(200)
    expect(await answersTo('9300080005')).toHaveLength(1)
  })

  test('a storm of many numbers leaves nobody without an answer', async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => `93000${String(81_000 + index)}`)
    const answers = await Promise.all(
      numbers.map((mobile) => post(bytesOf(envelope({ messages: [text('menu', `91${mobile}`)] })))),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await whenChatsAreAnswered()
    const answered = await services.db.message.groupBy({ by: ['toMobile'], where: { toMobile: { in: numbers } } })
    expect(answered).toHaveLength(60)
  })

  test('what was stored and not answered, because the process ended, the sweep answers', async () => {
    const data = { wamid: 'wamid.LEFT', mobile: '9300080006', writtenAt: services.now(), receivedAt: services.now() }
    await services.db.chatMessage.create({ data: { ...data, body: { type: 'TEXT', text: 'menu' } } })
    expect(await sweepChats(services)).toBe(1)
    expect(await answersTo('9300080006')).toHaveLength(1)
  })
})

describe('what became of our messages', () => {
  const status = (id: string, state: string, more: object = {}) =>
    post(
      bytesOf(
        envelope({
          statuses: [{ id, status: state, timestamp: String(SECONDS), recipient_id: '919300080007', ...more }],
        }),
      ),
    )
  const made = (providerId: string) =>
    services.db.message.create({
      data: {
        ...{
          channel: 'WHATSAPP',
          toMobile: '9300080007',
          kind: 'BILL_READY',
          text: 'Invented',
          state: 'SENT',
          providerId,
        },
        ...{ createdAt: services.now(), sendAfter: services.now(), sentAt: services.now() },
      },
    })
  const stateOf = async (id: string) => (await services.db.message.findUniqueOrThrow({ where: { id } })).state

  test('delivered after read keeps read, in any order and any number of times', async () => {
    const { id } = await made('wamid.OUT1')
    for (const state of ['read', 'delivered', 'sent', 'delivered', 'read'])
      expect((await status('wamid.OUT1', state)).status).toBe(200)
    expect(await stateOf(id)).toBe('READ')
  })

  test('failed is kept with Meta’s code, under our own id too', async () => {
    const { id } = await made('wamid.OUT2')
    await status('wamid.UNKNOWN', 'failed', { errors: [{ code: 131_026, title: 'x' }], biz_opaque_callback_data: id })
    expect(await services.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ state: 'FAILED', failure: 'META_131026' },
    })
  })

  test('of a message that we do not know changes nothing', async () => {
    expect((await status('wamid.NOBODYS', 'read')).status).toBe(200)
  })
})
