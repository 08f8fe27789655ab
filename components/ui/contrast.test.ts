import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

type Tokens = Record<string, string>

/** The colours of a block of the style sheet, by token. */
function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`)
  expect(start, selector).toBeGreaterThanOrEqual(0)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((found) => [found[1], found[2]]))
}

const light = tokensOf(':root')
const dark = tokensOf(':root[data-theme="dark"]')

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(theme: Tokens, front: string, ground: string): number {
  const [a, b] = [front, ground].map((token) => luminance(theme[token] ?? `no token ${token}`))
  return (Math.max(a as number, b as number) + 0.05) / (Math.min(a as number, b as number) + 0.05)
}

/** Text asks for 4.5:1. The figures are those of the design, light and dark. */
const TEXT: [front: string, ground: string, light: number, dark: number][] = [
  ['text', 'surface', 16.2, 14.8],
  ['text-2', 'surface', 7.1, 8.9],
  ['text', 'bg', 14.9, 16.3],
  ['text-2', 'bg', 6.5, 9.8],
  ['text', 'sunken', 13.8, 13.0],
  ['text-2', 'sunken', 6.1, 7.8],
  ['primary', 'surface', 9.6, 9.1],
  ['primary', 'bg', 8.8, 10.0],
  ['primary', 'primary-tint', 8.3, 7.2],
  ['primary', 'warn-tint', 8.5, 7.5],
  ['primary', 'ok-tint', 8.4, 7.3],
  ['primary', 'bad-tint', 8.3, 7.7],
  ['on-primary', 'primary', 9.6, 9.5],
  ['on-primary', 'primary-hover', 12.5, 11.7],
  ['ok', 'surface', 6.1, 9.5],
  ['ok', 'ok-tint', 5.3, 7.7],
  ['warn', 'surface', 6.8, 10.1],
  ['warn', 'warn-tint', 6.1, 8.3],
  ['bad', 'surface', 6.7, 8.5],
  ['bad', 'bad-tint', 5.7, 7.3],
  ['limit', 'surface', 5.5, 9.6],
  ['on-hero', 'hero', 9.6, 13.6],
  ['on-hero-2', 'hero', 7.3, 8.9],
]

/** Shapes ask for 3:1. */
const SHAPES: typeof TEXT = [
  ['line-strong', 'surface', 4.3, 5.1],
  ['line-strong', 'bg', 3.9, 5.6],
  ['bar', 'surface', 6.0, 6.5],
  ['bar', 'band', 5.0, 5.0],
  ['bar-over', 'surface', 4.6, 8.5],
  ['gap', 'surface', 4.3, 5.1],
  ['band-edge', 'band', 5.1, 7.3],
  ['outage', 'band', 13.6, 11.3],
  ['h4', 'surface', 5.2, 5.7],
  ['h5', 'surface', 9.6, 10.6],
]

describe.each([
  ['text', 4.5, TEXT],
  ['shapes', 3, SHAPES],
] as const)('%s', (_, least, pairs) => {
  it.each(pairs)('%s on %s reads in both themes, as the design measured', (front, ground, inLight, inDark) => {
    for (const [theme, measured] of [
      [light, inLight],
      [dark, inDark],
    ] as const) {
      const ratio = contrast(theme, front, ground)
      expect(ratio).toBeGreaterThanOrEqual(least)
      expect(Math.abs(ratio - measured)).toBeLessThan(0.1)
    }
  })
})

describe('the tokens', () => {
  it('are the same in the dark of the device and in the dark that somebody chose', () => {
    expect(tokensOf(':root:not([data-theme="light"])')).toEqual(dark)
  })

  it('have a dark value each, apart from those that follow another', () => {
    expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort())
  })

  it('need a shape beside the colour where two chart colours are close', () => {
    // The limit gets a halo where it crosses bars, a bar above a limit its triangle; these pairs say why.
    for (const theme of [light, dark]) {
      expect(contrast(theme, 'limit', 'bar')).toBeLessThan(3)
      expect(contrast(theme, 'bar-over', 'bar')).toBeLessThan(3)
    }
  })
})
