import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { readPhoto, stopPhotoReader } from './read-photo.ts'

afterAll(() => stopPhotoReader())

const plain = (width: number, height: number, background = '#dddddd') =>
  sharp({ create: { width, height, channels: 3, background } })

/** A PNG whose head says that it is a square of so many dots, with the checksum that belongs to it. */
function claiming(png: Buffer, side: number): Buffer {
  const changed = Buffer.from(png)
  // Eight bytes of signature, length and name of the first part; then width, height and five more bytes.
  changed.writeUInt32BE(side, 16)
  changed.writeUInt32BE(side, 20)
  changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29)
  return changed
}

test('what is no photo is refused by its content', async () => {
  const photo = await plain(600, 400).jpeg().toBuffer()
  const script = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('<script>alert(1)</script>')])
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('%PDF-1.7\n1 0 obj'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00', 'latin1'),
    photo.subarray(0, 300),
    script,
  ])
    expect(await readPhoto(bytes)).toEqual({ ok: false, reason: 'not-a-picture' })
})

test('a small file that would unfold to more than any camera takes is not unfolded', async () => {
  const flood = claiming(await plain(20, 20).png().toBuffer(), 14_000)
  expect(flood.length).toBeLessThan(1_000)
  expect(await readPhoto(flood)).toEqual({ ok: false, reason: 'too-many-pixels' })
})

test('a covered lens is told from an empty page', async () => {
  expect(await readPhoto(await plain(900, 900, '#050505').jpeg().toBuffer())).toEqual({ ok: false, reason: 'too-dark' })
  expect(await readPhoto(await plain(900, 900).jpeg().toBuffer())).toEqual({ ok: false, reason: 'unreadable' })
})

test('one photo is in hand and two wait; whoever comes after is told so at once', async () => {
  const photo = await plain(300, 300).jpeg().toBuffer()
  const results = await Promise.all([1, 2, 3, 4].map(() => readPhoto(photo)))
  expect(results.map((result) => !result.ok && result.reason)).toEqual([
    ...['unreadable', 'unreadable', 'unreadable'],
    'busy',
  ])
})

test('a photo that takes too long is given up, and the next one is read', async () => {
  const [large, photo] = [await plain(4_000, 3_000).jpeg().toBuffer(), await plain(300, 300).jpeg().toBuffer()]
  const [slow, next] = await Promise.all([readPhoto(large, 0), readPhoto(photo)])
  expect(slow).toEqual({ ok: false, reason: 'too-slow' })
  expect(next).toEqual({ ok: false, reason: 'unreadable' })
})
