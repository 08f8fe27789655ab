import fs from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const require = createRequire(import.meta.url)

/** A script of a package, as a page can run it. */
export const scriptOf = (file: string): string => fs.readFileSync(require.resolve(file), 'utf8')

/**
 * Runs a large script in a page, past Playwright: that would have half a megabyte parsed three times before the page has
 * it, and be longer at it than the page with the whole of its checks.
 *
 * @throws what the script throws.
 */
export async function bringIn(page: Page, script: string): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const { exceptionDetails } = await browser.send('Runtime.evaluate', { expression: script })
  await browser.detach()
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
}
