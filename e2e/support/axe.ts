import type { Page } from '@playwright/test'
import axeCore, { type RunOptions } from 'axe-core'

declare global {
  interface Window {
    axe: typeof axeCore
  }
}

/** The rules that look at colours. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** What axe finds on a page, in daylight and in the dark. Themes change nothing but colours, so all else is asked once. */
export async function axeFaults(page: Page): Promise<string[]> {
  const found: string[] = []
  // Half a megabyte of script, so it is brought into the page once.
  await page.evaluate(axeCore.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const options: RunOptions = {
      // No page has frames or films.
      ...{ preload: false, iframes: false, resultTypes: ['violations'] },
      ...(colorScheme === 'dark' && { runOnly: { type: 'rule', values: COLOURS } }),
    }
    const faults = await page.evaluate(async (options) => {
      const { violations } = await window.axe.run(document, options)
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html }) => `${id} ${target.join(' ')} ${html.slice(0, 120)}`),
      )
    }, options)
    found.push(...faults.map((fault) => `${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}
