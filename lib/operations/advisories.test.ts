import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { env } from '#lib/platform/env.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { readAdvisories } from './advisories.ts'
import { stateMetrics } from './state-metrics.ts'

const CHECKED = new Date('2026-11-28T03:00:00Z')
let folder: string
let services: TestServices
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'advisories-'))
  services = await testServices('2026-11-29T10:00:00+05:30')
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  await services.close()
  fs.rmSync(folder, { recursive: true })
})

function file(text: string): string {
  const written = path.join(folder, 'advisories.json')
  fs.writeFileSync(written, text)
  fs.utimesSync(written, CHECKED, CHECKED)
  return written
}

/** As npm 11 writes it, without what nobody looks at. */
const answer = (severities: Record<string, string>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [
        name,
        { name, severity, isDirect: true, via: [{ source: 1, name, title: 'Canary', severity }], fixAvailable: true },
      ]),
    ),
    metadata: { vulnerabilities: { total: Object.keys(severities).length } },
  })

test('packages with an advisory are counted by how grave it is, as of the day of the answer', async () => {
  const said = file(answer({ next: 'critical', pg: 'high', sharp: 'high', zod: 'low', react: 'info' }))
  expect(await readAdvisories(said)).toEqual({
    checkedAt: CHECKED,
    packages: { low: 1, moderate: 0, high: 2, critical: 1 },
  })
  expect(await readAdvisories(file(answer({})))).toMatchObject({ packages: { high: 0, critical: 0 } })
})

test.each([
  ['a registry that is out of reach', '{"message":"405 Method Not Allowed","error":{"summary":""}}'],
  ['a file that is being written', answer({ next: 'critical' }).slice(0, -9)],
  ['nothing', ''],
  ['another kind of report', '{"auditReportVersion":3,"vulnerabilities":{}}'],
])('%s is no answer', async (_, text) => {
  expect(await readAdvisories(file(text))).toBeNull()
})

test('neither is no file, nor no setting', async () => {
  expect(await readAdvisories(path.join(folder, 'none.json'))).toBeNull()
  expect(await readAdvisories()).toBeNull()
})

test('Prometheus is told, so that an alarm rings when one is known or nobody has asked for days', async () => {
  const told = async (advisoriesFile: string | null) => {
    vi.spyOn(env(), 'advisoriesFile', 'get').mockReturnValue(advisoriesFile)
    return (await stateMetrics(services)).metrics()
  }
  const some = await told(file(answer({ next: 'critical' })))
  expect(some).toContain(`portal_advisories_checked_timestamp_seconds ${CHECKED.getTime() / 1_000}`)
  expect(some).toContain('portal_advisories{severity="critical"} 1')
  expect(some).toContain('portal_advisories{severity="high"} 0')
  expect(some).not.toContain('Canary')
  const never = await told(null)
  expect(never).toContain('portal_advisories_checked_timestamp_seconds 0')
  expect(never).not.toContain('portal_advisories{')
})
