import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { paperBill, photoOf } from '#e2e/support/bill-photos.ts'
import { stopTypesetter } from '#lib/billing/pdf/typeset.ts'
import { readPhoto, stopPhotoReader } from '#lib/linking/photo/read-photo.ts'
import { LOCALES } from '#lib/units/locale.ts'

/** Photos of bills that the portal prints itself. Many more of them: `npm run bench -- bill-photos`. */
afterAll(async () => {
  await Promise.all([stopTypesetter(), stopPhotoReader()])
})

const LETTERS_ONLY = { left: 0, top: 0.02, width: 0.73, height: 0.36 }
const CHARTS_ONLY = { left: 0, top: 0.42, width: 0.62, height: 0.36 }
/** On a busy machine; alone each takes a few seconds. */
const LONGEST_SECONDS = 60

test('a tilted photo is read by its QR, the meter number by its letters', async () => {
  const { page, consumerNo, meterNo, amount } = await paperBill(701, 'hi')
  const photo = await photoOf(page, { turnedDegrees: 5, tableShare: 0.05, white: 170 })
  const reading = await readPhoto(photo, LONGEST_SECONDS)
  expect(reading).toMatchObject({ ok: true, facts: { consumerNo, by: 'code', meterNo, amount } })
})

test.each(LOCALES)('without a QR it is read by its letters (%s)', async (locale) => {
  const { page, consumerNo } = await paperBill(locale === 'hi' ? 702 : 703, locale)
  const photo = await photoOf(page, { cropped: LETTERS_ONLY, turnedDegrees: -2, white: 200 })
  const reading = await readPhoto(photo, LONGEST_SECONDS)
  expect(reading).toMatchObject({ ok: true, facts: { consumerNo, by: 'text', amount: null } })
})

test('of what is left of a bill without its upper part nothing is made up', async () => {
  const { page } = await paperBill(704, 'en')
  expect(await readPhoto(await photoOf(page, { cropped: CHARTS_ONLY }), LONGEST_SECONDS)).toEqual({
    ...{ ok: false, reason: 'unreadable' },
  })
})

test('a QR of something else is told from a bill', async () => {
  const qr = await sharp(Buffer.from(qrSvg('WIFI:S:namuna;T:WPA;P:namuna;;')))
    .resize(700)
    .png()
    .toBuffer()
  expect(await readPhoto(qr, LONGEST_SECONDS)).toEqual({ ok: false, reason: 'other-code' })
})
