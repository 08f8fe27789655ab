import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { faults, tellFault } from '#lib/platform/test-faults.ts'
import { chance } from '#lib/platform/test-random.ts'
import type { MessageProvider } from './provider.ts'
import { sendDue } from './send-due.ts'
import { msg91 } from './sms/msg91.ts'
import { sweepMessages } from './sweep-messages.ts'
import { newMobile, writeWaiting } from './test-messages.ts'
import type { Template } from './whatsapp/content.ts'
import { graph } from './whatsapp/graph.ts'

/** Fault F6: a provider that fails in one way at every second call. */
const { count: MESSAGES, seed: SEED } = faults(12, 300)
/** As `GATEWAY_MOODS`: those named `…-after` take the message and then fail to say so. */
const MOODS = [
  'silent-after',
  'cut',
  'cut-after',
  'half-after',
  'page',
  'other-after',
  401,
  429,
  500,
  502,
  503,
] as const
type Mood = 'well' | (typeof MOODS)[number]
const PAUSE_MS = 15 * 60_000
const NEWS: Template = { type: 'template', name: 'payments_paid', language: 'en', body: ['₹500.00'] }

let services: TestServices
let server: http.Server
let nextMood = (): Mood => 'well'
/** How often the provider has taken a message for a number. */
const taken = new Map<string, number>()

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  // A provider that says nothing is given up after six tenths of a second instead of twelve: a busy machine still answers
  // within that. After more where so many are given at once that to answer them all takes longer.
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) =>
    timeout(Math.max(milliseconds / 20, MESSAGES * 15)),
  )
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { to, recipients } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const mood = nextMood()
    if (mood === 'cut') return void request.socket.destroy()
    if (mood === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')
    if (typeof mood === 'number') return void response.writeHead(mood).end('{}')
    const number = to ?? recipients[0].mobiles
    taken.set(number, (taken.get(number) ?? 0) + 1)
    if (mood === 'silent-after') return
    if (mood === 'cut-after') return void request.socket.destroy()
    if (mood === 'other-after') return void response.writeHead(200).end('{"entity":"event"}')
    const text = JSON.stringify({ type: 'success', message: 'taken', messages: [{ id: `wamid.${number}` }] })
    response.writeHead(200, { 'content-length': text.length })
    if (mood === 'well') return void response.end(text)
    response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  vi.restoreAllMocks()
  server.closeAllConnections()
  server.close()
  await services.close()
})

function providerOf(channel: 'SMS' | 'WHATSAPP'): MessageProvider {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  if (channel === 'SMS') return msg91({ apiUrl: url, authKey: 'key', templates: new Map([['payments_paid_en', 'id']]) })
  return graph({ graphUrl: url, token: 'token', phoneNumberId: '1' }, () => 'https://khata.example/file')
}

/** What the schedule does; the provider's pause and an hour without a report pass between. */
async function round(channel: 'SMS' | 'WHATSAPP'): Promise<void> {
  const unbounded = { segmentsPerDay: null, peoplePerDay: null, perSecond: 100, most: MESSAGES }
  await sendDue(services, { channel, provider: providerOf(channel), ...unbounded })
  await sweepMessages(services)
  services.setTime(new Date(services.now().getTime() + PAUSE_MS).toISOString())
}

describe.each(['SMS', 'WHATSAPP'] as const)('a message by %s', (channel) => {
  it.each(MOODS)('is taken at most once, and gets there or is known to be unclear (%s)', async (bad) => {
    const random = chance(SEED + MOODS.indexOf(bad))
    const to = Array.from({ length: MESSAGES }, newMobile)
    for (const number of to) await writeWaiting(services, { channel, to: number, content: NEWS })
    nextMood = () => (random() < 0.5 ? bad : 'well')
    for (let rounds = 0; rounds < 3; rounds++) await round(channel)
    nextMood = () => 'well'
    for (let rounds = 0; rounds < 3; rounds++) await round(channel)
    const written = await services.db.message.findMany({ where: { channel, toMobile: { in: to } } })
    const ends = written.map(({ toMobile, state }) => ({ state, taken: taken.get(`91${toMobile}`) ?? 0 }))
    // What failed after an hour without a report goes by SMS; its rows are of the other channel.
    const isSound = (end: (typeof ends)[number]) =>
      end.state === 'SENT'
        ? end.taken === 1
        : ['UNCLEAR', ...(channel === 'WHATSAPP' ? ['FAILED'] : [])].includes(end.state) && end.taken <= 1
    expect(ends.filter((end) => !isSound(end))).toEqual([])
    expect(ends.filter(({ state }) => state === 'SENT').length).toBeGreaterThan(0)
    expect(written).toHaveLength(MESSAGES)
    tellFault({ fault: `F6 ${channel} ${bad}`, seed: SEED, acknowledged: MESSAGES, found: written.length })
  })
})
