import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentDisposition } from './content-disposition.ts'

test('a plain name stays as it is', () => {
  expect(contentDisposition('inline', 'bill-2026-10-0028.pdf')).toBe('inline; filename="bill-2026-10-0028.pdf"')
  expect(contentDisposition('attachment', 'receipt-R2611-000123.pdf')).toBe(
    'attachment; filename="receipt-R2611-000123.pdf"',
  )
})

test.each([
  ['a-filename-evil.exe', 'a"; filename="evil.exe'],
  ['bill--Set-Cookie-a-b-script-.pdf', 'bill-\r\nSet-Cookie: a=b\r\n\r\n<script>.pdf'],
  ['-etc-passwd', '../../etc/passwd'],
  ['-run.bat', '..\\..\\run.bat'],
  ['-htaccess', '.htaccess'],
  ['---.pdf', 'बिल-#$*_@\\<.pdf'],
  ['bill--fdp.exe', 'bill-\u202efdp.exe'],
  ['bill-.pdf', 'bill\0.pdf'],
  [`${'9'.repeat(116)}.pdf`, `bill-${'9'.repeat(10_000)}.pdf`],
])('what would do harm becomes %s', (plain, name) => {
  expect(contentDisposition('inline', name)).toBe(`inline; filename="${plain}"`)
})

test('no name breaks out of the header', () => {
  const anything = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'\r\n"\\/.;%= -a') }))
  fc.assert(
    fc.property(anything, (name) => {
      const header = contentDisposition('attachment', `${name}.pdf`)
      expect(header).toMatch(/^attachment; filename="[A-Za-z0-9-][A-Za-z0-9.-]*"$/)
      expect(header).not.toContain('..')
      expect(new Response(null, { headers: { 'Content-Disposition': header } }).ok).toBe(true)
    }),
  )
})
