import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteFailure, watchRequest } from '#lib/platform/request-failure.ts'
import { replaceFailedAnswer } from './failed-answer.ts'

const away = Object.assign(new Error("Can't reach database server at /data/socket"), { code: 'P1001' })
const bug = new Error('no such thing as <b>undefined</b>')

/** What stands behind the listener: it answers as Next.js does in each of these cases. */
const ANSWERS: Record<string, (response: http.ServerResponse) => void> = {
  '/fine': (response) => response.setHeader('X-Kept', 'yes').end('all is well'),
  '/refused': (response) => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found'),
  // A handler that threw: the failure is told, then an empty 500 is written.
  '/api/away': (response) => {
    noteFailure(away)
    response.statusCode = 500
    response.setHeader('Content-Encoding', 'gzip')
    response.end()
  },
  // A page that threw: it is already being written while the failure is told.
  '/page': (response) => {
    response.writeHead(500, { 'Content-Type': 'text/html', 'Set-Cookie': 'half=done' })
    response.flushHeaders()
    response.write('<html id="__next_error__">')
    setImmediate(() => noteFailure(away))
    response.end('a stack', () => {
      ended += 1
    })
  },
  '/bug': (response) => {
    noteFailure(bug)
    response.writeHead(500).end(String(bug.stack))
  },
  '/silent': (response) => response.writeHead(500).end('nobody said why'),
}
let ended = 0
let server: http.Server
let origin: string

beforeAll(async () => {
  server = http.createServer((request, response) => {
    watchRequest((failure) => {
      replaceFailedAnswer(request, response, failure)
      ANSWERS[(request.url as string).split('?')[0] as string]?.(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function ask(path: string, options: RequestInit = {}) {
  const answer = await fetch(origin + path, options)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

test('what did not fail passes through unchanged', async () => {
  const fine = await ask('/fine')
  expect([fine.status, fine.headers.get('x-kept'), fine.text]).toEqual([200, 'yes', 'all is well'])
  const refused = await ask('/refused')
  expect([refused.status, refused.headers.get('content-type'), refused.text]).toEqual([404, 'text/plain', 'not found'])
})

test('while the database is away a machine is told in JSON when to come back', async () => {
  const answer = await ask('/api/away', { method: 'POST' })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('10')
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(JSON.parse(answer.text)).toEqual({ error: 'unavailable' })
})

test('a person gets a page in both languages, and nothing of the answer begun before', async () => {
  const answer = await ask('/page?to=9000000028')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('10')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.text).toContain('<section lang="hi">\n<h1>पोर्टल अभी नहीं खुल रहा</h1>')
  expect(answer.text).toContain('<section lang="en">\n<h1>The portal cannot be opened right now</h1>')
  expect(answer.text).not.toMatch(/stack|__next_error__|9000000028|style="/)
  const nonce = /<style nonce="([^"]+)">/.exec(answer.text)?.[1]
  expect(answer.headers.get('content-security-policy')).toContain(`style-src 'nonce-${nonce}'`)
  expect(ended).toBe(1)
})

test('a form is answered with a page too, which does not offer to open its address', async () => {
  const form = { method: 'POST', headers: { Accept: 'text/html,application/xhtml+xml' } }
  const sent = await ask('/api/away', form)
  expect(sent.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(sent.text).toContain('<a href="/">')
  expect((await ask('/page')).text).toContain('<a href="">')
})

test('a mistake of ours stays a 500 and shows nothing of itself', async () => {
  for (const path of ['/bug', '/silent']) {
    const answer = await ask(path)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([500, null])
    expect(answer.text).toContain('<h1>पेज नहीं खुल सका</h1>')
    expect(answer.text).not.toMatch(/undefined|failed-answer|nobody/)
  }
})

test('requests at the same time do not take over each other’s failures', async () => {
  const paths = Array.from({ length: 40 }, (_, index) => ['/fine', '/bug', '/page', '/api/away'][index % 4] as string)
  const answers = await Promise.all(paths.map((path) => ask(path)))
  expect(answers.map(({ status }) => status)).toEqual(
    paths.map((path) => ({ '/fine': 200, '/bug': 500, '/page': 503, '/api/away': 503 })[path]),
  )
})
