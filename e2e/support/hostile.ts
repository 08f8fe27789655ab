import type { Page } from '@playwright/test'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'
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
