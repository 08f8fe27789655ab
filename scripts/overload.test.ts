import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processMetrics } from '#lib/operations/process-metrics.ts'
import { turnsAway } from './overload.ts'

const MOST = 2
const PAGE = { headers: { Accept: 'text/html' } }
const FORM = { ...PAGE, method: 'POST', body: new URLSearchParams({ amount: '100' }) }

let server: http.Server
let origin: string
/** Requests that are under way, none of them answered. */
let held: { url: string; response: http.ServerResponse }[]
let isBusy: boolean

beforeEach(async () => {
  held = []
  isBusy = false
  const isTooMany = turnsAway(MOST, () => isBusy)
  server = http.createServer((request, response) => {
    if (isTooMany(request, response)) return
    held.push({ url: request.url as string, response })
    server.emit('begun')
    request.resume().once('end', () => server.emit('held'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Asks, and waits until the request is under way; what it is answered comes later. */
async function begin(path: string, options: RequestInit = PAGE): Promise<{ text: Promise<string> }> {
  const isHeld = new Promise((resolve) => server.once('held', resolve))
  const text = fetch(origin + path, options).then((answer) => answer.text())
  // Nobody looks at the answers of those who leave, or are held when a test ends.
  text.catch(() => {})
  await isHeld
  return { text }
}

test('beyond the most at once a page is told in words when to come back, and those before it are served', async () => {
  const first = await begin('/one')
  await begin('/two')
  const away = await fetch(`${origin}/three?to=9100000990`, PAGE)
  expect(away.status).toBe(503)
  expect(Number(away.headers.get('retry-after'))).toBeGreaterThanOrEqual(5)
  expect(Number(away.headers.get('retry-after'))).toBeLessThanOrEqual(20)
  const words = await away.text()
  expect(words).toContain('<h1>अभी यहाँ बहुत लोग हैं</h1>')
  expect(words).toContain('<h1>Very many people are here right now</h1>')
  expect(words).not.toContain('9100000990')
  expect((await processMetrics().turnedAway.get()).values[0]?.value).toBeGreaterThan(0)

  held[0]?.response.end('served')
  expect(await first.text).toBe('served')
  await begin('/three')
  expect(held.map(({ url }) => url)).toEqual(['/one', '/two', '/three'])
})

test('a machine is told in JSON', async () => {
  await begin('/one')
  await begin('/two')
  const away = await fetch(`${origin}/api/v1/connections`)
  expect([away.status, await away.json()]).toEqual([503, { error: 'busy' }])
})

test('forms go before pages until there are twice as many, and what one sent is not taken for the next request', async () => {
  await begin('/one')
  await begin('/two')
  await begin('/api/payments/start', FORM)
  await begin('/api/payments/start', FORM)
  const away = await fetch(`${origin}/api/payments/start`, FORM)
  expect([away.status, away.headers.get('connection')]).toEqual([503, 'close'])
  // Opening a form's address again would not send it again.
  expect(await away.text()).toContain('<a href="/">')
})

test('while there is no time left pages are turned away at a quarter of that, and forms as before', async () => {
  await begin('/one')
  isBusy = true
  expect((await fetch(`${origin}/two`, PAGE)).status).toBe(503)
  for (let index = 1; index < 2 * MOST; index++) await begin('/api/payments/start', FORM)
  expect((await fetch(`${origin}/api/payments/start`, FORM)).status).toBe(503)
  for (const { response } of held) response.end()
  await begin('/two')
})

test('a process that computes without a pause has no time left, until it rests', async () => {
  server.removeAllListeners('request')
  const isTooMany = turnsAway(4)
  const waiting: http.ServerResponse[] = []
  server.on('request', (request, response) => {
    if (isTooMany(request, response)) return
    if (request.url === '/waits') waiting.push(response)
    else response.end()
  })
  const statusOf = async (path: string) => (await fetch(origin + path, PAGE)).status
  const waits = statusOf('/waits')
  expect(await statusOf('/two')).toBe(200)
  let spin = true
  const compute = () => spin && setImmediate(compute)
  compute()
  while ((await statusOf('/two')) !== 503);
  spin = false
  waiting[0]?.end()
  expect(await waits).toBe(200)
  while ((await statusOf('/two')) !== 200);
})

test('health, webhooks, ingest and the files of a served page are never turned away', async () => {
  for (let index = 0; index < 4; index++) await begin(`/api/webhooks/razorpay/${index}`, FORM)
  for (const path of [
    ...['/api/ready', '/api/metrics', '/api/ingest/payments', '/_next/static/chunks/a.js'],
    '/demo/razorpay/v1/payments/pay_1',
  ])
    await begin(path)
  expect((await fetch(`${origin}/api/readyness`, PAGE)).status).toBe(503)
})

test('who is still sending a form holds no place, and does once all of it has come', async () => {
  const slow = Array.from({ length: 2 * MOST }, () => {
    const sending = http.request(`${origin}/api/complaints`, { method: 'POST', headers: { 'Content-Length': 2 } })
    sending.on('error', () => {})
    sending.write('a')
    return sending
  })
  while (held.length < slow.length) await once(server, 'begun')
  await begin('/one')
  await begin('/two', FORM)
  for (const sending of slow) {
    sending.end('b')
    await once(server, 'held')
  }
  expect((await fetch(`${origin}/three`, FORM)).status).toBe(503)
})

test('a look that says that something is to come holds its place', async () => {
  for (let index = 0; index < MOST; index++) {
    const asking = http.request(`${origin}/home`, { headers: { 'Content-Length': 1 } })
    asking.on('error', () => {})
    asking.flushHeaders()
    await once(server, 'begun')
  }
  expect((await fetch(`${origin}/one`, PAGE)).status).toBe(503)
})

test('who does not read an answer holds no place', async () => {
  const { port } = server.address() as AddressInfo
  const unread = Array.from({ length: MOST }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
  for (const asking of unread) {
    asking.write('GET /statement HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(server, 'held')
  }
  expect((await fetch(`${origin}/one`, PAGE)).status).toBe(503)
  for (const { response } of held) response.write(Buffer.alloc(30_000_000))
  await begin('/one')
  for (const asking of unread) asking.destroy()
})

test('whoever leaves makes room', async () => {
  const leaving = new AbortController()
  await begin('/one')
  await begin('/two', { ...PAGE, signal: leaving.signal })
  const hasLeft = new Promise((resolve) => held[1]?.response.once('close', resolve))
  leaving.abort()
  await hasLeft
  await begin('/three')
  expect((await fetch(`${origin}/four`, PAGE)).status).toBe(503)
})
