import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { fetchMedia, isTheirs } from './fetch-media.ts'

/** A Graph API of our own, and a host that nobody may be led to. */
let graphUrl: string
let elsewhere: string
let asked: string[] = []
let visits = 0
let file: { status: number; headers: Record<string, string>; body: Buffer }
let named: (own: string) => object
const servers: http.Server[] = []

async function serve(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  elsewhere = await serve((_, response) => {
    visits += 1
    response.end('secret')
  })
  graphUrl = await serve((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`)
    if (request.url === '/file') response.writeHead(file.status, file.headers).end(file.body)
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(named(graphUrl)))
  })
  vi.stubEnv('WHATSAPP_TOKEN', 'test-token')
  vi.stubEnv('WHATSAPP_PHONE_NUMBER_ID', '106000000000001')
  vi.stubEnv('WHATSAPP_APP_SECRET', 'test-secret')
  vi.stubEnv('WHATSAPP_GRAPH_URL', graphUrl)
})
beforeEach(() => {
  asked = []
  visits = 0
  file = { status: 200, headers: {}, body: Buffer.from('a photo') }
  named = (own) => ({ url: `${own}/file`, mime_type: 'image/jpeg', file_size: 7 })
})
afterAll(() => {
  vi.unstubAllEnvs()
  for (const server of servers) server.close()
})

test('a file comes by its name and then from where the API says, each time with the token', async () => {
  expect(await fetchMedia('1234567890')).toEqual(Buffer.from('a photo'))
  expect(asked).toEqual(['/1234567890 Bearer test-token', '/file Bearer test-token'])
})

test('no redirect is followed, neither from the API nor from the file', async () => {
  file = { status: 302, headers: { location: `${elsewhere}/` }, body: Buffer.alloc(0) }
  expect(await fetchMedia('1234567890')).toBeNull()
  expect(visits).toBe(0)
})

test.each([
  'http://169.254.169.254/latest',
  'file:///etc/passwd',
  'https://lookaside.fbsbx.com.example/x',
  'no address',
])('an address elsewhere is not asked: %s', async (url) => {
  named = () => ({ url })
  expect(await fetchMedia('1234567890')).toBeNull()
  expect(asked).toHaveLength(1)
})

test('an address of this machine on another port is elsewhere too', async () => {
  named = () => ({ url: `${elsewhere}/file` })
  expect(await fetchMedia('1234567890')).toBeNull()
  expect(visits).toBe(0)
})

test('a file of more than 5 MB is not read, whatever it says of its size', async () => {
  named = (own) => ({ url: `${own}/file`, file_size: 6_000_000 })
  expect(await fetchMedia('1234567890')).toBe('TOO_BIG')
  expect(asked).toHaveLength(1)
  named = (own) => ({ url: `${own}/file`, file_size: 10 })
  file = { ...file, body: Buffer.alloc(6_000_000) }
  expect(await fetchMedia('1234567890')).toBe('TOO_BIG')
})

test('what is no name of a file is not asked for', async () => {
  for (const mediaId of ['', '../me', 'a/b', '1?x=1']) expect(await fetchMedia(mediaId), mediaId).toBeNull()
  expect(asked).toEqual([])
})

test('Meta’s host of files is theirs beside the API’s own', () => {
  const graph = 'https://graph.facebook.com/v25.0'
  expect(isTheirs('https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1', graph)).toBe(true)
  expect(isTheirs('https://graph.facebook.com/x', graph)).toBe(true)
  for (const url of ['http://lookaside.fbsbx.com/', 'https://lookaside.fbsbx.com:444/', 'https://127.0.0.1/'])
    expect(isTheirs(url, graph), url).toBe(false)
})
