import type { Page } from '@playwright/test'
import { MOST_LETTERS } from '#lib/complaints/complaint-words.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { cleanText, cutTo } from '#lib/units/clean-text.ts'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'
import { expect } from '../fixtures.ts'
import type { Portal } from './portal.ts'

/** Hostile words: all of them by `npm run test:fuzz`; here some of other kinds each. */
const { numRuns } = fuzz(4, HOSTILE_NAMES.length)
export const HOSTILE = HOSTILE_NAMES.filter(
  (_, index) => index % Math.floor(HOSTILE_NAMES.length / numRuns) === 0,
).slice(0, numRuns)

/** What a browser would have to make of a word if it were more than text; a map is asked for a place by its name. */
export const ELEMENTS = 'img[src="x"], [onerror], [onload], [href*="//evil.example"], b:has-text("{amount}")'

/** Whatever the page did that no text can do. */
export function watch(page: Page, portal: Portal): string[] {
  const seen: string[] = []
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`)
    return dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/Content Security Policy|hydrat/i.test(message.text())) seen.push(message.text())
  })
  page.on('pageerror', (error) => seen.push(error.message))
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== portal.url) seen.push(request.url())
  })
  return seen
}

/** A text with each run of blanks and line ends as one blank, as a page shows it. */
export const asShown = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The word as somebody would write it into the piece of that name, which says so at its end. */
export const written = (hostile: string, piece: string, most = MOST_LETTERS): string =>
  `${cutTo(hostile, most - piece.length - 1)} ${piece}`

/** Where a word went, and as what it has to stand there: in a field as it was typed, or in the frame around the page. */
export type Place = { tab: Page; path: string; shows: string[]; isTyped?: boolean; isInFrame?: boolean }

/** Goes there, and finds the words as text and nothing made of them. */
export async function look({ tab, path, shows, isTyped = false, isInFrame = false }: Place): Promise<void> {
  const answer = await tab.goto(path)
  expect(answer?.status(), path).toBe(200)
  expect(await tab.locator(ELEMENTS).count(), `${path}: ${shows[0]}`).toBe(0)
  const main = tab.getByRole('main')
  // What the page says that stands in it: a field of one line itself drops the ends of lines.
  const fields = await main.locator('input').evaluateAll((all) => all.map((one) => one.getAttribute('value')))
  const read = isInFrame ? await tab.locator('header, footer').allTextContents() : [await main.textContent(), ...fields]
  const text = read.join(' ')
  const shown = asShown(isTyped ? cleanText(text) : text)
  for (const words of shows) expect(shown, path).toContain(asShown(words))
}
