import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
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
  expect(lines()).toEqual([{ at: expect.any(String), fault: 'MESSAGES', channel: 'SMS', error: 'second' }])
  expect(Math.abs(Date.parse(lines()[0].at) - Date.now())).toBeLessThan(60_000)
})

test('the database repeats a number that it was given; the line does not', async () => {
  const mobile = '9000045117'
  const failure = await services.db
    .$queryRawUnsafe(`select '${mobile} of lata@example.org'::int`)
    .catch((error) => error)
  expect(String(failure), 'there is something to take out').toContain(mobile)
  logFault('REQUEST', { method: 'POST', path: '/api/login' }, failure)
  expect(JSON.stringify(lines())).not.toMatch(/9000045117|lata@/)
  expect(lines()[0]).toMatchObject({ fault: 'REQUEST', method: 'POST', path: '/api/login', stack: expect.any(String) })
})

test('numbers are found in each way of writing them, and ids are left', () => {
  const id = '6f1c0d5e-9000-4000-8000-900004511712'
  logFault('CHORE', {}, new Error(`+919000045117, 919000045117, +91 9000045117 (9000045117) of ${id} at 1795800023580`))
  expect(lines()[0].error).toBe(`[taken out], [taken out], [taken out] ([taken out]) of ${id} at 1795800023580`)
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
