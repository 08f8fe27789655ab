import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { addSource, endSource, rotateToken } from '#lib/ingest/door/manage-sources.ts'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { POST } from './route.ts'

let services: TestServices
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incoming-'))
const actor = { kind: 'system', name: 'test' } as const
let serial = 500
let meter = ''
let token = ''

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  vi.stubEnv('INGEST_TOKEN', 'token-of-settings,token-before')
  vi.stubEnv('INGEST_LARGEST_MB', '3')
  vi.stubEnv('INGEST_MOST_ROWS', '40')
  services = await testServices('2026-11-23T10:00:00+05:30')
  const held = globalThis as typeof globalThis & { portalServices?: Services }
  held.portalServices = services
})
afterAll(async () => {
  // Nothing that came stays on the disk.
  expect(fs.readdirSync(path.join(folder, 'incoming'))).toEqual([])
  fs.rmSync(folder, { recursive: true })
  await services.close()
})
beforeEach(async () => {
  serial += 1
  meter = `TM${serial}`
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial)}\n`)
  const source = await addSource(services, actor, { name: `head-end-${serial}`, kinds: ['block-reads', 'bills'] })
  token = source.ok ? source.token : ''
})

type Sent = { kind?: string; secret?: string | null; headers?: Record<string, string>; type?: string }

function send(body: RequestInit['body'], { kind = 'block-reads', secret = token, headers = {}, type }: Sent = {}) {
  const request = new Request(`http://localhost:3000/api/ingest/${kind}`, {
    method: 'POST',
    ...(body && { body }),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
    headers: {
      'Content-Type': type ?? 'text/csv; charset=utf-8',
      ...(secret !== null && { Authorization: `Bearer ${secret}` }),
      ...headers,
    },
  })
  return POST(request, { params: Promise.resolve({ kind }) })
}

const file = (...kwh: string[]) =>
  ['meter_no,start,kwh', ...kwh.map((value, hour) => `${meter},2026-11-20 ${String(hour + 10)}:00,${value}`), ''].join(
    '\n',
  )
const said = async (answer: Response) => [answer.status, await answer.json()]
async function stored(): Promise<number> {
  const { id } = await services.db.meter.findUniqueOrThrow({ where: { serialNo: meter } })
  return services.db.blockDay.count({ where: { meterId: id } })
}

test('a file is taken with its wrong rows named, once, packed or not, and its batch says who sent it', async () => {
  const [status, first] = await said(await send(file('0.5', '-1', '0.7')))
  expect([status, first]).toMatchObject([200, { accepted: 2, unchanged: 0, rejected: 1, errors: [{ line: 3 }] }])
  const batch = await services.db.ingestBatch.findUniqueOrThrow({ where: { id: first.batch } })
  expect(batch).toMatchObject({ source: `head-end-${serial}`, kind: 'block-reads', errors: first.errors })
  const packed = gzipSync(file('0.5', '-1', '0.7'))
  const again = await said(await send(packed, { headers: { 'Content-Encoding': 'gzip' } }))
  expect(again).toMatchObject([200, { accepted: 0, unchanged: 2, rejected: 1 }])
})

test('without a token that holds, for another kind, or for what is no kind, nothing is taken', async () => {
  const other = await addSource(services, actor, { name: `other-${serial}`, kinds: ['events'] })
  for (const secret of [null, '', 'token', `${token}x`, token.slice(1)])
    expect((await send(file('0.5'), { secret })).status).toBe(401)
  expect((await send(file('0.5'), { secret: other.ok ? other.token : '' })).status).toBe(403)
  // The kind is part of a path on the disk once it is known; these are known to nobody.
  for (const kind of [
    'readings',
    '../block-reads',
    'block-reads/../../x',
    '/etc/passwd',
    'block-reads\0',
    '',
    '__proto__',
  ])
    expect((await send(file('0.5'), { kind: encodeURIComponent(kind) })).status, kind).toBe(404)
  for (const type of ['', 'text/html', 'multipart/form-data'])
    expect((await send(file('0.5'), { type })).status).toBe(415)
  expect((await send(file('0.5'), { headers: { 'Content-Encoding': 'br' } })).status).toBe(415)
  expect(await stored()).toBe(0)
  for (const secret of ['token-of-settings', 'token-before'])
    expect((await send(file('0.5'), { secret })).status).toBe(200)
})

