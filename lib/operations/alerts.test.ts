import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { processMetrics } from './process-metrics.ts'
import { stateMetrics } from './state-metrics.ts'

const docs = path.join(path.dirname(path.dirname(import.meta.dirname)), 'docs')
const rules = fs.readFileSync(path.join(docs, 'operations', 'alerts.yml'), 'utf8')
const words = fs.readFileSync(path.join(docs, 'operations.md'), 'utf8')
/** Told by the handler itself, and only with a replica or a scanner. */
const ELSEWHERE = [
  ...['portal_state_known', 'portal_replica_keeps_up'],
  ...['portal_scanner_answers', 'portal_scanner_signatures_timestamp_seconds'],
]

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

const ours = (text: string) => new Set(text.match(/\bportal_[a-z_]+/g)?.map((name) => name.replace(/_bucket$/, '')))

test('alarms ask for metrics that are there, and the document says what each metric is', async () => {
  const told = await Promise.all([processMetrics().registry, await stateMetrics(services)].map((of) => of.metrics()))
  const names = new Set([...told.join('\n').matchAll(/^# TYPE (portal_\S+)/gm)].map(([, name]) => name as string))
  const known = new Set([...names, ...ELSEWHERE])
  expect([...ours(rules)].filter((name) => !known.has(name))).toEqual([])
  expect([...known].filter((name) => !ours(words).has(name))).toEqual([])
  expect([...ours(words)].filter((name) => !known.has(name))).toEqual([])
})

test('each alarm has a line that says what to do, and no line is about none', () => {
  const alarms = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
  const section = words.split('\n## ').find((part) => part.startsWith('Alarms')) ?? ''
  const explained = [...section.matchAll(/^\| ([A-Z]\w+) \| [^|]+ \| [^|]+ \|$/gm)].map(([, name]) => name)
  expect(explained.filter((name) => !['Alarm', 'Metric'].includes(name as string))).toEqual(alarms)
})

test.each([
  ['guessing', 'portal_codes_guessed'],
  ['slow guessing', 'portal_codes_guessed_slowly'],
  ['codes held', 'portal_codes_held'],
  ['codes unanswered', 'portal_codes_unanswered'],
  ['numbers in a row', 'portal_numbers_in_a_row'],
])('the alarm about codes %s is told until its hour is over', async (key, metric) => {
  const at = (time: string) => new Date(`2026-11-23T${time}:00+05:30`)
  const row = { key, windowAt: at('09:30'), count: 1, expiresAt: at('10:30') }
  await services.db.rateLimit.create({ data: row })
  for (const [time, told] of [
    ['10:00', 1],
    ['10:31', 0],
  ] as const) {
    const metrics = await (await stateMetrics({ ...services, now: () => at(time) })).metrics()
    expect(metrics, time).toContain(`${metric} ${told}`)
  }
})
