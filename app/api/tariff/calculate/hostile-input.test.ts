import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { saveTariffs } from '#lib/tariff/save-tariffs.ts'
import { POST } from './route.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  Object.assign(globalThis, { portalServices: services })
  await saveTariffs(services, { kind: 'system', name: 'ingest tariffs' }, exampleBook())
})
afterAll(() => services.close())

const QUESTION = { category: 'HOME', from: '2026-02-01', to: '2026-02-28', units: '101' }
const FIELDS = [
  ...['category', 'mode', 'from', 'to', 'units', 'dailyUnits', 'sanctionedLoadKw', 'maxDemandKw', 'voltage'],
  ...['supplyHoursPerDay', 'arrearsPaise', 'advancePaise', 'daysLate', 'role', '__proto__', 'constructor', 'toString'],
]
const ODD = [
  '',
  '-1',
  '1e309',
  'NaN',
  '0000-00-00',
  '2026-02-30',
  '9999-12-31',
  '9'.repeat(400),
  '\0',
  '🙏',
  "' or 1=1",
]
const { numRuns, seed } = fuzz(100, 5_000)
let source = 0

/** Each from an address of its own: how often one may ask is another test. */
async function ask(body: string): Promise<{ status: number; text: string }> {
  source += 1
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': `2001:db8::${source.toString(16)}` }
  const answer = await POST(
    new Request('http://localhost/api/tariff/calculate', { method: 'POST', headers, body: body.toWellFormed() }),
  )
  return { status: answer.status, text: await answer.text() }
}

test('any JSON, and questions with something odd in them, are answered or refused, and told nothing of the machine', async () => {
  const value = fc.oneof(fc.constantFrom(...ODD), fc.jsonValue(), fc.bigInt().map(String), fc.double().map(String))
  const odd = fc
    .array(fc.tuple(fc.constantFrom(...FIELDS), value), { minLength: 1, maxLength: 4 })
    // `fromEntries` makes `__proto__` a field like any other.
    .map((fields) => JSON.stringify(Object.fromEntries([...Object.entries(QUESTION), ...fields])))
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), odd, odd), async (body) => {
      const { status, text } = await ask(body)
      expect([200, 400]).toContain(status)
      expect(text).not.toMatch(/node_modules|\bat \w+ \(|select |prisma|\/lib\//i)
    }),
    { numRuns, seed },
  )
})

test('a field that is none of the question’s changes no answer and no object', async () => {
  const plain = await ask(JSON.stringify(QUESTION))
  expect(plain.status).toBe(200)
  const more = '"__proto__":{"isAdmin":true,"units":"1"},"constructor":{"prototype":{"isAdmin":true}}'
  const { status, text } = await ask(JSON.stringify(QUESTION).replace(/}$/, `,${more}}`))
  expect(status === 200 ? text : plain.text).toBe(plain.text)
  expect([200, 400]).toContain(status)
  expect('isAdmin' in {}).toBe(false)
})
