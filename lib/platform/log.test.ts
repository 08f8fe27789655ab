import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { logFault } from './log.ts'
import { type TestServices, testServices } from './test-database.ts'

let services: TestServices
const written = vi.spyOn(console, 'error').mockImplementation(() => undefined)
const lines = () => written.mock.calls.map(([line]) => JSON.parse(String(line)))

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(() => written.mockClear())

test('a line says when, what and where, in one piece', () => {
  logFault('MESSAGES', { channel: 'SMS' }, new Error('first\nsecond'))
  expect(written.mock.calls[0]).toHaveLength(1)
  expect(String(written.mock.calls[0]?.[0])).not.toContain('\n')
  expect(lines()).toEqual([
    { at: expect.any(String), fault: 'MESSAGES', channel: 'SMS', error: 'Error', stack: expect.any(Array) },
  ])
  expect(lines()[0].stack[0]).toMatch(/^lib\/platform\/log\.test\.ts:\d+:\d+$/)
  // In UTC: what other machines log can be laid beside it.
  expect(lines()[0].at).toMatch(/Z$/)
  expect(Math.abs(Date.parse(lines()[0].at) - Date.now())).toBeLessThan(60_000)
})

describe('an error', () => {
  const CANARIES = ['Lata', 'Kumari', '9000045117', '100044281234', 'lata@example.org', '482913', 'पंखा']
  const said = CANARIES.join(' ')
  const thrown = (act: () => unknown): unknown => {
    try {
      return act()
    } catch (error) {
      return error
    }
  }
  const failed = (statement: Promise<unknown>) => statement.catch((error: unknown) => error)
  const raw = async (statement: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: services.ownerUrl })
    await client.connect()
    const error = await failed(client.query(statement, values))
    await client.end()
    return error
  }
  const twice = `insert into "Consumer" ("id", "mobile", "createdAt") values (gen_random_uuid(), '9000045117', now())`

  test.each<[string, () => unknown, string | RegExp]>([
    ['of ours', () => new Error(said), 'Error'],
    [
      'with lines that look like places',
      () => new Error(`x\n    at ${said}\n    at Lata (${process.cwd()}/Lata:1:1)`),
      'Error',
    ],
    ['named after somebody', () => Object.assign(new Error(), { name: said, code: 'LATA', syscall: 'Lata' }), 'Error'],
    ['of a parser', () => thrown(() => JSON.parse(said)), 'SyntaxError'],
    ['of an address', () => thrown(() => new URL(said)), 'TypeError ERR_INVALID_URL'],
    ['of a file', () => thrown(() => readFileSync(`/nowhere/${said}`)), 'Error ENOENT open'],
    [
      'with causes',
      () => new Error(said, { cause: new TypeError(said, { cause: said }) }),
      'Error < TypeError < thrown string',
    ],
    [
      'of several',
      () => new AggregateError([new RangeError(said), said], said),
      'AggregateError < RangeError < thrown string',
    ],
    ['that is none', () => said, 'thrown string'],
    ['that is an object', () => ({ name: said, message: said }), 'Error'],
    ['of a row that is there', () => raw(twice).then(() => raw(twice)), 'Error 23505 Consumer_mobile_key'],
    ['of a value', () => raw('select $1::int', [said]), /22P02/],
    [
      'that Prisma tells of a row',
      () => services.db.consumer.create({ data: { mobile: '9000045117', createdAt: new Date() } as never }),
      /^PrismaClientKnownRequestError P2002 .*UniqueConstraintViolation 23505 Consumer_mobile_key$/,
    ],
    [
      'that Prisma tells of a value',
      () => services.db.$queryRawUnsafe(`select '${said}'::int`),
      /^PrismaClientKnownRequestError P2010 .*22P02/,
    ],
    [
      'that Prisma tells of a question',
      () => services.db.consumer.findFirst({ where: { [said]: said } as never }),
      'PrismaClientValidationError',
    ],
  ])('of an error no word is written: %s', async (_, make, facts) => {
    const error = await failed(Promise.resolve().then(make))
    logFault('REQUEST', { method: 'POST', path: '/api/login' }, error)
    expect(lines()[0].error).toMatch(facts)
    for (const canary of CANARIES) expect(JSON.stringify(lines())).not.toContain(canary)
    if (error instanceof Error) expect(lines()[0].stack.join(' ')).toMatch(/lib\/platform\/log\.test\.ts:\d+:\d+/)
  })
})

test.each([
  ['/m/6f1c0d5e-9000-4000-8000-900004511712.1795800023.c2lnbmF0dXJl', '/m/[taken out]'],
  ['/q/7kq2mzx4', '/q/[taken out]'],
  ['/check/MjYxMS1B/pay', '/check/[taken out]/pay'],
  ['/c/6f1c0d5e-9000-4000-8000-900004511712/bills', '/c/6f1c0d5e-9000-4000-8000-900004511712/bills'],
])('whoever reads the log opens no bill by a link that failed: %s', (path, written) => {
  logFault('REQUEST', { method: 'GET', path })
  expect(lines()[0].path).toBe(written)
})

test('nor by the log of the proxy', () => {
  const settings = readFileSync(new URL('../../docs/deploy/nginx.conf', import.meta.url), 'utf8')
  expect(settings).toMatch(/^log_format portal .*"\$request_method \$logged_path"/m)
  const [, pattern = 'none'] = /"~(.+)" \/\$door\/-\$rest;/.exec(settings) ?? []
  const opening = new RegExp(pattern)
  expect({ ...opening.exec('/m/6f1c0d5e.1795800023.c2ln')?.groups }).toEqual({ door: 'm', rest: '' })
  expect({ ...opening.exec('/check/MjYxMS1B/pay')?.groups }).toEqual({ door: 'check', rest: '/pay' })
  expect(opening.test('/manifest.webmanifest')).toBe(false)
})

test('nothing but the listed fields is written, whatever is handed over', () => {
  logFault('PHOTO', { kind: 'photo', ...{ name: 'Canary', toMobile: '9000045117' } })
  expect(lines()).toEqual([{ at: expect.any(String), fault: 'PHOTO', kind: 'photo' }])
})

test('a database that is away needs no stack for each request', () => {
  logFault('REQUEST', { method: 'GET', path: '/' }, new Error('connect ECONNREFUSED 127.0.0.1:1'))
  expect(lines()[0]).not.toHaveProperty('stack')
})
