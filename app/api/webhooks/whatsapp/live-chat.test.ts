import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeLinkHome } from '#lib/linking/test-links.ts'
import { BOUND_WISHES, FREE_WISHES } from '#lib/messaging/chat/chat-state.ts'
import { whenChatsAreAnswered } from '#lib/messaging/chat/chat-worker.ts'
import { signWebhook } from '#lib/messaging/chat/read-webhook.ts'
import { documentOfLink } from '#lib/messaging/document-of-link.ts'
import { sendingLine } from '#lib/messaging/providers.ts'
import { sendDue } from '#lib/messaging/send-due.ts'
import { type TestGraph, testGraph } from '#lib/messaging/whatsapp/test-graph.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { makeOffices } from '#lib/staff/test-desk.ts'
import { POST } from './route.ts'

/** The whole way with a real number: signed webhooks in, calls of the Graph API out, each checked by the stand-in. */
const held = globalThis as typeof globalThis & { portalServices?: unknown }
const PHONE_NUMBER_ID = '106000000000001'
let services: TestServices
let meta: TestGraph

beforeAll(async () => {
  meta = await testGraph({ phoneNumberId: PHONE_NUMBER_ID })
  vi.stubEnv('WHATSAPP_TOKEN', 'test-token')
  vi.stubEnv('WHATSAPP_PHONE_NUMBER_ID', PHONE_NUMBER_ID)
  vi.stubEnv('WHATSAPP_APP_SECRET', 'new-secret,old-secret')
  vi.stubEnv('WHATSAPP_GRAPH_URL', meta.graphUrl)
  services = await testServices('2026-11-12T10:00:00+05:30')
  held.portalServices = services
  await makeOffices(services)
})
afterAll(async () => {
  held.portalServices = undefined
  vi.unstubAllEnvs()
  await meta.close()
  await services.close()
})

let ids = 0
async function hear(mobile: string, message: object): Promise<void> {
  ids += 1
  const one = { from: `91${mobile}`, id: `wamid.LIVE${ids}`, timestamp: String(services.now().getTime() / 1_000) }
  const metadata = { display_phone_number: '919155029417', phone_number_id: PHONE_NUMBER_ID }
  const value = { messaging_product: 'whatsapp', metadata, messages: [{ ...one, ...message }] }
  const payload = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] }
  const body = new TextEncoder().encode(JSON.stringify(payload))
  const headers = { 'x-hub-signature-256': signWebhook(body, 'old-secret') }
  const answer = await POST(new Request('http://localhost/api/webhooks/whatsapp', { method: 'POST', body, headers }))
  expect(answer.status).toBe(200)
  await whenChatsAreAnswered()
}

/** Gives Meta what waits. Returns what it took. */
async function send() {
  const before = meta.sent.length
  const line = sendingLine('WHATSAPP')
  if (!line) throw new Error('There is no line to WhatsApp.')
  await sendDue(services, { ...line, most: 100 })
  expect(meta.wrong).toEqual([])
  return meta.sent.slice(before)
}

test('“Hi” of a known number goes out as the bill, by a link that Meta can take it from, and what to do next', async () => {
  const home = await makeLinkHome(services)
  await hear(home.mobile, { type: 'text', text: { body: 'Hi' } })
  const sent = await send()
  expect(sent.map(({ type }) => type)).toEqual(['document', 'interactive'])
  const link = sent[0]?.type === 'document' ? sent[0].document.link : ''
  const found = await documentOfLink(services, link.split('/').at(-1) ?? '')
  expect(found).toMatchObject({ actor: { consumerId: home.actor.consumerId } })
  expect(found?.path).toContain(home.connectionId)
  // What was written is not kept once it is answered.
  const kept = await services.db.chatMessage.findMany({ where: { mobile: home.mobile }, select: { answeredAt: true } })
  expect(kept.every(({ answeredAt }) => answeredAt !== null)).toBe(true)
})

test('whatever can be wished for goes out in a shape that Meta takes, in both languages', async () => {
  const home = await makeLinkHome(services)
  for (const language of ['hi', 'en'])
    for (const id of [`L:${language}`, ...[...BOUND_WISHES, ...FREE_WISHES].map((one) => `W:${one}`)]) {
      await hear(home.mobile, {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { id, title: id } },
      })
      services.setTime(new Date(services.now().getTime() + 60_000).toISOString())
      expect((await send()).length, id).toBeGreaterThan(0)
    }
})
