import { type Colour, contrastOf, mixed } from './contrast.ts'

/** Tokens of `app/globals.css` that carry the brand. Colours of charts and of states mean something, and stay. */
export type BrandTokens = Record<
  'primary' | 'primary-hover' | 'on-primary' | 'primary-tint' | 'hero' | 'on-hero' | 'on-hero-2',
  Colour
>
export type BrandColours = { light: BrandTokens; dark: BrandTokens }

/** WCAG 2.2, 1.4.3. */
const LEAST = 4.5
const WHITE = '#ffffff'
const BLACK = '#000000'
// What stands behind links and buttons, from app/globals.css; contrast.test.ts compares.
export const LIGHT_GROUNDS: readonly Colour[] = [WHITE, '#f7f5f0', '#fff0d4', '#e4f3ea', '#fbeae8']
export const DARK_GROUNDS: readonly Colour[] = ['#191d29', '#10131c', '#382b14', '#14342a', '#42211f']
const DARK_TEXT = '#10131c'

/** The least contrast of a colour with all that it stands on in the light theme; below 4.5 it cannot be read by everybody. */
export const leastContrast = (colour: Colour): number =>
  Math.min(...[...LIGHT_GROUNDS, tintOf(colour)].map((ground) => contrastOf(colour, ground)))

export const isReadable = (colour: Colour): boolean => leastContrast(colour) >= LEAST

const tintOf = (colour: Colour): Colour => mixed(colour, WHITE, 0.92)

/** The tokens of a brand's one colour, which `isReadable`: on dark ground it is made lighter until it can be read there. */
export function brandColours(colour: Colour): BrandColours {
  const tint = mixed(DARK_TEXT, colour, 0.25)
  const grounds = [...DARK_GROUNDS, tint]
  let lighter = colour
  for (let share = 0; grounds.some((ground) => contrastOf(lighter, ground) < LEAST + 0.5); share += 0.05)
    lighter = mixed(colour, WHITE, share)
  const hero = mixed(DARK_TEXT, colour, 0.4)
  return {
    light: {
      ...{ primary: colour, 'primary-hover': mixed(colour, BLACK, 0.25), 'on-primary': WHITE },
      ...{ 'primary-tint': tintOf(colour), hero: colour, 'on-hero': WHITE, 'on-hero-2': mixed(WHITE, colour, 0.02) },
    },
    dark: {
      ...{ primary: lighter, 'primary-hover': mixed(lighter, WHITE, 0.3), 'on-primary': DARK_TEXT },
      ...{ 'primary-tint': tint, hero, 'on-hero': WHITE, 'on-hero-2': mixed(WHITE, hero, 0.1) },
    },
  }
}

/** What stands in the brand's colour on paper: rules and headings, grounds, the paler bars of its charts. Paper is white. */
export type PaperColours = Record<'accent' | 'tint' | 'barPast' | 'barLastYear', Colour>

export const paperColours = (colour: Colour): PaperColours => ({
  ...{ accent: colour, tint: tintOf(colour) },
  ...{ barPast: mixed(colour, WHITE, 0.7), barLastYear: mixed(colour, WHITE, 0.45) },
})

/** They as a style sheet that goes before that of the portal, by its selectors once more. */
export function brandSheet(colour: Colour): string {
  const { light, dark } = brandColours(colour)
  const block = (tokens: BrandTokens) =>
    `{${Object.entries(tokens)
      .map(([name, value]) => `--${name}:${value}`)
      .join(';')}}`
  return [
    `:root:root${block(light)}`,
    `@media (prefers-color-scheme:dark){:root:root:not([data-theme="light"])${block(dark)}}`,
    `:root:root[data-theme="dark"]${block(dark)}`,
  ].join('')
}
