import fs from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { brandColours, brandSheet, DARK_GROUNDS, isReadable, LIGHT_GROUNDS } from './brand-colours.ts'
import { type Colour, contrastOf } from './contrast.ts'

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value): Colour => `#${value.toString(16).padStart(6, '0')}`)

it('a green of a utility is readable, a yellow is not', () => {
  expect(isReadable('#0b6b3a')).toBe(true)
  expect(isReadable('#f2a31b')).toBe(false)
})

it('whatever readable colour is chosen, all that stands in it can be read in both themes', () => {
  fc.assert(
    fc.property(colours.filter(isReadable), (colour) => {
      const { light, dark } = brandColours(colour)
      for (const [tokens, grounds] of [
        [light, LIGHT_GROUNDS],
        [dark, DARK_GROUNDS],
      ] as const) {
        for (const ground of [...grounds, tokens['primary-tint']])
          expect(contrastOf(tokens.primary, ground), `${tokens.primary} on ${ground}`).toBeGreaterThanOrEqual(4.5)
        for (const ground of [tokens.primary, tokens['primary-hover']])
          expect(contrastOf(tokens['on-primary'], ground)).toBeGreaterThanOrEqual(4.5)
        for (const front of [tokens['on-hero'], tokens['on-hero-2']])
          expect(contrastOf(front, tokens.hero)).toBeGreaterThanOrEqual(4.5)
      }
    }),
    { numRuns: 300 },
  )
})

it('the grounds that are reckoned with are those of the portal’s style sheet, and so are the tokens', () => {
  const css = fs.readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
  for (const ground of [...LIGHT_GROUNDS, ...DARK_GROUNDS]) expect(css).toContain(ground)
  for (const token of Object.keys(brandColours('#0b6b3a').light)) expect(css).toContain(`--${token}:`)
  expect(brandSheet('#0b6b3a')).toContain(':root:root{--primary:#0b6b3a')
})
