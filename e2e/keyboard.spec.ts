import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { connectionPath, logIn, newestCode } from './support/log-in.ts'
import { enliven } from './support/page-faults.ts'
import { focused, keyFaults } from './support/walk-by-keys.ts'

test.use({ clock: '2026-11-05T12:00:00+05:30', viewport: { width: 360, height: 760 } })

const ASHA = '9000000028'
const SUNIL = '9000001031'
/** Owes a bill that no other journey pays. */
const GANESH = '9000001051'

test('the first key leads past the frame to what the page is about', async ({ page, portal }) => {
  await logIn(page, portal, SUNIL)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'सीधे मुख्य सामग्री पर जाएँ' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
})

test('from the login to the receipt and out again by keys alone', async ({ browser, portal }) => {
  const context = await browser.newContext({ baseURL: portal.url, viewport: { width: 1280, height: 800 } })
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  const page = await context.newPage()
  const main = page.getByRole('main')
  const go = async (target: Locator) => {
    await reach(page, target)
    await page.keyboard.press('Enter')
  }
  await page.goto('/')
  await reach(page, page.getByLabel('Mobile or consumer number'))
  await page.keyboard.type(GANESH)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/login/code')
  await reach(page, page.getByLabel('Code from the SMS'))
  await page.keyboard.type(await newestCode(portal, GANESH))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/c/*')
  const home = connectionPath(page)
  await go(page.getByRole('link', { name: 'Monthly bills', exact: true }))
  await page.waitForURL(`**${home}/bills`)
  await go(main.locator(`a[href^="${home}/bills/"]:visible`).first())
  await page.waitForURL(`**${home}/bills/*`)
  await go(main.locator('form[action="/api/payments/start"] button:visible').first())
  await page.waitForURL(`**${home}/pay/*`)
  await go(main.locator('a[href^="/demo?upi="]:visible'))
  await page.waitForURL('**/demo?upi=*')
  await go(main.getByRole('button', { name: 'Pay', exact: true }))
  await page.waitForURL('**/demo?*paid=success*')
  await go(main.getByRole('link', { name: 'Back to the portal' }))
  await page.waitForURL(`**${home}`)
  await go(page.getByRole('link', { name: 'Payments', exact: true }))
  await page.waitForURL(`**${home}/payments`)
  await go(main.locator(`a[href^="${home}/payments/"]:not([href$="/statement"]):visible`).first())
  await expect(page.getByRole('heading', { level: 1, name: 'Payment received' })).toBeVisible()
  await go(page.getByRole('button', { name: 'Log out', exact: true }).first())
  await page.waitForURL('**/login?bye=here')
  await page.goto(home)
  await expect(page).toHaveURL(/\/login\?/)
  await context.close()
})

test('every stop of the keyboard can be seen, in both themes', async ({ page, portal }) => {
  await logIn(page, portal, ASHA)
  const home = page.url()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const path of [home, `${home}/bills`, `${home}/profile`, '/calculator']) {
      await page.goto(path)
      expect(await keyFaults(page), `${colorScheme} ${path}`).toEqual([])
    }
  }
})

test('the menu opens as a sheet that keeps the focus and gives it back', async ({ page, portal }) => {
  await logIn(page, portal, SUNIL)
  const link = page.getByRole('link', { name: 'मेनू', exact: true })
  const sheet = page.getByRole('dialog', { name: 'मेनू' })
  await enliven(page)
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(sheet).toBeVisible()
  for (let stop = 0; stop < 12; stop += 1) {
    await page.keyboard.press('Tab')
    // Beyond the last stop the browser's own bar may have the focus: then the page has none.
    expect(await page.evaluate(() => document.activeElement?.matches('dialog *, dialog, body'))).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(link).toBeFocused()

  await page.keyboard.press('Enter')
  await sheet.getByRole('button', { name: 'बंद करें' }).click()
  await expect(sheet).toBeHidden()
  await expect(link).toBeFocused()
})

test('the arrow keys walk over the days of a chart and say each', async ({ page, portal }) => {
  await logIn(page, portal, ASHA)
  await page.goto(`${page.url()}/consumption?period=2026-10`)
  const plot = page.locator('main figure [role=group]')
  await enliven(page)
  await plot.focus()
  await page.keyboard.press('ArrowRight')
  const status = page.locator('main figure [role=status]')
  await expect(status).toContainText('1\u00a0अक्टू.')
  await page.keyboard.press('End')
  await expect(status).toContainText('31\u00a0अक्टू.')
  await page.keyboard.press('Escape')
  await expect(status).toBeEmpty()
})

test('a refused answer has the focus, and its link leads to the field', async ({ page }) => {
  await page.goto('/calculator?units=many')
  await expect(page).toHaveTitle(/^गड़बड़ी: /)
  const summary = page.getByRole('main').getByRole('alert')
  await expect(summary).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('#units')).toBeFocused()
  await expect(page.locator('#units')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.locator('#units')).toHaveAccessibleDescription(/यूनिट 0 से/)
})

/** Presses the Tab key until the target has the focus, and demands that this can be seen. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stop = 0; stop < 150; stop += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await focused(page)).toMatchObject({ isSeen: true })
      return
    }
  }
  throw new Error(`The Tab key does not lead to ${target}`)
}
