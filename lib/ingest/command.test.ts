import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { MASTER_HEADER, masterRow, taken } from './test-files.ts'

const NOW = '2026-11-23T10:00:00+05:30'
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'command-'))
let services: TestServices
let serial = 950
let meter = ''

beforeAll(async () => {
  services = await testServices(NOW)
})
afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await services.close()
})
beforeEach(async () => {
  serial += 1
  meter = `TM${serial}`
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial)}\n`)
})

/** The command as an operator runs it on a file, with a low bound of rows and bytes. */
function run(kind: string, content: string | Buffer): Promise<{ code: number; output: string }> {
  const file = path.join(folder, `${serial}.csv`)
  fs.writeFileSync(file, content)
  const settings = { DATABASE_URL: services.url, DATABASE_OWNER_URL: services.ownerUrl, PORTAL_DATA_DIR: folder }
  const env = { ...process.env, ...settings, PORTAL_CLOCK: NOW, INGEST_MOST_ROWS: '40', INGEST_LARGEST_MB: '1' }
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/ingest/command.ts', kind, file], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
    )
  })
}
const reads = (...kwh: string[]) =>
  ['meter_no,date,kwh', ...kwh.map((value, index) => `${meter},2026-10-${index + 10},${value}`), ''].join('\n')
async function days(): Promise<number> {
  const { id: meterId } = await services.db.meter.findUniqueOrThrow({ where: { serialNo: meter } })
  return services.db.meterDay.count({ where: { meterId } })
}

test('what the door for systems refuses as a whole the command refuses in the same words, and nothing changes', async () => {
  const good = reads('5', '6')
  const profile = { profileType: 'EVENT', meterRefs: [{ scheme: 'METER_SERIAL', value: meter }], events: [] }
  const refused: [string, string, string | Buffer][] = [
    [
      'From line 3 on the file cannot be read: a quote is never closed',
      'daily-reads',
      `${reads('5')}${meter},"2026-10-12,6\n`,
    ],
    ['The file is not UTF-8.', 'daily-reads', Buffer.from(good.replace(meter, 'Zähler'), 'latin1')],
    ['The file has more than 40 rows.', 'daily-reads', reads(...Array(41).fill('5'))],
    ['The file has more than 40 rows.', 'daily-reads', gzipSync(reads(...Array(41).fill('5')))],
    ['The file has more than 40 profiles.', 'meter-data', JSON.stringify(Array(41).fill(profile))],
    ['The file is larger than may be sent at once.', 'daily-reads', `${good}${' '.repeat(1_000_001)}`],
  ]
  for (const [reason, kind, content] of refused) {
    const { code, output } = await run(kind, content)
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(reason) })
  }
  expect(await days()).toBe(0)
  expect(await services.db.ingestBatch.count({ where: { source: `${serial}.csv` } })).toBe(0)

  expect(await run('daily-reads', good)).toMatchObject({ code: 0, output: expect.stringContaining('2 accepted') })
  expect(await days()).toBe(2)
}, 60_000)
