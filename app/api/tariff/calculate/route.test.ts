import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { saveTariffs } from '#lib/tariff/save-tariffs.ts'
import { POST } from './route.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  Object.assign(globalThis, { portalServices: services })
})
afterAll(() => services.close())

const ask = (body: string, source = '192.0.2.1') =>
  POST(
    new Request('http://localhost/api/tariff/calculate', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': source },
      body,
    }),
  )
const question = JSON.stringify({ category: 'HOME', from: '2026-02-01', to: '2026-02-28', units: '101' })

test('says so while no tariff is loaded, and answers once one is', async () => {
  expect((await ask(question)).status).toBe(503)
  await saveTariffs(services, { kind: 'system', name: 'ingest tariffs' }, exampleBook())
  const answer = await ask(question)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ payableByDuePaise: 54100 })
})

test('lists the fields in error, and refuses what is no JSON or too large', async () => {
  const wrong = await ask('{"category":"HOME","from":"2026-02-01","to":"2026-02-28","units":5}')
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toEqual({ errors: [{ field: 'units', reason: expect.any(String) }] })
  expect((await ask('{')).status).toBe(400)
  expect((await ask('null')).status).toBe(400)
  expect((await ask(' '.repeat(70_000))).status).toBe(413)
})

test('one source that asks without end is told when to come back; others are answered', async () => {
  const answers = await Promise.all(Array.from({ length: 310 }, () => ask('{', '192.0.2.9')))
  const limited = answers.filter((answer) => answer.status === 429)
  expect(limited).toHaveLength(10)
  expect(Number(limited[0]?.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect((await ask(question, '192.0.2.10')).status).toBe(200)
})
