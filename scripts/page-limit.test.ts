import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sealedCookie } from '#lib/identity/auth-options.ts'
import { readEnv } from '#lib/platform/env.ts'
import { countedRefusals } from '#lib/platform/refusals.ts'
import { asksTooFast } from './page-limit.ts'

const read = readEnv({})
const DEFAULT = read.ok ? read.env.pagesAMinute : Number.NaN
const SECOND_MS = 1_000

let server: http.Server
let origin: string
let nowMs: number
/** What came through, to where pages would be made. */
let reached: string[]

beforeEach(() => begin(DEFAULT))
afterEach(end)

async function begin(perMinute: number) {
  nowMs = 0
  reached = []
  const isTooFast = asksTooFast(perMinute, () => nowMs)
  server = http.createServer(async (request, response) => {
    if (await isTooFast(request, response)) return
    reached.push(request.url as string)
    response.end('served')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function end() {
  server.closeAllConnections()
  server.close()
}

async function another(perMinute: number) {
  end()
  await begin(perMinute)
}

const cookieOf = async (kind: 'session' | 'desk', sid: string): Promise<string> =>
  (await sealedCookie(kind, { sid })).split(';')[0] as string

const ask = (path: string, cookie?: string, options: RequestInit = {}) =>
  fetch(origin + path, {
    ...options,
    headers: { Accept: 'text/html', ...(cookie && { Cookie: cookie }), ...options.headers },
  })

async function statusesOf(count: number, path: string, cookie?: string): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {}
  for (let index = 0; index < count; index++) {
    const answer = await ask(path, cookie)
    await answer.arrayBuffer()
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
  }
  return statuses
}

test('a person in a hurry never meets it: a page a second, five tabs, three payments watched, two years of bills printed', async () => {
  const asha = await cookieOf('session', 'asha')
  const statuses = new Set<number>()
  const open = async (...paths: string[]) => {
    for (const path of paths) statuses.add((await ask(path, asha)).status)
  }
  for (let second = 0; second < 180; second++) {
    // Each with the question of an offline copy, and a link that is fetched ahead.
    await open('/c/1/bills', '/api/offline/1', '/c/1/bills/2?_rsc=1')
    if (second % 2 === 0) await open('/api/payments/1', '/api/payments/2', '/api/payments/3')
    if (second % 20 === 0) await open(...Array.from({ length: 5 }, (_, tab) => `/c/1/daily?tab=${tab}`))
    if (second === 60) await open(...Array.from({ length: 24 }, (_, bill) => `/c/1/bills/${bill}/pdf`))
    nowMs += SECOND_MS
  }
  expect([...statuses]).toEqual([200])
})

test('a program that fetches everything is refused after a minute’s worth, and another login is served meanwhile', async () => {
  const [script, imran] = [await cookieOf('session', 'script'), await cookieOf('session', 'imran')]
  expect(await statusesOf(DEFAULT + 200, '/c/1/bills/2/pdf', script)).toEqual({ 200: DEFAULT, 429: 200 })
  expect(reached).toHaveLength(DEFAULT)
  expect(await statusesOf(10, '/c/3/bills/4/pdf', imran)).toEqual({ 200: 10 })
  expect(countedRefusals().get('LIMIT')).toBeGreaterThanOrEqual(200)
})

test('who is refused is told in words when to come, and is served then, once', async () => {
  await another(60)
  const script = await cookieOf('session', 'script')
  await statusesOf(60, '/home', script)
  const refused = await ask('/home?to=9100000990', script)
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('cache-control')]).toEqual([
    ...[429, '1', 'no-store'],
  ])
  const words = await refused.text()
  expect(words).toContain('<h1>थोड़े समय में बहुत सारे पेज खोले गए</h1>')
  expect(words).toContain('<h1>Very many pages were opened in a short time</h1>')
  expect(words).not.toContain('9100000990')
  nowMs += SECOND_MS - 1
  expect(await statusesOf(1, '/home', script)).toEqual({ 429: 1 })
  nowMs += 1
  expect(await statusesOf(3, '/home', script)).toEqual({ 200: 1, 429: 2 })
})

test('requests that come all at once get no more than those that come in turn', async () => {
  await another(60)
  const script = await cookieOf('session', 'script')
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask('/home', script)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
})

test('a machine is told in JSON, and a form is not read', async () => {
  await another(60)
  const script = await cookieOf('session', 'script')
  await statusesOf(60, '/home', script)
  const machine = await ask('/api/payments/1', script, { headers: { Accept: '*/*' } })
  expect([machine.status, await machine.json()]).toEqual([429, { error: 'limit' }])
  const body = new URLSearchParams({ words: 'no supply' })
  const form = await ask('/api/complaints', script, { method: 'POST', body })
  expect([form.status, form.headers.get('connection')]).toEqual([429, 'close'])
  expect(await form.text()).toContain('<a href="/">')
  expect(reached).toHaveLength(60)
})

test('one login is one, however its cookie is spelled', async () => {
  await another(60)
  const cookie = await cookieOf('session', 'script')
  await statusesOf(60, '/home', cookie)
  const encoded = `session=%${cookie.charCodeAt('session='.length).toString(16)}${cookie.slice('session='.length + 1)}`
  const spellings = [`${cookie}=`, `${cookie}!`, cookie.replace(/.$/, '!$&'), encoded, `a=b; session=old;${cookie}; b`]
  for (const spelling of [...spellings, await cookieOf('session', 'script')])
    expect((await ask('/home', spelling)).status, spelling).toBe(429)
})

test('who carries no login, or a made-up one, is nobody’s and has the limits of everybody', async () => {
  await another(60)
  expect(await statusesOf(100, '/login')).toEqual({ 200: 100 })
  const forged = (await cookieOf('session', 'script')).replace(/\.[^.]+$/, '.AAAAAAAAAAAAAAAAAAAAAA')
  expect(await statusesOf(100, '/login', forged)).toEqual({ 200: 100 })
  expect(await statusesOf(100, '/login', 'session=%; desk=; session')).toEqual({ 200: 100 })
  // The seal of one is no seal of the other.
  const swapped = (await cookieOf('session', 'script')).replace('session=', 'desk=')
  expect(await statusesOf(100, '/login', swapped)).toEqual({ 200: 100 })
})

test('an officer has as many, and who has both logins gets around neither', async () => {
  await another(60)
  const [consumer, officer] = [await cookieOf('session', 'her home'), await cookieOf('desk', 'her desk')]
  expect(await statusesOf(61, '/desk', officer)).toEqual({ 200: 60, 429: 1 })
  expect((await ask('/home', `${consumer}; ${officer}`)).status).toBe(429)
  expect((await ask('/home', consumer)).status).toBe(200)
})

test('files that a page needs are not counted, and no way leads out of them', async () => {
  await another(60)
  const script = await cookieOf('session', 'script')
  expect(await statusesOf(70, '/_next/static/chunks/0a-1~b.js?v=1', script)).toEqual({ 200: 70 })
  await statusesOf(60, '/home', script)
  for (const file of ['/icons/192.png', '/icon.svg', '/manifest.webmanifest', '/offline-worker.js'])
    expect((await ask(file, script)).status, file).toBe(200)
  for (const way of ['/_next/static/../../home', '/icons/%2e%2e/home', '/icons/..%2fhome', '/icons//../home'])
    expect(await statusAsWritten(way, script), way).toBe(429)
})

/** Without the tidying of addresses that `fetch` does. */
function statusAsWritten(path: string, cookie: string): Promise<number | undefined> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    http
      .get({ hostname, port, path, headers: { Cookie: cookie } }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
  })
}
