import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { readBillPhoto } from '#lib/linking/photo/read-bill-photo.ts'
import { stopPhotoReader } from '#lib/linking/photo/read-photo.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'

/** Photos in a portal where no old bill links a number. */
let services: TestServices
beforeAll(async () => {
  vi.stubEnv('LINK_BY_OLD_BILL', 'no')
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await Promise.all([services.close(), stopPhotoReader()])
})

const CONSUMER_NO = '100044280028'
const reader = { kind: 'anonymous', source: '203.0.113.77' } as const

test('a photo fills in the consumer number, and nothing that would prove it', async () => {
  const link = `https://khata.example/check/2610-${CONSUMER_NO}.202610.108050.${'A'.repeat(86)}`
  const photo = await sharp(Buffer.from(qrSvg(link)))
    .resize(900)
    .png()
    .toBuffer()
  const read = await readBillPhoto(services, reader, { takePhoto: async () => photo, of: null })
  expect(read).toEqual({ ok: true, facts: { consumerNo: CONSUMER_NO, by: 'code', meterNo: null, amount: null } })
})

test('none is taken once the consumer number is known', async () => {
  const takePhoto = vi.fn(async () => null)
  const read = () => readBillPhoto(services, reader, { takePhoto, of: CONSUMER_NO })
  expect([await read(), await read()]).toEqual(Array(2).fill({ ok: false, reason: 'closed' }))
  expect(takePhoto).not.toHaveBeenCalled()
})
