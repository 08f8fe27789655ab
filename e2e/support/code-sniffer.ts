import fs from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    HTMLCS: {
      process(standard: string, source: Document, done: () => void): void
      getMessages(): { type: number; code: string; msg: string; element: Element }[]
      NOTICE: number
    }
  }
}

const SOURCE = fs.readFileSync(createRequire(import.meta.url).resolve('html_codesniffer/build/HTMLCS.js'), 'utf8')

/** Warnings that say nothing of our pages, by the end of their code. */
const KNOWN: Record<string, string> = {
  '1_4_3.G18.Abs': 'text on a positioned element: read aloud alone, or measured by axe and contrast.test.ts',
  '1_4_10.C32,C31,C33,C38,SCR34,G206':
    'the bar at the bottom and the menu’s sheet: layoutFaults sees that nothing scrolls sideways',
  '1_3_1_A.G141': 'headings of the sheet and the demo’s strip stand before the page’s own',
  '1_3_1.H48':
    'two or three things to do beside each other; what leads through the portal is lists in `nav` and footer',
  '1_3_1.H85.2': 'a list without groups',
  '1_3_1.H71.SameName': 'boxes of a table, each named by its row',
  '4_1_2.H91.Select.Value': 'a list whose first choice holds until another is chosen',
  '1_3_5.H98': 'one-time-code: a newer value of HTML than this program knows',
}

/**
 * What HTML_CodeSniffer finds on a page against WCAG 2 AA, errors and warnings, in daylight and in the dark. It also looks at
 * text in Devanagari, of which axe leaves out much.
 */
export async function snifferFaults(page: Page): Promise<string[]> {
  const found: string[] = []
  await page.evaluate(SOURCE)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const faults = await page.evaluate(
      (known) =>
        new Promise<string[]>((resolve) =>
          window.HTMLCS.process('WCAG2AA', document, () => {
            const messages = window.HTMLCS.getMessages().filter(({ type }) => type !== window.HTMLCS.NOTICE)
            const faults = messages.filter(({ code }) => !known.some((end) => code.endsWith(end)))
            resolve(faults.map(({ code, element }) => `${code} ${element.outerHTML?.slice(0, 120)}`))
          }),
        ),
      Object.keys(KNOWN),
    )
    found.push(...faults.map((fault) => `${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}
