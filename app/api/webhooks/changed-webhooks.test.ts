import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whenChatsAreAnswered } from '#lib/messaging/chat/chat-worker.ts'
import { signWebhook } from '#lib/messaging/chat/read-webhook.ts'
import { signBody } from '#lib/payments/gateway/razorpay-webhook.ts'
import { whenIdle } from '#lib/payments/inbox-worker.ts'
import { eventBody } from '#lib/payments/test-events.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'
import { POST as fromGateway } from './razorpay/route.ts'
import { POST as reportOfSms } from './sms/report/route.ts'
import { POST as fromSms } from './sms/route.ts'
import { POST as fromWhatsApp } from './whatsapp/route.ts'

const NOW = '2026-11-12T10:00:00+05:30'
const held = globalThis as typeof globalThis & { portalServices?: Services }
let services: TestServices

beforeAll(async () => {
  services = await testServices(NOW)
  held.portalServices = services
})
afterAll(async () => {
  await Promise.all([whenIdle(), whenChatsAreAnswered()])
  held.portalServices = undefined
  await services.close()
})

type Call = { body: Uint8Array<ArrayBuffer>; headers: [name: string, value: string][] }
type Door = { post: (request: Request) => Promise<Response>; header: string; genuine: (body: Call['body']) => Call }

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const message = (body: string, id: string, from = '919300080001') => ({
  ...{ from, id: `wamid.${id}`, timestamp: String(Date.parse(NOW) / 1_000), type: 'text', text: { body } },
})
const whatsApp = (...messages: object[]) =>
  bytes({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { metadata: { phone_number_id: '1' }, messages } }] }],
  })

const GATEWAY: Door = {
  post: fromGateway,
  header: 'x-razorpay-signature',
  genuine: (body) => ({
    body,
    headers: [
      ['x-razorpay-event-id', 'evt_changed'],
      ['x-razorpay-signature', signBody(body, 'demo-webhook-secret')],
    ],
  }),
}
const WHATSAPP: Door = {
  post: fromWhatsApp,
  header: 'x-hub-signature-256',
  genuine: (body) => ({ body, headers: [['x-hub-signature-256', signWebhook(body, 'demo-app-secret')]] }),
}
const SMS = (post: Door['post']): Door => ({
  ...{ post, header: 'authorization' },
  genuine: (body) => ({
    body,
    headers: [
      ['content-type', 'application/json'],
      ['authorization', 'Bearer demo-sms-secret'],
    ],
  }),
})
const ask = async ({ post }: Door, { body, headers }: Call) =>
  (await post(new Request('http://localhost/api/webhooks', { method: 'POST', body, headers }))).status

/** Other bytes than were signed: bits, lengths, and JSON that means the same. */
const changedBody = (body: Call['body']): fc.Arbitrary<Call['body']> => {
  const text = new TextDecoder().decode(body)
  const at = fc.nat(body.length - 1)
  return fc.oneof(
    fc
      .tuple(at, fc.nat(7))
      .map(([index, bit]) => body.map((byte, place) => (place === index ? byte ^ (1 << bit) : byte))),
    at.map((length) => body.slice(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Uint8Array.from([...body, ...more])),
    fc.constantFrom(JSON.stringify(JSON.parse(text), null, 2), `\ufeff${text}`, `${text}\n`, ` ${text}`).map(bytes),
    fc.constantFrom(text.replace('captured', 'captured\\u0000'), text.replaceAll('a', '\\u0061')).map(bytes),
    fc.constantFrom(`{"event":"payment.captured",${text.slice(1)}`).map(bytes),
    fc.uint8Array({ maxLength: 300 }).map((other) => Uint8Array.from(other)),
  )
}

/** Another proof than the genuine one: none, a part, another case, others beside it, another secret’s. */
const changedProof = (genuine: string): fc.Arbitrary<string[]> =>
  fc.oneof(
    fc.constantFrom<string[]>([], [''], [genuine, genuine], [genuine, 'x'], ['x', genuine], ['undefined']),
    fc
      .constantFrom(genuine.toUpperCase(), `sha1=${genuine}`, `${genuine},${genuine}`, `${genuine}0`)
      .map((one) => [one]),
    fc.nat(genuine.length - 1).map((length) => [genuine.slice(0, length)]),
    fc.nat(genuine.length - 1).map((at) => [`${genuine.slice(0, at)}\u00e9${genuine.slice(at + 1)}`]),
    fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => [hex]),
    fc.stringMatching(/^[!-~]{1,300}$/).map((word) => [word]),
  )

