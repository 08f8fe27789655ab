import type { Page } from '@playwright/test'
import { bringIn, scriptOf } from './bring-in.ts'

declare global {
  interface Window {
    HTMLCS: {
      process(standard: string, source: Document, done: () => void): void
      getMessages(): { type: number; code: string; msg: string; element: Element }[]
      NOTICE: number
    }
    /** Parts of standards, each by the names of its checks. */
    HTMLCS_WCAG2AA: { sniffs: { include: string[] }[] }
  }
}

const SOURCE = scriptOf('html_codesniffer/build/HTMLCS.js')

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
 * What HTML_CodeSniffer finds on a page against WCAG 2 AA, errors and warnings, in daylight and in the dark, which changes
 * nothing but colours. It also looks at text in Devanagari, of which axe leaves out much.
 */
export async function snifferFaults(page: Page): Promise<string[]> {
  await bringIn(page, SOURCE)
  const inDaylight = await faultsIn(page, 'light')
  await page.evaluate(() => {
    for (const part of window.HTMLCS_WCAG2AA.sniffs)
      part.include = part.include.filter((sniff) => sniff.startsWith('Principle1.Guideline1_4.'))
  })
  const inTheDark = await faultsIn(page, 'dark')
  await page.emulateMedia({ colorScheme: null })
  return [...inDaylight, ...inTheDark]
}

async function faultsIn(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
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
  return faults.map((fault) => `${colorScheme}: ${fault}`)
}