test('a replaced token holds for a day beside the new one, an ended source not at all', async () => {
  const name = `head-end-${serial}`
  const next = await rotateToken(services, actor, name)
  const fresh = next.ok ? next.token : ''
  expect((await send(file('0.5'))).status).toBe(200)
  expect((await send(file('0.5'), { secret: fresh })).status).toBe(200)
  services.setTime('2026-11-24T10:00:01+05:30')
  expect((await send(file('0.5'))).status).toBe(401)
  expect((await send(file('0.5'), { secret: fresh })).status).toBe(200)
  await endSource(services, actor, name)
  expect((await send(file('0.5'), { secret: fresh })).status).toBe(401)
  expect(await rotateToken(services, actor, name)).toEqual({ ok: false, reason: 'UNKNOWN_SOURCE' })
  const kept = await services.db.ingestSource.findFirstOrThrow({ where: { name } })
  expect(JSON.stringify(kept)).not.toContain(fresh)
  services.setTime('2026-11-23T10:00:00+05:30')
})

test('a source needs a name of its own and kinds that exist', async () => {
  const add = (name: string, kinds: string[]) => addSource(services, actor, { name, kinds })
  expect(await add(`head-end-${serial}`, ['events'])).toEqual({ ok: false, reason: 'NAME_TAKEN' })
  expect(await add('two words', ['events'])).toEqual({ ok: false, reason: 'NO_NAME' })
  expect(await add('none', [])).toEqual({ ok: false, reason: 'NO_KINDS' })
  expect(await add('wrong', ['events', 'readings'])).toEqual({ ok: false, reason: 'UNKNOWN_KIND' })
})

test('a broken file changes nothing, and is told why', async () => {
  const good = file('0.5', '0.6', '0.7')
  const digest = (text: string) => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`
  const packed = gzipSync(good)
  const gzip = { 'Content-Encoding': 'gzip' }
  const broken: [string, RequestInit['body'], Record<string, string>?][] = [
    ['BROKEN', `${good}${meter},"2026-11-20 13:00,0.5\n`],
    ['BROKEN', good.replace('kwh', 'units')],
    ['BROKEN', Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0xfe])])],
    ['BROKEN', good, { 'X-Row-Count': '4' }],
    ['OTHER_DIGEST', good, { 'Content-Digest': digest(`${good} `) }],
    ['CUT_SHORT', good, { 'Content-Length': String(good.length + 20) }],
    ['CUT_SHORT', packed.subarray(0, packed.length - 12), gzip],
    ['NOT_GZIP', good, gzip],
    ['BROKEN', ''],
  ]
  for (const [fault, body, headers = {}] of broken) {
    const [status, answer] = await said(await send(body, { headers }))
    expect([status, answer.error], `${fault} ${JSON.stringify(headers)}`).toEqual([400, fault])
    expect(answer.reasons[0].length).toBeGreaterThan(10)
  }
  expect(await stored()).toBe(0)
  const whole = { 'X-Row-Count': '3', 'Content-Digest': digest(good), 'Content-Length': String(good.length) }
  expect((await send(good, { headers: whole })).status).toBe(200)
})

test('a file in another encoding is refused, and numbers that are none are, row by row', async () => {
  const good = file('0.5', '0.6')
  const marked = (mark: number[], text: Buffer) => Buffer.concat([Buffer.from(mark), text])
  const latin1 = Buffer.from(good.replace(meter, 'Zähler'), 'latin1')
  const encodings = {
    'UTF-16, little end first': marked([0xff, 0xfe], Buffer.from(good, 'utf16le')),
    'UTF-16, big end first': marked([0xfe, 0xff], Buffer.from(good, 'utf16le').swap16()),
    'UTF-16 without a mark': Buffer.from(good, 'utf16le'),
    'Latin-1': latin1,
    'a NUL': Buffer.from(good.replace('0.6', '0.6\0')),
  }
  for (const [name, body] of Object.entries(encodings)) {
    const [status, { error, accepted, rejected }] = await said(await send(body))
    if (name === 'a NUL')
      expect({ name, status, accepted, rejected }).toEqual({ name, status: 200, accepted: 1, rejected: 1 })
    else expect({ name, status, error }).toEqual({ name, status: 400, error: 'BROKEN' })
  }
  const other = good.replace('kwh', 'kwh,other\0').replaceAll(/(0\.\d)$/gm, '$1,x')
  expect(await said(await send(other))).toMatchObject([200, { accepted: 1, unchanged: 1 }])
  const bill = { kind: 'bills', type: 'application/x-ndjson' }
  for (const line of ['{"billNo":"a\\u0000"}', '{"billNo\\ud800":"a"}'])
    expect(await said(await send(`${line}\n`, bill))).toMatchObject([200, { rejected: 1 }])
  const admin = { secret: 'token-of-settings', type: 'application/json' }
  for (const kind of ['outages', 'meter-data'])
    expect(await said(await send('[{"a\\u0000":1}]', { ...admin, kind })), kind).toMatchObject([200, { rejected: 1 }])
  expect((await send('{"categories\\u0000":[]}', { ...admin, kind: 'tariffs' })).status).toBe(400)
  for (const number of ['1e309', '0x10', 'NaN', 'Infinity', '०.५', '0,5', '1e-9', '--1', '9'.repeat(400)])
    expect(await said(await send(file(number))), number).toMatchObject([200, { accepted: 0, rejected: 1 }])
})