const stored = async () => [
  await services.db.gatewayEvent.count(),
  await services.db.message.count(),
  await services.db.chatMessage.count(),
]

describe('a webhook whose body or proof was changed on its way', () => {
  const paid = () => eventBody({ paymentId: 'pay_changed', reference: 'NOBODY', amount: 100 }, services.now())
  const sms = bytes({ id: 'one', sender: '919300080001', message: 'BILL 99' })
  const doors: [string, Door, () => Call['body']][] = [
    ['the gateway’s', GATEWAY, paid],
    ['WhatsApp’s', WHATSAPP, () => whatsApp(message('नमस्ते 🙏', 'changed'))],
    ['the SMS provider’s', SMS(fromSms), () => sms],
    ['the SMS provider’s report', SMS(reportOfSms), () => sms],
  ]
  const { numRuns, seed } = fuzz(400, 20_000)

  test.each(doors)(`%s is refused ${numRuns} times of ${numRuns}, and nothing is stored`, async (name, door, body) => {
    const { header, genuine } = door
    const call = genuine(body())
    const proof = call.headers.find(([one]) => one === header)?.[1] ?? ''
    const withProof = (proofs: string[]) =>
      call.headers.filter(([one]) => one !== header).concat(proofs.map((one) => [header, one]))
    // Whoever knows the SMS provider's word may say anything: there only the word is changed.
    const bodies = name.startsWith('the SMS') ? [] : [changedBody(call.body).map((other) => ({ ...call, body: other }))]
    const proofs = changedProof(proof).map((others) => ({ ...call, headers: withProof(others) }))
    const isChanged = (other: Call) =>
      Buffer.compare(other.body, call.body) !== 0 || new Headers(other.headers).get(header) !== proof
    const before = await stored()
    await fc.assert(
      fc.asyncProperty(fc.oneof(proofs, ...bodies).filter(isChanged), async (other) => {
        expect(await ask(door, other)).toBe(401)
      }),
      { numRuns, seed },
    )
    expect(await stored()).toEqual(before)
  })
})

describe('a genuine webhook, whatever it says', () => {
  test('is kept where a character lies across the longest text or id', async () => {
    const from = '919300089999'
    const text = whatsApp(message(`${'a'.repeat(4_095)}👍`, 'cut', from))
    expect(await ask(WHATSAPP, WHATSAPP.genuine(text))).toBe(200)
    const sms = { id: `${'a'.repeat(99)}👍`, sender: from, message: 'BILL 99' }
    expect(await ask(SMS(fromSms), SMS(fromSms).genuine(bytes(sms)))).toBe(200)
    await whenChatsAreAnswered()
  })

  const { numRuns, seed } = fuzz(60, 1_000)
  const words = fc.oneof(
    fc.constantFrom(...HOSTILE_NAMES.slice(0, 80)),
    fc.string({ unit: fc.constantFrom(...'\0\x1b\n"{}<&%9क😀 a', '\ud800', '\udfff'), maxLength: 60 }),
  )

  test('is taken or refused, and never answered with an error', async () => {
    let id = 0
    await fc.assert(
      fc.asyncProperty(words, fc.json(), async (said, any) => {
        id += 1
        const from = `9193000${String(90_000 + id)}`
        const calls: [Door, Call][] = [
          [WHATSAPP, WHATSAPP.genuine(whatsApp(message(said, `said${id}`, from)))],
          [WHATSAPP, WHATSAPP.genuine(bytes(any))],
          [GATEWAY, GATEWAY.genuine(bytes(any))],
          [SMS(fromSms), SMS(fromSms).genuine(bytes({ id: said, sender: from, message: said }))],
          [SMS(fromSms), SMS(fromSms).genuine(bytes(any))],
          [SMS(reportOfSms), SMS(reportOfSms).genuine(bytes(any))],
        ]
        for (const [door, call] of calls) expect(await ask(door, call), door.header).toBeLessThan(500)
      }),
      { numRuns, seed },
    )
    await Promise.all([whenIdle(), whenChatsAreAnswered()])
  })
})
