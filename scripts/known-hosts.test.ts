import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepsToHosts } from './known-hosts.ts'

let server: http.Server

beforeAll(async () => {
  const hasAnswered = keepsToHosts('https://khata.example', '10.20.0.7', 'desk.khata.example')
  server = http.createServer((request, response) => void (hasAnswered(request, response) || response.end()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())

/** `fetch` sends no other host than the address's. */
const asked = (path: string, headers: http.OutgoingHttpHeaders): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    const request = http.get({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
  })

test.each([
  'khata.example',
  'desk.khata.example',
  'KHATA.example:443',
  '10.20.0.7:3001',
  'localhost:3000',
  '127.0.0.1',
  '[::1]:3000',
])('%s is this portal', async (host) => expect(await asked('/login', { host })).toBe(200))

test.each([
  'khata.invalid',
  'khata.example.invalid',
  'khata.example@khata.invalid',
  '127.0.0.1.invalid',
  '10.20.0.8',
  'localhost/khata.invalid',
  '[',
])('«%s» is another host, and nothing is answered for it', async (host) => {
  expect(await asked('/login', { host })).toBe(421)
  expect(await asked('/', { host })).toBe(421)
})

test('a host that a proxy is said to have been asked for must be ours too', async () => {
  const host = 'khata.example'
  expect(await asked('/login', { host, 'x-forwarded-host': 'khata.example' })).toBe(200)
  expect(await asked('/login', { host, 'x-forwarded-host': 'khata.invalid' })).toBe(403)
  expect(await asked('/login', { host, 'x-forwarded-host': 'khata.example, khata.invalid' })).toBe(403)
})

test('a balancer asks by any address how a portal is', async () => {
  for (const path of ['/api/health', '/api/ready?x=1', '/api/metrics'])
    expect(await asked(path, { host: '10.20.0.9:3001' })).toBe(200)
})