test('a day has as many half hours as it has', async () => {
  const hours = Array.from({ length: 26 }, (_, hour) => String(hour).padStart(2, '0'))
  const row = (time: string) => `${meter},2026-11-19 ${time},0.5`
  const sent = [...hours.flatMap((hour) => [row(`${hour}:00`), row(`${hour}:30`)]), row('10:15')]
  // 24:00 is the next midnight, as ISO 8601 writes it; a quarter fits nowhere between halves.
  const answer = await said(await send(['meter_no,start,kwh', ...sent.slice(0, 40), ''].join('\n')))
  expect(answer).toMatchObject([200, { accepted: 40, rejected: 0 }])
  const rest = await said(await send(['meter_no,start,kwh', ...sent.slice(40), ''].join('\n')))
  expect(rest).toMatchObject([200, { accepted: 9, rejected: 4 }])
  expect(await stored()).toBe(2)
})

test('what comes without an end, or unpacks without one, is refused before it fills the disk', async () => {
  const endless = (piece: Buffer, pieces = { sent: 0 }) => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pieces.sent += 1
        controller.enqueue(new Uint8Array(piece))
      },
    })
    return { body, pieces }
  }
  const gzip = { headers: { 'Content-Encoding': 'gzip' } }
  expect(await said(await send(endless(Buffer.from('a,b,c\n'.repeat(20_000))).body))).toMatchObject([
    413,
    { error: 'TOO_LARGE' },
  ])
  const bomb = gzipSync('0\n'.repeat(1_250_000))
  expect(await said(await send(bomb, gzip))).toMatchObject([413, { error: 'BOMB' }])
  // A line that no row can have is refused long before the file would be too large.
  const line = endless(Buffer.alloc(10_000, 65))
  expect(await said(await send(line.body))).toMatchObject([400, { error: 'LONG_LINE' }])
  expect(line.pieces.sent).toBeLessThan(50)
  expect(await said(await send(gzipSync(Buffer.alloc(2_500_000, 65)), gzip))).toMatchObject([
    400,
    { error: 'LONG_LINE' },
  ])
  expect((await send(file('1'), { headers: { 'Content-Length': '4000000' } })).status).toBe(413)
})

test('archives are no files of ours: nothing of them is unpacked or stored', async () => {
  const [name, csv] = [Buffer.from('../../../tmp/readings.csv'), Buffer.from(file('0.5'))]
  const zip = Buffer.alloc(30 + name.length + csv.length)
  // A local file header with a stored entry (APPNOTE 6.3, 4.3.7).
  zip.writeUInt32LE(0x04034b50, 0)
  for (const [value, at] of [
    [csv.length, 18],
    [csv.length, 22],
  ] as const)
    zip.writeUInt32LE(value, at)
  zip.writeUInt16LE(name.length, 26)
  name.copy(zip, 30)
  csv.copy(zip, 30 + name.length)
  const gzip = { 'Content-Encoding': 'gzip' }
  // A symbolic link's header, then a file's, as tar has them: what follows 100 bytes of a name is no table either.
  const tar = Buffer.concat([Buffer.from('readings.csv'.padEnd(512, '\0')), csv, Buffer.alloc(1_024)])
  expect((await send(zip, { type: 'application/zip' })).status).toBe(415)
  const asTables = [
    send(zip),
    send(gzipSync(zip), { headers: gzip }),
    send(tar),
    send(gzipSync(tar), { headers: gzip }),
  ]
  for (const answer of await Promise.all(asTables)) expect(await said(answer)).toMatchObject([400, { error: 'BROKEN' }])
  // Packed twice: the inner layer stays packed, and is no table.
  expect(await said(await send(gzipSync(gzipSync(csv)), { headers: gzip }))).toMatchObject([400, { error: 'BROKEN' }])
  expect(await stored()).toBe(0)
})

test('a file of more rows than may be sent at once changes nothing, nor do lines of a table or of bills', async () => {
  const rows = (count: number) => Array.from({ length: count }, () => '0.5')
  const said400 = { error: 'BROKEN', reasons: ['The file has more than 40 rows.'] }
  expect(await said(await send(file(...rows(41))))).toMatchObject([400, said400])
  expect(await said(await send('{}\n'.repeat(41), { kind: 'bills' }))).toMatchObject([400, said400])
  expect(await stored()).toBe(0)
  // The hours beyond the day are rejected one by one: the file as such is taken.
  expect((await send(file(...rows(40)))).status).toBe(200)
})

