import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { readEnv } from './env.ts'
import { isOpenInternet, keepTo, type Outbound, outboundOf, REFUSED } from './outbound.ts'

/** Somebody on this machine whom a setting names, and a neighbour on another port whom none does. */
const named = http.createServer((_, answer) => void answer.end('named'))
const neighbour = http.createServer((_, answer) => void answer.end('neighbour'))
const portOf = (server: http.Server) => (server.address() as AddressInfo).port
const connect = net.Socket.prototype.connect
const faults = vi.spyOn(console, 'error').mockImplementation(() => {})
const lookups = vi.hoisted(() => vi.fn())
vi.mock('node:dns', () => ({ default: { lookup: lookups } }))
let outbound: Outbound

beforeAll(async () => {
  for (const server of [named, neighbour])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  outbound = { named: new Set([`127.0.0.1:${portOf(named)}`, `localhost:${portOf(named)}`]), loopback: false }
})
afterAll(() => {
  for (const server of [named, neighbour]) server.close()
})
afterEach(() => {
  net.Socket.prototype.connect = connect
  faults.mockClear()
  lookups.mockReset()
})

const refusals = () =>
  faults.mock.calls.map(([line]) => JSON.parse(line)).filter(({ fault }) => fault === 'OUTBOUND_REFUSED')
const failureOf = (call: () => net.Socket) =>
  new Promise<string | undefined>((resolve) => {
    const caller = call()
    caller.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    caller.once('connect', () => {
      caller.destroy()
      resolve('CONNECTED')
    })
  })
const fetched = (url: string) =>
  fetch(url).then(
    (answer) => answer.text(),
    ({ cause }) => cause.code,
  )

test('whom a setting names is called as before, by each way there is', async () => {
  keepTo(outbound)
  expect(await fetched(`http://127.0.0.1:${portOf(named)}`)).toBe('named')
  expect(await fetched(`http://localhost:${portOf(named)}`)).toBe('named')
  for (const caller of [
    () => net.connect(portOf(named), '127.0.0.1'),
    () => net.connect({ host: 'localhost', port: portOf(named) }),
    () => new net.Socket().connect(portOf(named), '127.0.0.1'),
  ])
    expect(await failureOf(caller)).toBe('CONNECTED')
  expect(refusals()).toEqual([])
})

test('anybody else is refused, whoever calls and however, with a fault that names the host', async () => {
  keepTo(outbound)
  const port = portOf(neighbour)
  expect(await fetched(`http://127.0.0.1:${port}`)).toBe(REFUSED)
  expect(await fetched('https://collector.example/')).toBe(REFUSED)
  const database = new pg.Client({ host: '127.0.0.1', port, user: 'portal' })
  await expect(database.connect()).rejects.toMatchObject({ code: REFUSED })
  for (const caller of [
    () => net.connect(port, '127.0.0.1'),
    () => net.connect({ port, host: 'localhost' }),
    () => net.connect({ port }),
    () => new net.Socket().connect(port),
    () => tls.connect(port, '127.0.0.1'),
    () => net.connect(port, '::1'),
  ])
    expect(await failureOf(caller)).toBe(REFUSED)
  expect(refusals().map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['127.0.0.1', 'collector.example', 'localhost', '::1']),
  )
})

test('the demo may call all of this machine, and nobody beyond', async () => {
  keepTo({ named: new Set(), loopback: true })
  expect(await fetched(`http://127.0.0.1:${portOf(neighbour)}`)).toBe('neighbour')
  expect(await fetched('http://192.0.2.1/')).toBe(REFUSED)
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '169.254.169.254',
  '192.168.1.1',
  '100.64.0.1',
  '::1',
  'fd00::1',
  'fe80::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
])('a push service that is said to be at %s is not called', async (address) => {
  lookups.mockImplementation(((_: string, __: object, answer: (...found: unknown[]) => void) =>
    answer(null, [{ address, family: net.isIP(address) }])) as never)
  keepTo(outbound)
  expect(await fetched('https://fcm.googleapis.com/send/1')).toBe(REFUSED)
  expect(refusals()[0]).toMatchObject({ kind: 'fcm.googleapis.com' })
})

test('the address that was looked at is the one that is called: a name is asked for once', async () => {
  const lookup = vi.fn((_: string, __: object, answer: (...found: unknown[]) => void) =>
    // The second answer would lead inside.
    answer(
      null,
      lookup.mock.calls.length === 1
        ? [
            { address: '8.8.8.8', family: 4 },
            { address: '10.0.0.1', family: 4 },
          ]
        : [{ address: '127.0.0.1', family: 4 }],
    ),
  )
  lookups.mockImplementation(lookup as never)
  const called: unknown[] = []
  net.Socket.prototype.connect = function (this: net.Socket, options: { host: string; lookup: net.LookupFunction }) {
    options.lookup(options.host, { all: true }, (_, found) => called.push(found))
    return this
  } as never
  keepTo(outbound)
  new net.Socket().connect({ host: 'web.push.apple.com', port: 443 })
  expect(called).toEqual([[{ address: '8.8.8.8', family: 4 }]])
  expect(lookup).toHaveBeenCalledTimes(1)
})

test('the open internet is what no registry keeps for something else', () => {
  for (const address of ['8.8.8.8', '142.250.1.1', '2404:6800:4007::1', '2620:149::1'])
    expect(isOpenInternet(address), address).toBe(true)
  for (const address of [
    '0.0.0.0',
    '172.31.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '2001:db8::1',
    '2002:a00:1::',
    'ff02::1',
    '::',
    'x',
  ])
    expect(isOpenInternet(address), address).toBe(false)
})

test('the settings name whom the portal calls, and live no more of this machine than that', () => {
  const named = (source: Record<string, string>) => {
    const read = readEnv(source)
    if (!read.ok) throw new Error(read.reasons.join())
    return outboundOf(read.env)
  }
  const demo = named({})
  expect([demo.loopback, [...demo.named]]).toEqual([true, ['127.0.0.1:3000']])
  const live = named({
    ...{ PORTAL_MODE: 'live', PORTAL_URL: 'https://khata.example', AUTH_SECRET: 'x'.repeat(32) },
    ...{ DATABASE_URL: 'postgresql://portal@db.example/portal?sslmode=verify-full' },
    ...{ DATABASE_READ_URL: 'postgresql://portal@[fd00::5]:6432/portal?sslmode=verify-full' },
    ...{ UPI_VPA: 'utility@bank', UPI_PAYEE_NAME: 'Utility', RAZORPAY_WEBHOOK_SECRET: 'whsec' },
    ...{ RAZORPAY_KEY_ID: 'rzp', RAZORPAY_KEY_SECRET: 'x', SMS_PROVIDER: 'msg91', MSG91_AUTH_KEY: 'key' },
    ...{ WHATSAPP_TOKEN: 'x', WHATSAPP_PHONE_NUMBER_ID: '1', WHATSAPP_APP_SECRET: 'x' },
    ...{
      BILLING_WEBHOOK_URL: 'https://billing.example:8443/hooks',
      BILLING_WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 1).toString('base64')}`,
    },
  })
  expect(live.loopback).toBe(false)
  expect([...live.named].sort()).toEqual([
    ...['127.0.0.1:3000', 'api.razorpay.com:443', 'billing.example:8443', 'control.msg91.com:443'],
    ...['db.example:5432', 'fd00::5:6432', 'graph.facebook.com:443'],
  ])
})
