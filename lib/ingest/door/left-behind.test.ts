import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { takeLeftBehind } from './left-behind.ts'
import { receiveFile } from './receive-file.ts'
import { takeStaged } from './take-staged.ts'

let services: TestServices
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'left-behind-'))
const incoming = path.join(folder, 'incoming')
let serial = 700
let meter = ''

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  fs.mkdirSync(incoming)
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(async () => {
  expect(fs.readdirSync(incoming)).toEqual([])
  fs.rmSync(folder, { recursive: true })
  await services.close()
})
beforeEach(async () => {
  serial += 1
  meter = `TM${serial}`
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial)}\n`)
})

/** Half hours of energy of one meter and morning, in kWh. */
const file = (...kwh: string[]) =>
  ['meter_no,start,kwh', ...kwh.map((value, index) => `${meter},2026-11-22 0${index}:00,${value}`), ''].join('\n')

function send(body: string, to: Services = services) {
  const wire = {
    body: (async function* () {
      yield Buffer.from(body)
    })(),
    isGzip: false,
    isTable: true,
    length: null,
    sha256: null,
  }
  return receiveFile(to, {
    kind: 'block-reads',
    source: `head-end-${serial}`,
    rowCount: null,
    largestBytes: 100_000,
    wire,
  })
}

async function energyOf(serialNo: string): Promise<number[]> {
  const days = await services.db.$queryRaw<{ energy: number[] }[]>`
    select array_remove("energyWh", null) as "energy" from "BlockDay" join "Meter" on "meterId" = "id" where "serialNo" = ${serialNo}`
  return days.flatMap(({ energy }) => energy)
}

/** Stages a file as a portal that died has left it. */
function leftBehind(
  body: string,
  { stagedAt, source = `head-end-${serial}` }: { stagedAt: Date; source?: string },
): string {
  const staged = path.join(incoming, randomUUID())
  fs.writeFileSync(staged, body)
  const rowCount = body.trim().split('\n').length - 1
  fs.writeFileSync(`${staged}.json`, JSON.stringify({ kind: 'block-reads', source, rowCount, stagedAt }))
  return staged
}
const minutesAgo = (minutes: number) => new Date(services.now().getTime() - minutes * 60_000)

test('a note that a loss of power left empty holds up no other file', async () => {
  const broken = path.join(incoming, randomUUID())
  fs.writeFileSync(broken, file('9'))
  fs.writeFileSync(`${broken}.json`, '')
  expect(await send(file('0.1', '0.2'))).toMatchObject({ ok: true, accepted: 2 })
  expect(await takeLeftBehind(services)).toBe(0)
  // It stays for the operator, whom the log has told.
  for (const left of [broken, `${broken}.json`]) fs.rmSync(left)
})

test('a file that was staged when the portal died is taken when it runs again, once', async () => {
  leftBehind(file('0.5', '-1', '0.7'), { stagedAt: minutesAgo(1) })
  // Of this one nobody knows whether it came to its end.
  const half = path.join(incoming, randomUUID())
  fs.writeFileSync(half, file('0.9'))
  expect(await takeLeftBehind(services)).toBe(1)
  expect(await takeLeftBehind(services)).toBe(0)
  const batches = await services.db.ingestBatch.findMany({ where: { source: `head-end-${serial}` } })
  expect(batches).toMatchObject([{ kind: 'block-reads', accepted: 2, rejected: 1, errors: [{ line: 3 }] }])
  expect(fs.readdirSync(incoming)).toEqual([path.basename(half)])
  fs.rmSync(half)
})

test('of a reading and its correction, both left behind, the correction holds, whatever their names', async () => {
  for (const round of [1, 2, 3, 4]) {
    leftBehind(file(`0.${round}`), { stagedAt: minutesAgo(2) })
    leftBehind(file(`0.${round}5`), { stagedAt: minutesAgo(1) })
    expect(await takeLeftBehind(services)).toBe(2)
    expect(await energyOf(meter)).toEqual([round * 100 + 50])
    services.setTime(new Date(services.now().getTime() + 60_000).toISOString())
  }
})

/** A database whose transactions wait until the gate is opened; `begun` once one waits. */
function gated() {
  const [gate, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const db = new Proxy(services.db, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target)
      if (name !== '$transaction') return value
      return async (...given: unknown[]) => {
        begun.resolve()
        await gate.promise
        return (value as (...args: unknown[]) => Promise<unknown>).apply(target, given)
      }
    },
  })
  return { db, begun: begun.promise, open: gate.resolve }
}

test('a correction that comes while a reading lies there is taken after it', async () => {
  leftBehind(file('0.4'), { stagedAt: minutesAgo(1) })
  expect(await send(file('0.45'))).toMatchObject({ ok: true })
  expect(await energyOf(meter)).toEqual([450])
  expect(await takeLeftBehind(services)).toBe(0)
})

test('a file that its sender has corrected since, at another portal, is not taken any more', async () => {
  expect(await send(file('0.45'))).toMatchObject({ ok: true })
  leftBehind(file('0.4'), { stagedAt: minutesAgo(1) })
  // Another system's file corrects nobody.
  leftBehind(file('0.45', '0.6'), { stagedAt: minutesAgo(1), source: `other-${serial}` })
  expect(await takeLeftBehind(services)).toBe(1)
  expect(await energyOf(meter)).toEqual([450, 600])
  const refused = await services.db.auditEntry.findFirst({
    where: { action: 'ingest.refused' },
    orderBy: { id: 'desc' },
  })
  expect(refused?.detail).toMatchObject({ source: `head-end-${serial}`, reason: 'OVERTAKEN' })
})

test('a file that waited over a long weekend is not swept away by the first that comes after it', async () => {
  const waited = leftBehind(file('0.5'), { stagedAt: minutesAgo(4_000), source: `other-${serial}` })
  const half = path.join(incoming, randomUUID())
  fs.writeFileSync(half, file('0.9'))
  const long = new Date(Date.now() - 3 * 86_400_000)
  for (const old of [waited, `${waited}.json`, half]) fs.utimesSync(old, long, long)
  expect(await send(file('0.6', '0.7'))).toMatchObject({ ok: true })
  expect(await services.db.ingestBatch.count({ where: { source: `other-${serial}` } })).toBe(1)
  expect(fs.readdirSync(incoming)).toEqual([])
})

test('a correction that comes while the reading is being taken waits for it', async () => {
  const { db: slow, open } = gated()
  const first = send(file('0.4'), { ...services, db: slow })
  const notes = () => fs.readdirSync(incoming).filter((name) => name.endsWith('.json')).length
  await vi.waitFor(() => expect(notes()).toBe(1))
  const correction = send(file('0.45'))
  await vi.waitFor(() => expect(notes()).toBe(2))
  open()
  await Promise.all([first, correction])
  expect(await energyOf(meter)).toEqual([450])
})

test('a file that is whole is known to be, before those that lie there are taken', async () => {
  leftBehind(file('0.4'), { stagedAt: minutesAgo(1) })
  const seen: number[] = []
  const watching = new Proxy(services.db, {
    get: (target, name) => {
      if (name === '$transaction') seen.push(fs.readdirSync(incoming).filter((one) => one.endsWith('.json')).length)
      return Reflect.get(target, name, target)
    },
  })
  expect(await send(file('0.45'), { ...services, db: watching })).toMatchObject({ ok: true })
  expect(seen[0]).toBe(2)
})

test('a file that is taken while a round is at another is not said to be overtaken by the one after it', async () => {
  leftBehind(file('0.5'), { stagedAt: minutesAgo(9), source: `other-${serial}` })
  const { db: slow, begun, open } = gated()
  const taken = leftBehind(file('0.6'), { stagedAt: minutesAgo(5) })
  const round = takeLeftBehind({ ...services, db: slow })
  await begun
  await takeStaged(services, taken, { kind: 'block-reads', source: `head-end-${serial}`, rowCount: null })
  await send(file('0.7'))
  open()
  await round
  const refused = { action: 'ingest.refused', detail: { path: ['source'], equals: `head-end-${serial}` } }
  expect(await services.db.auditEntry.count({ where: refused })).toBe(0)
})

test('two rounds at once take a file once', async () => {
  leftBehind(file('0.5'), { stagedAt: minutesAgo(1) })
  const both = await Promise.all([takeLeftBehind(services), takeLeftBehind(services)])
  expect(both.toSorted()).toEqual([0, 1])
  expect(await services.db.ingestBatch.count({ where: { source: `head-end-${serial}` } })).toBe(1)
})

test('when the database fails the staged file stays, holds up no other, and is taken later', async () => {
  const failing = { ...services, db: failingTransactions(services.db) }
  await expect(send(file('0.5'), failing)).rejects.toThrow('The database is away.')
  expect(await energyOf(meter)).toEqual([])
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  leftBehind(file('0.5', '0.6'), { stagedAt: new Date(services.now().getTime() + 1), source: `other-${serial}` })
  expect(await takeLeftBehind({ ...services, db: failingTransactions(services.db, 1) })).toBe(1)
  expect(await energyOf(meter)).toEqual([500, 600])
  expect(await takeLeftBehind(services)).toBe(1)
  expect(log).toHaveBeenCalledOnce()
  log.mockRestore()
})

test('between two minutes a file that failed rests, with what its system sent after it; no other does', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const resting = true
  leftBehind(file('0.5'), { stagedAt: minutesAgo(3) })
  expect(await takeLeftBehind({ ...services, db: failingTransactions(services.db, 1) }, { resting })).toBe(0)
  leftBehind(file('0.6'), { stagedAt: minutesAgo(2) })
  leftBehind(file('0.1', '0.7'), { stagedAt: minutesAgo(1), source: `other-${serial}` })
  expect(await takeLeftBehind(services, { resting })).toBe(1)
  expect(await takeLeftBehind(services, { resting })).toBe(0)
  expect(await energyOf(meter)).toEqual([100, 700])
  expect(await takeLeftBehind(services)).toBe(2)
  expect(await energyOf(meter)).toEqual([600, 700])
  expect(log).toHaveBeenCalledOnce()
  log.mockRestore()
})

test('a file that always fails is given up after ten tries, lies aside with its note, and holds up no later one', async () => {
  const staged = leftBehind(file('0.5'), { stagedAt: minutesAgo(20) })
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const failing = { ...services, db: failingTransactions(services.db, 10) }
  for (let round = 1; round <= 12; round++) expect(await takeLeftBehind(failing)).toBe(0)
  const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)))
  log.mockRestore()
  expect(lines.filter(({ fault }) => fault === 'STAGED_FILES')).toHaveLength(10)
  const name = path.basename(staged)
  expect(lines.at(-1)).toMatchObject({ fault: 'STAGED_FILE_GIVEN_UP', kind: 'block-reads', file: name })
  expect(fs.readdirSync(path.join(folder, 'incoming-given-up')).sort()).toEqual([name, `${name}.json`])
  const refused = { action: 'ingest.refused', detail: { path: ['source'], equals: `head-end-${serial}` } }
  expect((await services.db.auditEntry.findFirst({ where: refused }))?.detail).toMatchObject({ reason: 'GIVEN_UP' })
  expect(await send(file('0.6'))).toMatchObject({ ok: true })
  expect(await energyOf(meter)).toEqual([600])
})

test('a reading that another system’s file has brought into hand is taken before its correction', async () => {
  leftBehind(file('0.4'), { stagedAt: minutesAgo(1) })
  const { db: slow, begun, open } = gated()
  const round = takeLeftBehind({ ...services, db: slow })
  await begun
  const correction = send(file('0.45'))
  const notes = () => fs.readdirSync(incoming).filter((name) => name.endsWith('.json')).length
  await vi.waitFor(() => expect(notes()).toBe(2))
  open()
  await Promise.all([round, correction])
  expect(await energyOf(meter)).toEqual([450])
})

/** Its first transactions fail, so many of them. */
function failingTransactions(db: Services['db'], failures = Number.POSITIVE_INFINITY): Services['db'] {
  let left = failures
  return new Proxy(db, {
    get: (target, name) => {
      if (name !== '$transaction' || left === 0) return Reflect.get(target, name, target)
      left -= 1
      return () => Promise.reject(new Error('The database is away.'))
    },
  })
}
