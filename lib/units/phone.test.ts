import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { latinFigures } from './figures.ts'
import { dialLink, maskMobile, parseMobile } from './phone.ts'

const RUNS = fuzz(10_000, 500_000)
const mobiles = fc.stringMatching(/^[6-9]\d{9}$/)

test('a mobile number is found in every way that people write it', () => {
  const before = fc.constantFrom('', '0', '91', '+91', '+91 ', '+91-', ' ')
  const between = fc.string({ unit: fc.constantFrom(...' -().'), maxLength: 2 })
  fc.assert(
    fc.property(mobiles, before, fc.array(between, { minLength: 10, maxLength: 10 }), (mobile, start, gaps) => {
      expect(parseMobile(`${start}${[...mobile].map((digit, at) => `${digit}${gaps[at]}`).join('')}`)).toBe(mobile)
    }),
    RUNS,
  )
})

test('a mobile number in figures of Devanagari is the same number', () => {
  expect(parseMobile('९०००००००२८')).toBe('9000000028')
  expect(parseMobile('+९१ 90000 ०००२८')).toBe('9000000028')
})

test('what is found is ten digits from 6 to 9 on, reads as itself, and its mask cannot be called', () => {
  const near = fc.string({ unit: fc.constantFrom(...'0123456789+- ()९'), maxLength: 16 })
  fc.assert(
    fc.property(
      fc.oneof(
        near,
        fc.string(),
        mobiles.map((mobile) => `${mobile}7`),
      ),
      (text) => {
        const found = parseMobile(text)
        if (found === null) return
        expect(found).toMatch(/^[6-9]\d{9}$/)
        expect(parseMobile(found)).toBe(found)
        expect(latinFigures(text).replace(/\D/g, '').endsWith(found)).toBe(true)
        expect(maskMobile(found).replace(/\D/g, '')).toHaveLength(7)
      },
    ),
    RUNS,
  )
})

test('a helpline is called by its figures, whatever words stand with them', () => {
  expect(dialLink('1912')).toBe('tel:1912')
  expect(dialLink('+91 651 249-0014')).toBe('tel:+916512490014')
  expect(dialLink('१९१२ (दिन-रात)')).toBe('tel:1912')
  expect(dialLink('=HYPERLINK("http://evil.example/5")')).toBe('tel:5')
})
