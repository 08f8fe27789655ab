import { beforeEach, expect, test, vi } from 'vitest'
import { isEmbeddedElsewhere, isSameOrigin } from '#lib/platform/http.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import { countRequest, processMetrics } from './process-metrics.ts'

const AT = Date.parse('2026-11-23T10:00:00+05:30')
const lines: string[] = []

beforeEach(() => {
  lines.length = 0
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
})

const counted = async () =>
  Object.fromEntries((await processMetrics().refusals.get()).values.map(({ labels, value }) => [labels.reason, value]))

test('who tries a thousand times within a minute is a thousand in the metrics and one line in the log', async () => {
  for (let time = 0; time < 1_000; time++) noteRefusal('LIMIT', 'codes from', AT + time * 59)
  noteRefusal('LIMIT', 'codes to', AT)
  noteRefusal('LIMIT', 'codes from', AT + 60_000)
  expect(await counted()).toMatchObject({ limit: 1_002 })
  const kinds = lines.map((line) => JSON.parse(line)).map(({ fault, kind }) => [fault, kind])
  const from = ['REFUSED', 'codes from']
  expect(kinds).toEqual([from, ['REFUSED', 'codes to'], from])
})

test('forms and frames of another site and what is not one’s own are noted, and nothing of whom', async () => {
  const from = (site: string, headers = {}) =>
    new Request('http://localhost:3000/api/payments/start?mobile=9100000990', {
      headers: { 'sec-fetch-site': site, ...headers },
    })
  expect([isSameOrigin(from('cross-site')), isSameOrigin(from('same-origin'))]).toEqual([false, true])
  expect(isEmbeddedElsewhere(from('cross-site', { 'sec-fetch-mode': 'no-cors' }))).toBe(true)
  expect(isEmbeddedElsewhere(from('none'))).toBe(false)
  countRequest('/c/8f0c4f0e-0000-4000-8000-000000000000/bills', 404, 0.1)
  countRequest('/c/8f0c4f0e-0000-4000-8000-000000000000/bills', 200, 0.1)
  countRequest('/api/v1/connections/8f0c4f0e-0000-4000-8000-000000000000/bills', 404, 0.1)
  countRequest('/api/payments/start', 404, 0.1)
  countRequest('/api/payments/start', 303, 0.1)
  countRequest('/nothing', 404, 0.1)
  expect(await counted()).toMatchObject({ other_site: 2, not_theirs: 3 })
  expect(lines.join()).not.toMatch(/8f0c4f0e|9100000990/)
  expect(lines).toHaveLength(2)
})
