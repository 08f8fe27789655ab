import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { SimSwapPlace } from '#lib/platform/env/operator.ts'
import { readEnv } from '#lib/platform/env.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { askForNewSim } from './sim-swap.ts'
import { TestSimSwap } from './test-sim-swap.ts'

const [ASHA, IMRAN] = ['9200000001' as Mobile, '9200000002' as Mobile]
const operator = new TestSimSwap()
const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
let settings: Record<string, string>
let place: SimSwapPlace

const placeOf = (given: Record<string, string>): SimSwapPlace => {
  const read = readEnv(given)
  if (!read.ok || !read.env.simSwap) throw new Error('No operator is set')
  return read.env.simSwap
}
const ask = (mobile: Mobile, mostMs?: number) => askForNewSim(place, mobile, { hours: 72, mostMs })
const faults = () => log.mock.calls.map(([line]) => JSON.parse(String(line)))

beforeAll(async () => {
  settings = await operator.listen()
  place = placeOf(settings)
})
beforeEach(() => {
  operator.manner = 'knows'
  operator.newSims.clear()
  operator.newSims.add(ASHA)
  operator.asked.length = 0
})
afterEach(() => {
  // What is asked about a person is in no line of the log.
  for (const line of log.mock.calls.flat()) expect(line).not.toMatch(/92000000|token-/)
  log.mockClear()
})
afterAll(async () => {
  log.mockRestore()
  await operator.close()
})

test('an operator says whose SIM is new, and is told a number and a span of hours alone', async () => {
  expect(await Promise.all([ask(ASHA), ask(IMRAN)])).toEqual(['NEW', 'OLD'])
  expect(operator.asked).toHaveLength(2)
  expect(operator.asked).toContainEqual({ path: '/sim-swap/v2/check', phoneNumber: `+91${ASHA}`, maxAge: 72 })
  expect(faults()).toEqual([])
})

test('its token is kept while it holds, and one that was ended is replaced once', async () => {
  await ask(ASHA)
  const before = operator.tokensGiven
  expect([await ask(ASHA), await ask(IMRAN)]).toEqual(['NEW', 'OLD'])
  expect(operator.tokensGiven).toBe(before)
  operator.endTokens()
  expect(await ask(ASHA)).toBe('NEW')
  expect(operator.tokensGiven).toBe(before + 1)
  expect(faults()).toEqual([])
})

test.each([404, 422, 429, 500] as const)('a status of %i is no answer, and a line of the log', async (status) => {
  operator.manner = status
  expect(await ask(ASHA)).toBe('UNKNOWN')
  expect(faults()).toMatchObject([{ fault: 'SIM_SWAP', kind: `STATUS_${status}` }])
})

test.each(['breaks off', 'speaks otherwise'] as const)('nor is one that %s', async (manner) => {
  operator.manner = manner
  expect(await ask(ASHA)).toBe('UNKNOWN')
  expect(faults()).toMatchObject([{ fault: 'SIM_SWAP' }])
})

test('nobody waits for one that hangs', async () => {
  operator.manner = 'hangs'
  expect(await ask(ASHA, 50)).toBe('UNKNOWN')
  expect(faults()).toMatchObject([{ fault: 'SIM_SWAP', error: expect.anything() }])
})

test('somebody else’s key opens nothing there', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const stranger = placeOf({ ...settings, SIM_SWAP_KEY: other.export({ format: 'pem', type: 'sec1' }).toString() })
  expect(await askForNewSim(stranger, ASHA, { hours: 72 })).toBe('UNKNOWN')
  expect(operator.asked).toEqual([])
  expect(faults()).toMatchObject([{ fault: 'SIM_SWAP', kind: 'STATUS_401' }])
})
