import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Services } from '#lib/platform/services.ts'
import { checkFile, checkFiles } from './check-file.ts'
import { MOST_FILE_BYTES } from './file-limits.ts'

/** Without a scanner nothing is asked of the database. */
const SERVICES = { db: {} as Services['db'], now: () => new Date(0) }
const SOMEBODY = { kind: 'anonymous', source: '203.0.113.1' } as const
const picture = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: '#336699' } })

describe('a photo', () => {
  test('is taken as JPEG, PNG or WebP, and kept as JPEG', async () => {
    for (const bytes of await Promise.all([
      picture().jpeg().toBuffer(),
      picture().png().toBuffer(),
      picture().webp().toBuffer(),
    ])) {
      const checked = await checkFile(bytes)
      if (!checked.ok) throw new Error(checked.reason)
      expect(checked.file.contentType).toBe('image/jpeg')
      expect((await sharp(checked.file.bytes).metadata()).format).toBe('jpeg')
    }
  })

  test('loses place, device and author, and stands upright', async () => {
    const exif = {
      IFD0: { Make: 'A phone', Artist: 'Somebody', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '23/1 20/1 0/1' },
    }
    const taken = await picture(60, 40).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer()
    expect((await sharp(taken).metadata()).orientation).toBe(6)
    const checked = await checkFile(taken)
    if (!checked.ok) throw new Error(checked.reason)
    const { exif: left, xmp, iptc, icc, width, height } = await sharp(checked.file.bytes).metadata()
    expect([left, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined])
    expect([width, height]).toEqual([40, 60])
    expect(checked.file.bytes.includes('Somebody')).toBe(false)
  })

  test('is made smaller where it is larger than anybody reads', async () => {
    const checked = await checkFile(await picture(3_000, 1_000).jpeg().toBuffer())
    if (!checked.ok) throw new Error(checked.reason)
    const { width, height } = await sharp(checked.file.bytes).metadata()
    expect([width, height]).toEqual([2_000, 667])
  })
})

describe('what is no photo', () => {
  test('is refused by its content, whatever it is called', async () => {
    const truncated = (await picture(600, 400).jpeg().toBuffer()).subarray(0, 400)
    const begun = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('<script>alert(1)</script>')])
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    const gif = Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00', 'latin1')
    for (const bytes of [truncated, begun, drawing, gif, Buffer.alloc(0), Buffer.from('%PDF-1.7')])
      expect(await checkFile(bytes)).toEqual({ ok: false, reason: 'NOT_A_FILE_WE_TAKE' })
  })

  test('too many bytes are not looked at, and too many dots not drawn', async () => {
    expect(await checkFile(Buffer.alloc(MOST_FILE_BYTES + 1))).toEqual({ ok: false, reason: 'TOO_BIG' })
    // A few kilobytes that would unfold to half a gigabyte.
    const flood = await picture(14_000, 14_000).png({ compressionLevel: 9 }).toBuffer()
    expect(flood.length).toBeLessThan(MOST_FILE_BYTES)
    expect(await checkFile(flood)).toEqual({ ok: false, reason: 'TOO_MANY_PIXELS' })
  })

  test('of several what is wrong is told once, and the good ones are kept', async () => {
    const good = await picture().png().toBuffer()
    const { files, reasons } = await checkFiles(SERVICES, SOMEBODY, [good, Buffer.from('no'), Buffer.from('no photo')])
    expect(files).toHaveLength(1)
    expect(reasons).toEqual(['NOT_A_FILE_WE_TAKE'])
  })
})
