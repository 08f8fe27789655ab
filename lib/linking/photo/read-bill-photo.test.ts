import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { MOST_PHOTO_BYTES, PHOTOS_PER_SOURCE_AND_HOUR } from '../link-policy.ts'
import { factsToKeep, keptFacts } from './kept-facts.ts'
import { readBillPhoto } from './read-bill-photo.ts'
import { stopPhotoReader } from './read-photo.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(async () => {
  await Promise.all([services.close(), stopPhotoReader()])
})

let sources = 0
const somebody = () => ({ kind: 'anonymous', source: `203.0.113.${++sources}` }) as const
const photo = (takePhoto: () => Promise<Buffer | 'TOO_BIG' | null>) =>
  readBillPhoto(services, somebody(), { takePhoto, of: null })

it('says what is wrong with what was sent', async () => {
  const grey = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#dddddd' } })
    .jpeg()
    .toBuffer()
  expect(await photo(async () => null)).toEqual({ ok: false, reason: 'missing' })
  expect(await photo(async () => 'TOO_BIG')).toEqual({ ok: false, reason: 'too-big' })
  expect(await photo(async () => Buffer.alloc(MOST_PHOTO_BYTES + 1))).toEqual({ ok: false, reason: 'too-big' })
  expect(await photo(async () => Buffer.from('%PDF'))).toEqual({ ok: false, reason: 'not-a-picture' })
  expect(await photo(async () => grey)).toEqual({ ok: false, reason: 'unreadable' })
})

it('lets a source send so many an hour, and takes no more of its bytes then', async () => {
  const actor = somebody()
  const send = (takePhoto: () => Promise<null>) => readBillPhoto(services, actor, { takePhoto, of: null })
  for (let sent = 0; sent < PHOTOS_PER_SOURCE_AND_HOUR; sent++) await send(async () => null)
  const refused = await send(() => Promise.reject(new Error('taken')))
  expect(refused).toEqual({ ok: false, reason: 'too-many' })
  expect(await photo(async () => null)).toEqual({ ok: false, reason: 'missing' })
})

it('fills a form with what was read of the same consumer number', () => {
  const kept = { consumerNo: '100044280028', meterNo: 'JB1', amount: '1080.00' }
  expect(factsToKeep({ ...kept, by: 'code' })).toEqual(kept)
  expect(factsToKeep({ ...kept, by: 'text', amount: null })).toEqual({ ...kept, amount: '' })
  expect(keptFacts(kept, null)).toEqual(kept)
  expect(keptFacts(kept, '100044280028')).toEqual(kept)
  expect(keptFacts(kept, '100044280031')).toBeNull()
  expect(keptFacts({ ...kept, consumerNo: '' }, '100044280031')?.meterNo).toBe('JB1')
  expect(keptFacts(null, null)).toBeNull()
})
