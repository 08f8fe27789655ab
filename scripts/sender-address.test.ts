import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sourceOf } from '#lib/platform/http.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { keepToOwnProxy, networksOf } from './sender-address.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-24T10:00:00+05:30')
})
afterAll(() => services.close())

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers: { ...headers } }) as unknown as IncomingMessage & {
    headers: Record<string, string>
  }

test('only our own proxy’s word on the sender counts, and of it the last address', () => {
  const proxies = networksOf(['127.0.0.1', '::1', '10.20.0.0/16'])
  for (const proxy of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.20.255.1']) {
    const request = from(proxy, { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' })
    expect(keepToOwnProxy(request, proxies), proxy).toBe(false)
    expect(request.headers).toEqual({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' })
  }
  for (const stranger of ['198.51.100.1', '::ffff:198.51.100.1', '2001:db8::1', '10.21.0.1']) {
    const request = from(stranger, { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-host': 'evil.example' })
    expect(keepToOwnProxy(request, proxies), stranger).toBe(true)
    expect(request.headers).toEqual({ 'x-forwarded-for': stranger.replace('::ffff:', '') })
  }
})

test.each([
  ['where the proxy is trusted, whatever it was sent before its own word', ['127.0.0.1', '::1'], 10],
  ['where nobody is trusted', [], 10],
])('a forged X-Forwarded-For gives no new allowance %s', async (purpose, trusted, limit) => {
  const proxies = networksOf(trusted)
  const server = http.createServer(async (incoming, response) => {
    keepToOwnProxy(incoming, proxies)
    const request = new Request('http://localhost/', { headers: incoming.headers as Record<string, string> })
    const key = limitKey(purpose, sourceOf(request))
    const allowance = await takeFromLimit(services, { key, limit, windowSeconds: 3600 })
    response.writeHead(allowance.ok ? 200 : 429).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const statuses: number[] = []
  for (let claim = 1; claim <= limit + 5; claim++) {
    // nginx appends what it saw; without it, all of the header is the sender's.
    const headers = { 'x-forwarded-for': `192.0.2.${claim}${trusted.length > 0 ? ', 203.0.113.9' : ''}` }
    statuses.push((await fetch(`http://127.0.0.1:${port}/`, { headers })).status)
  }
  server.close()
  expect(statuses.filter((status) => status === 200)).toHaveLength(limit)
  expect(statuses.slice(limit)).toEqual(Array(5).fill(429))
})
