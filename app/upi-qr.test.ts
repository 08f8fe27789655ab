import fc from 'fast-check'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { qrSvg } from '#components/bills/qr-svg.ts'
import { decodeQr } from '#e2e/support/decode.ts'
import { readUpiLink, upiLink } from '#lib/payments/upi-link.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { paise } from '#lib/units/paise.ts'

const PIXELS_A_MODULE = 4
const { numRuns, seed } = fuzz(15, 500)

/** The QR as a picture: what its path draws, runs of dark modules in rows. */
function picture(svg: string): Buffer {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) * PIXELS_A_MODULE
  const png = new PNG({ width: size, height: size })
  png.data.fill(255)
  const [, path = ''] = /fill="#000000" d="([^"]+)"/.exec(svg) ?? []
  for (const [, x, y, length] of path.matchAll(/M(\d+)[ ,](\d+) ?h(\d+)v1H\d+z/g))
    for (let row = 0; row < PIXELS_A_MODULE; row++) {
      const first = (Number(y) * PIXELS_A_MODULE + row) * size + Number(x) * PIXELS_A_MODULE
      for (let at = first; at < first + Number(length) * PIXELS_A_MODULE; at++) png.data.fill(0, at * 4, at * 4 + 3)
    }
  return PNG.sync.write(png)
}

test(`${numRuns} payments of any words, drawn as a QR and read by two decoders, say the same`, async () => {
  const hindi = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'कखगजटतनपमरलसहअइिीु्ं ₹') })
  const text = fc.oneof(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), hindi, fc.emailAddress())
  const reference = fc.stringMatching(/^[A-Z0-9]{1,35}$/)
  const amount = fc.bigInt(1n, 10n ** 12n).map(paise)
  const payments = fc.record({ vpa: text, payeeName: text, reference, note: text, amountPaise: amount })
  await fc.assert(
    fc.asyncProperty(payments, fc.constantFrom('M' as const, 'Q' as const), async (payment, level) => {
      const link = upiLink(payment)
      expect(await decodeQr(picture(qrSvg(link, level)))).toEqual({ jsqr: link, zxing: link })
      // A note is cut, which lib/payments/upi-link.test.ts tells; what is left of it is read as it was written.
      expect(readUpiLink(link)).toEqual({ ...payment, note: [...payment.note].slice(0, 50).join('') })
    }),
    { numRuns, seed },
  )
})
