import { beforeEach, expect, test } from 'vitest'
import { type Entry, KEPT_MS } from './device-rules.ts'
import { entryFaults } from './entry-faults.ts'
import { makeSealKey, openFields, sealFields } from './seal.ts'
import { type Answer, readAnswer, sendEntries } from './send-entries.ts'

const NOW = Date.parse('2026-11-23T12:00:00+05:30')
let kept: Map<string, Entry>
let posted: string[]

beforeEach(() => {
  kept = new Map()
  posted = []
})

function written(key: string, more: Partial<Entry> = {}): void {
  const writtenAt = NOW - 60_000 + kept.size
  const entry: Entry = { key, campId: 'camp', writtenAt, state: 'WAITING', reasons: [], fields: {}, number: null }
  kept.set(key, { ...entry, ...more })
}

const send = (answer: (entry: Entry) => Answer) =>
  sendEntries({
    entries: async () => [...kept.values()],
    post: async (entry) => {
      posted.push(entry.key)
      return answer(entry)
    },
    keep: async (entry) => {
      kept.set(entry.key, entry)
    },
    now: () => NOW,
  })

test('what was registered keeps its number and nothing else, what was refused its reasons and its words', async () => {
  written('good', { fields: { consumerNo: '1' } })
  written('bad', { fields: { consumerNo: '2' } })
  const sent = await send(({ key }) =>
    key === 'good' ? { kind: 'SENT', number: 'C-1' } : { kind: 'REFUSED', reasons: ['NO_CONNECTION'] },
  )
  expect(sent).toBe('ALL')
  expect(kept.get('good')).toMatchObject({ state: 'SENT', number: 'C-1', fields: null })
  expect(kept.get('bad')).toMatchObject({ state: 'REFUSED', reasons: ['NO_CONNECTION'], fields: { consumerNo: '2' } })
  await send(() => ({ kind: 'UNREACHED' }))
  expect(posted).toEqual(['good', 'bad'])
})

test('an answer that is lost leaves the entry waiting, and it goes again under the same key', async () => {
  written('one')
  written('two')
  expect(await send(() => ({ kind: 'UNREACHED' }))).toBe('UNREACHED')
  expect([...kept.values()].map(({ state }) => state)).toEqual(['WAITING', 'WAITING'])
  expect(await send(({ key }) => ({ kind: 'SENT', number: key }))).toBe('ALL')
  expect(posted).toEqual(['one', 'one', 'two'])
})

test('with the login gone or another’s, nothing is lost and nothing more is sent', async () => {
  written('one')
  written('two')
  for (const kind of ['LOG_IN', 'OTHER'] as const) expect(await send(() => ({ kind }))).toBe(kind)
  expect(posted).toEqual(['one', 'one'])
  expect([...kept.values()].every(({ state }) => state === 'WAITING')).toBe(true)
})

test('what is past its seven days is not sent', async () => {
  written('old', { writtenAt: NOW - KEPT_MS })
  expect(await send(() => ({ kind: 'SENT', number: 'C-1' }))).toBe('ALL')
  expect(posted).toEqual([])
})

test('only an answer of the portal settles an entry', () => {
  expect(readAnswer(200, { number: 'C-1' })).toEqual({ kind: 'SENT', number: 'C-1' })
  expect(readAnswer(422, { reasons: ['NO_SINCE'] })).toEqual({ kind: 'REFUSED', reasons: ['NO_SINCE'] })
  expect(readAnswer(422, { reasons: ['OTHER_OFFICER'] })).toEqual({ kind: 'OTHER' })
  expect(readAnswer(401, { error: 'login' })).toEqual({ kind: 'LOG_IN' })
  expect(readAnswer(404, null)).toEqual({ kind: 'REFUSED', reasons: ['NO_LEAVE'] })
  // A network that asks for its own login, a proxy without a portal behind it.
  for (const [status, body] of [
    [200, null],
    [502, null],
    [403, null],
    [422, null],
  ] as const)
    expect(readAnswer(status, body)).toEqual({ kind: 'UNREACHED' })
})

test('what is plainly wrong is said while whoever complains still stands there', () => {
  const now = new Date(NOW)
  const good = { since: 'Monday', consumerNo: '1000 4428 0047', mobile: '90000 07777', detail: '', outcome: 'NONE' }
  expect(entryFaults(good, now)).toEqual([])
  expect(entryFaults({ ...good, since: ' ', consumerNo: 'none', mobile: '12' }, now)).toEqual([
    ...['NO_SINCE', 'NO_CONNECTION', 'BAD_MOBILE'],
  ])
  expect(entryFaults({ ...good, outcome: 'PROMISE', promisedOn: '' }, now)).toEqual(['NO_DAY', 'NO_REASON'])
  expect(entryFaults({ ...good, outcome: 'PROMISE', promisedOn: '2026-11-22', reply: 'VISIT' }, now)).toEqual([
    'DAY_IS_PAST',
  ])
})

test('an entry is unreadable without the device’s key, and in another’s place', async () => {
  const key = await makeSealKey()
  const sealed = await sealFields(key, 'one', { mobile: '9000007777' })
  expect(Buffer.from(sealed.bytes).toString('latin1')).not.toContain('9000007777')
  expect(await openFields(key, 'one', sealed)).toEqual({ mobile: '9000007777' })
  await expect(openFields(key, 'two', sealed)).rejects.toThrow()
  await expect(openFields(await makeSealKey(), 'one', sealed)).rejects.toThrow()
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})
