import type { Locator } from '@playwright/test'

/**
 * Presses a link or a button that leads to another page, and waits until that page is whole. A click alone lets go
 * before a slow browser has set out: what is asked next is then asked of the page before, or crosses the way to the next.
 */
export async function goVia(target: Locator): Promise<void> {
  const page = target.page()
  // First it is there: the page that it stands on may still be on its way.
  await target.waitFor()
  await Promise.all([page.waitForEvent('framenavigated'), target.click()])
  await page.waitForLoadState()
}
