import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maskedName } from './masked-name.ts'

it.each([
  ['Asha Kumari', 'A…\u00a0K…'],
  ['आशा कुमारी', 'आ…\u00a0कु…'],
  ['श्रीमती मीना', 'श्री…\u00a0मी…'],
  ['M/s Test Traders & Sons', 'M…\u00a0s…\u00a0T…'],
  ['  Imran  ', 'I…'],
  ['0028', '…'],
])('%s is shown as %s', (name, shown) => expect(maskedName(name)).toBe(shown))

it('shows one letter of a word at the most, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
      const parts = maskedName(name).split('\u00a0').filter(Boolean)
      expect(parts.length).toBeLessThanOrEqual(3)
      for (const part of parts) expect(part.endsWith('…')).toBe(true)
    }),
  )
})
