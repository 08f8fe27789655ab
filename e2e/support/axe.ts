import type { Page } from '@playwright/test'
import axeCore, { type RunOptions } from 'axe-core'

declare global {
  interface Window {
    axe: typeof axeCore
  }
}

/** The rules that look at colours: most of axe's time. */
const COLOURS = ['color-contrast', 'link-in-text-block']
/** What stood around `main` on pages that were looked at: elements of the same kinds, classes and states look the same. */
const knownShells = new Set<string>()

type Theme = 'light' | 'dark'

/** What axe finds on a page in these themes. They change nothing but colours, so all else is asked once. */
export async function axeFaults(page: Page, themes: readonly Theme[] = ['light', 'dark']): Promise<string[]> {
  // Half a megabyte of script, so it is brought into the page once.
  await page.evaluate(axeCore.source)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const found = await run(page, null, { rules: Object.fromEntries(COLOURS.map((id) => [id, { enabled: false }])) })
  const shell = await shellOf(page)
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const isKnown = knownShells.has(`${colorScheme} ${shell}`)
    const faults = await run(page, isKnown ? 'main' : null, { runOnly: { type: 'rule', values: COLOURS } })
    found.push(...faults.map((fault) => `${colorScheme}: ${fault}`))
    knownShells.add(`${colorScheme} ${shell}`)
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

function shellOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const main = document.querySelector('main')
    const around = [...document.querySelectorAll('body *')].filter((element) => !main?.contains(element))
    const looks = around.map((element) => {
      const states = element
        .getAttributeNames()
        .filter((name) => /^(aria-current|aria-pressed|disabled|data-)/.test(name))
      const at = element.checkVisibility() ? element.getBoundingClientRect().width > 0 : false
      return [element.tagName, element.getAttribute('class'), ...states, at].join(' ')
    })
    return `${innerWidth} ${looks.join('\n')}`
  })
}
