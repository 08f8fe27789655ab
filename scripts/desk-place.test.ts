import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { type DeskPlace, keepsDeskToItsPlace } from './desk-place.ts'

const KHATA = 'khata.example'
const DESK = 'desk.khata.example'
const OFFICE = '10.20.7.7'
const HOME = '203.0.113.9'

/** What a request asks for once it has been looked at. */
function sent(place: Partial<DeskPlace>, url: string, host: string, from: string, more = {}): string | undefined {
  const request = { url, headers: { host, 'x-forwarded-for': from, ...more } } as unknown as IncomingMessage
  keepsDeskToItsPlace({ deskHost: null, deskNetworks: [], ...place })(request)
  return request.url
}
const isServed = (...asked: Parameters<typeof sent>): boolean => sent(...asked) === asked[1]

const PATHS = {
  desk: [
    '/desk',
    '/desk/login',
    '/desk/connections/1/link?x=1',
    '/desk/camps/worker.js',
    '/api/desk/login',
    '/api/desk/a/b',
  ],
  consumers: [
    '/',
    '/login',
    '/c/1/bills',
    '/deskwork',
    '/desk-help',
    '/api/login',
    '/api/v1/connections',
    '/offline-worker.js',
  ],
  both: ['/_next/static/a.js', '/icons/192.png', '/icon.svg', '/manifest.webmanifest', '/api/health', '/api/language'],
}

describe.each([
  // What is set, then who is served: the desk and consumers' addresses, at either host.
  ['nothing', {}, { atKhata: ['desk', 'consumers'], atDesk: ['desk', 'consumers'] }],
  ['a host', { deskHost: DESK }, { atKhata: ['consumers'], atDesk: ['desk'] }],
  [
    'networks, asked from one',
    { deskNetworks: ['10.20.0.0/16'] },
    { atKhata: ['desk', 'consumers'], atDesk: ['desk', 'consumers'] },
  ],
  ['other networks', { deskNetworks: ['10.21.0.0/16'] }, { atKhata: ['consumers'], atDesk: ['consumers'] }],
  [
    'both, asked from one',
    { deskHost: DESK, deskNetworks: ['10.20.7.7'] },
    { atKhata: ['consumers'], atDesk: ['desk'] },
  ],
  ['both, from elsewhere', { deskHost: DESK, deskNetworks: ['192.0.2.0/24'] }, { atKhata: ['consumers'], atDesk: [] }],
])('with %s', (_, place, { atKhata, atDesk }) => {
  test.each([
    [KHATA, [...atKhata, 'both']],
    [DESK, [...atDesk, 'both']],
  ])('at %s', (host, served) => {
    for (const [kind, paths] of Object.entries(PATHS))
      for (const path of paths) expect(isServed(place, path, host, OFFICE), path).toBe(served.includes(kind))
  })
})

test('what is not served is an address of no page, of the same kind', () => {
  const place = { deskHost: DESK }
  expect(sent(place, '/desk/login?next=/a', KHATA, OFFICE)).toBe('/missing/desk/login?next=/a')
  expect(sent(place, '/api/desk/login', KHATA, OFFICE)).toBe('/api/missing/desk/login')
  expect(sent(place, '/', DESK, OFFICE)).toBe('/missing/')
})

test.each([
  '/%64esk/login',
  '/%2564esk',
  '//desk/login',
  '/\\desk',
  '/x/../desk',
  '/api/x/%2e%2e/desk/login',
  '/desk%2Flogin',
  '/desk.rsc',
  '/desk/',
  '/desk;x',
  '/_next/data/build/desk.json',
  `http://${KHATA}/desk/login`,
  '/desk?_rsc=1',
  '/desk#x',
])('«%s» is the desk too', (url) => {
  expect(isServed({ deskNetworks: ['192.0.2.0/24'] }, url, KHATA, HOME)).toBe(false)
  expect(isServed({ deskHost: DESK }, url, KHATA, HOME)).toBe(false)
})

test('the sender is the last address that our proxy names, of either family', () => {
  const deskNetworks = ['10.20.0.0/16', '2001:db8:7::/48', 'fd00::5']
  const from = (address: string) => isServed({ deskNetworks }, '/desk', KHATA, address)
  for (const inside of ['10.20.0.1', '::ffff:10.20.0.1', `${HOME}, 10.20.0.1`, '2001:db8:7:1::9', 'fd00::5'])
    expect(from(inside), inside).toBe(true)
  for (const outside of [
    HOME,
    '10.21.0.1',
    `10.20.0.1, ${HOME}`,
    '2001:db8:8::1',
    'fd00::6',
    '::1',
    '',
    'unknown',
    '10.20.0.1:99',
  ])
    expect(from(outside), outside).toBe(false)
})

test('the host is the one that our proxy was asked for, whatever its port and letters', () => {
  const at = (host: string, more = {}) => isServed({ deskHost: DESK }, '/desk', host, OFFICE, more)
  expect(at('DESK.khata.example:8443')).toBe(true)
  expect(at('127.0.0.1:3001', { 'x-forwarded-host': DESK })).toBe(true)
  expect(at(DESK, { 'x-forwarded-host': KHATA })).toBe(false)
  expect(at(`${DESK}.invalid`)).toBe(false)
  expect(at('localhost')).toBe(false)
})