test('a sender that goes away in the middle leaves nothing', async () => {
  let sent = 0
  const cut = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      if (sent > 1) controller.error(Object.assign(new Error('gone'), { name: 'AbortError' }))
      else controller.enqueue(Buffer.from(file('0.5')))
    },
  })
  expect(await said(await send(cut))).toMatchObject([400, { error: 'CUT_SHORT' }])
  expect(await stored()).toBe(0)
})

test('while four files are being taken a fifth is asked to come again', async () => {
  const release: (() => void)[] = []
  const slow = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) =>
        void release.push(() => {
          controller.enqueue(Buffer.from(file('0.5')))
          controller.close()
        }),
    })
  const waiting = [1, 2, 3, 4].map(() => send(slow()))
  await vi.waitFor(() => expect(fs.readdirSync(path.join(folder, 'incoming'))).toHaveLength(4))
  const fifth = await send(file('0.5'))
  expect([fifth.status, fifth.headers.get('Retry-After')]).toEqual([503, '30'])
  for (const end of release) end()
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await send(file('0.5'))).status).toBe(200)
})

test('a table may come as JSON lines, and MeterData as JSON, with the paths of what was not used', async () => {
  const line = JSON.stringify({ meter_no: meter, start: '2026-11-20 10:00', kwh: 0.5 })
  const headers = { 'X-Row-Count': '1' }
  const rows = await said(await send(`${line}\n`, { type: 'application/x-ndjson', headers }))
  expect(rows).toMatchObject([200, { accepted: 1, rejected: 0 }])
  const profile = {
    ...{ profileType: 'EVENT', meterRefs: [{ scheme: 'METER_SERIAL', value: meter }] },
    timePeriod: { start: '2026-11-20T00:00:00+05:30', duration: 'P1D' },
    events: [{ timestamp: '2026-11-20T03:12:45+05:30', eventId: 101, sequence: 7 }],
  }
  const given = { kind: 'meter-data', secret: 'token-of-settings', type: 'application/json' }
  const [status, answer] = await said(await send(JSON.stringify([profile]), given))
  expect([status, answer]).toMatchObject([200, { accepted: 1, rejected: 0 }])
  expect(answer.unused).toContainEqual({ path: "$[?@.profileType=='EVENT'].events[*].sequence", count: 1 })
  expect((await send(JSON.stringify([profile]).slice(0, -1), given)).status).toBe(400)
})

test('of a document its profiles and notices are counted, and its most are as many as a table may have rows', async () => {
  const admin = { secret: 'token-of-settings', type: 'application/json' }
  const profile = {
    ...{ profileType: 'EVENT', meterRefs: [{ scheme: 'METER_SERIAL', value: meter }] },
    timePeriod: { start: '2026-11-20T00:00:00+05:30', duration: 'P1D' },
    events: [{ timestamp: '2026-11-20T03:12:45+05:30', eventId: 101 }],
  }
  const notice = { objectType: 'OUTAGE_NOTIFICATION' }
  const events = () => services.db.meterEvent.count({ where: { meter: { serialNo: meter } } })
  const sendAs = async (kind: string, body: string, announced?: number) =>
    said(
      await send(body, {
        ...{ ...admin, kind },
        headers: announced === undefined ? {} : { 'X-Row-Count': String(announced) },
      }),
    )
  const wrong = (reason: string) => [400, { error: 'BROKEN', reasons: [reason] }]

  for (const body of [JSON.stringify([profile, profile]), `${JSON.stringify(profile)}\n${JSON.stringify(profile)}\n`])
    expect(await sendAs('meter-data', body, 3)).toEqual(wrong('The file has 2 profiles, 3 were announced.'))
  const many = JSON.stringify(Array(41).fill(profile))
  expect(await sendAs('meter-data', many)).toEqual(wrong('The file has more than 40 profiles.'))
  expect(await sendAs('outages', JSON.stringify(Array(41).fill(notice)))).toEqual(
    wrong('The file has more than 40 notices.'),
  )
  expect(await sendAs('outages', JSON.stringify(notice), 2)).toEqual(wrong('The file has 1 notices, 2 were announced.'))
  // Cut off behind a whole profile, and with something between notices that is none.
  const cut = JSON.stringify([profile, profile]).slice(0, -1)
  expect(await sendAs('meter-data', cut, 2)).toEqual(
    wrong('From line 1 on the file cannot be read: the file ends in the middle.'),
  )
  expect((await sendAs('outages', JSON.stringify([1, notice]), 2))[0]).toBe(400)
  expect(await sendAs('tariffs', '{}', 2)).toEqual(wrong('The file has 1 documents, 2 were announced.'))
  expect(await events()).toBe(0)

  expect(await sendAs('meter-data', JSON.stringify([profile, profile]), 2)).toMatchObject([200, { accepted: 1 }])
  expect(await sendAs('outages', JSON.stringify([1, notice]))).toMatchObject([200, { rejected: 2 }])
  expect(await events()).toBe(1)
})
