import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { POST } from '#app/api/ingest/[kind]/route.ts'
import { addSource, endSource } from '#lib/ingest/door/manage-sources.ts'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { GET } from './route.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incoming-'))
const actor = { kind: 'system', name: 'test' } as const
const WRONG = 10_050
let services: TestServices
let token = ''

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  services = await testServices('2026-11-23T10:00:00+05:30')
  const held = globalThis as typeof globalThis & { portalServices?: Services }
  held.portalServices = services
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(901)}\n`)
  token = await systemCalled('head-end')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  fs.rmSync(folder, { recursive: true })
  await services.close()
})

async function systemCalled(name: string): Promise<string> {
  const source = await addSource(services, actor, { name, kinds: ['daily-reads'] })
  return source.ok ? source.token : ''
}

async function send(wrong: number): Promise<{ rejected: number; errors: unknown[]; batch: string }> {
  const rows = Array.from({ length: wrong }, (_, index) => `=NOBODY${index},2026-11-20,1`)
  const body = ['meter_no,date,kwh', 'TM901,2026-11-20,5', ...rows].join('\n')
  const headers = { 'Content-Type': 'text/csv', Authorization: `Bearer ${token}` }
  const request = new Request('http://localhost:3000/api/ingest/daily-reads', { method: 'POST', body, headers })
  return (await POST(request, { params: Promise.resolve({ kind: 'daily-reads' }) })).json()
}

const rejectedOf = (batch: string, by: string | null = token) =>
  GET(
    new Request(`http://localhost:3000/api/ingest/batches/${batch}/rejected`, {
      headers: by === null ? {} : { Authorization: `Bearer ${by}` },
    }),
    { params: Promise.resolve({ batch }) },
  )
const linesOf = async (answer: Response) => (await answer.text()).trim().split('\r\n')

test('whoever sent a file gets all of its wrong rows, up to a bound, and how many there were', async () => {
  const { rejected, errors, batch } = await send(250)
  expect([rejected, errors.length]).toEqual([250, 100])
  const answer = await rejectedOf(batch)
  expect([answer.status, answer.headers.get('x-rejected')]).toEqual([200, '250'])
  const lines = await linesOf(answer)
  expect(lines).toHaveLength(1 + 250)
  expect(lines[0]).toMatch(/line,reason$/)
  expect(lines.at(-1)).toMatch(/^252,/)

  const large = await send(WRONG)
  const bounded = await rejectedOf(large.batch)
  expect(bounded.headers.get('x-rejected')).toBe(String(WRONG))
  expect(await linesOf(bounded)).toHaveLength(1 + 10_000)
})

test('of few wrong rows it is those that the answer named, and of none nothing', async () => {
  const { batch, errors } = await send(3)
  expect(await linesOf(await rejectedOf(batch))).toHaveLength(1 + errors.length)
  expect(await linesOf(await rejectedOf((await send(0)).batch))).toHaveLength(1)
})

test('another system, an ended one, nobody, and whoever names no file get nothing', async () => {
  const { batch } = await send(150)
  const other = await systemCalled('billing')
  expect((await rejectedOf(batch, other)).status).toBe(404)
  expect((await rejectedOf(batch, null)).status).toBe(401)
  expect((await rejectedOf('no-id')).status).toBe(404)
  expect((await rejectedOf(crypto.randomUUID())).status).toBe(404)
  await endSource(services, actor, 'billing')
  expect((await rejectedOf(batch, other)).status).toBe(401)
})
