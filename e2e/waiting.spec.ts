import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { layoutFaults } from './support/page-faults.ts'

const SUNIL = '9000001031'
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts', viewport: { width: 360, height: 740 } })

test('a form that is on its way says so, is sent once however often one presses, and comes back by the way back', async ({
  page,
}) => {
  await page.goto('/login')
  await page.waitForLoadState('networkidle')
  const asked = await never(page, '**/api/login')
  await page.locator('input[name=who]').fill('9000099990')
  const button = page.locator('form[action="/api/login"] button')
  const words = await button.textContent()
  const { width } = (await button.boundingBox()) ?? {}
  await button.click()
  await expect(button).toHaveText('भेज रहे हैं…')
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toBeFocused()
  expect((await button.boundingBox())?.width).toBe(width)
  await expect(heard(page)).toHaveText('भेज रहे हैं…')
  expect([...(await layoutFaults(page)), ...(await axeFaults(page))]).toEqual([])
  await button.press('Enter')
  await page.locator('input[name=who]').press('Enter')
  expect(asked.count()).toBe(1)

  // What a browser keeps of a page while another one is shown, and brings back.
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect(button).toHaveText(words ?? '')
  await expect(button).not.toHaveAttribute('aria-disabled')
  await expect(heard(page)).toHaveText('')
  await asked.over()
  await button.click()
  await page.waitForURL('**/login/code')
  await expect(page.locator('form[action="/api/login/code"] button')).not.toHaveAttribute('aria-disabled')
})

test('whoever stopped the page that was to come has the button back', async ({ page }) => {
  await page.clock.install()
  await page.goto('/track')
  await page.waitForLoadState('networkidle')
  await never(page, '**/api/track*')
  const button = page.locator('main form button').first()
  const words = (await button.textContent()) ?? ''
  await button.click()
  await expect(button).not.toHaveText(words)
  await page.clock.fastForward(29_000)
  await expect(button).not.toHaveText(words)
  await page.clock.fastForward(2_000)
  await expect(button).toHaveText(words)
})

test('a page that is slow to come is announced, and a file is not waited for', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, SUNIL)
  const home = connectionPath(page)
  await page.goto(`${home}/data`)
  await page.waitForLoadState('networkidle')
  const button = page.getByRole('button', { name: 'Download' })
  const file = page.waitForEvent('download')
  await button.click()
  expect((await file).suggestedFilename()).toMatch(/\.(csv|xml)$/)
  await expect(button).toHaveText('Download')
  await expect(heard(page)).toHaveText('')

  await page.goto(home)
  await page.waitForLoadState('networkidle')
  const asked = await never(page, `**${home}/bills`)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('link', { name: 'Bills' }).first().click()
  await expect(heard(page)).toHaveText('Opening…')
  const line = page.locator('.waiting-line')
  expect(await line.evaluate((element) => getComputedStyle(element).animationName)).toBe('none')
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await line.evaluate((element) => getComputedStyle(element).animationName)).toBe('come')
  await asked.over()
  await page.getByRole('link', { name: 'Bills' }).first().click()
  await page.waitForURL(`**${home}/bills`)
  await expect(heard(page)).toHaveText('')
})

/** The region of a page that readers of screens hear. */
const heard = (page: Page) => page.locator('body > div [aria-live=polite], body > [aria-live=polite]').first()

/**
 * Lets an address answer with nothing, upon which a browser stays on the page that asked, as it does while it waits. While an
 * answer is really held, nobody can look into the page: the browser tells its driver nothing until the next one is there.
 */
async function never(page: Page, address: string): Promise<{ count: () => number; over: () => Promise<void> }> {
  let count = 0
  await page.route(address, (route) => {
    count += 1
    return route.fulfill({ status: 204 })
  })
  return { count: () => count, over: () => page.unroute(address) }
}
