import type { Page } from '@playwright/test'
import type axeCore from 'axe-core'
import type { RunOptions } from 'axe-core'
import { bringIn, scriptOf } from './bring-in.ts'

declare global {
  interface Window {
    axe: typeof axeCore
  }
}

const SOURCE = scriptOf('axe-core/axe.min.js')

/** The rules that look at colours: most of axe's time. */
const COLOURS = ['color-contrast', 'link-in-text-block']
/** All but these; and the one rule of WCAG 2.2, which axe leaves out unless it is asked. */
const ALL_ELSE = {
  ...Object.fromEntries(COLOURS.map((id) => [id, { enabled: false }])),
  'target-size': { enabled: true },
}
/** How texts looked, on any page, that these rules were asked about. */
const knownLooks = new Set<string>()

type Theme = 'light' | 'dark'

/** What axe finds on a page in these themes. They change nothing but colours, so all else is asked once. */
export async function axeFaults(page: Page, themes: readonly Theme[] = ['light', 'dark']): Promise<string[]> {
  await bringIn(page, SOURCE)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const found = await run(page, null, { rules: ALL_ELSE })
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const looks = await markNewLooks(page)
    for (const look of looks) knownLooks.add(look)
    if (looks.length === 0) continue
    const faults = await run(page, `[${NEW}]`, { runOnly: { type: 'rule', values: COLOURS } })
    found.push(...faults.map((fault) => `${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}

function run(page: Page, within: string | null, options: RunOptions): Promise<string[]> {
  return page.evaluate(
    async ({ within, options }) => {
      // No page has frames or films.
      const all = { preload: false, iframes: false, resultTypes: ['violations' as const], ...options }
      const { violations } = await window.axe.run(within ?? document, all)
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html }) => `${id} ${target.join(' ')} ${html.slice(0, 120)}`),
      )
    },
    { within, options },
  )
}

const NEW = 'data-new-look'

/**
 * Marks one element with text for each look that is not known, and returns these looks: letters, and the colours that
 * the element and all around it have in the browser. Nothing else decides whether a text stands out enough.
 */
function markNewLooks(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ mark, known }) => {
      for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark)
      const seen = new Set(known)
      const surroundings = new Map<Element | null, string>([[null, '']])
      const around = (element: Element): string => {
        let look = surroundings.get(element)
        if (look === undefined) {
          const { color, backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } =
            getComputedStyle(element)
          const own = [color, backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position].join()
          const outer = element.parentElement ? around(element.parentElement) : ''
          look = outer.endsWith(`${own}\n`) ? outer : `${outer}${own}\n`
          surroundings.set(element, look)
        }
        return look
      }
      const looks: string[] = []
      for (const element of document.body.querySelectorAll('*')) {
        const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
        if (!(isText || element.matches('input, select, textarea')) || !element.checkVisibility()) continue
        const { fontSize, fontWeight, textDecorationLine, textShadow } = getComputedStyle(element)
        const look = [fontSize, fontWeight, textDecorationLine, textShadow, around(element)].join()
        if (seen.has(look)) continue
        seen.add(look)
        looks.push(look)
        element.setAttribute(mark, '')
      }
      return looks
    },
    { mark: NEW, known: [...knownLooks] },
  )
}
