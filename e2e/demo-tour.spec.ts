import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { speakEnglish } from './support/log-in.ts'

/** As a visitor on a phone takes it, from one person to the next in one browser. */
test.use({
  clock: '2026-11-05T12:00:00+05:30',
  apart: 'tour',
  javaScriptEnabled: false,
  viewport: { width: 360, height: 740 },
})

const IMRAN = '9000001035'
const SUNIL = '9000001031'
const SHOP = '9000001033'

test('a stop leads to its person’s account, by the code on the phone that the page names, also after another’s', async ({
  page,
}) => {
  await speakEnglish(page)
  await page.goto('/demo')

  const imran = await stop(page, IMRAN)
  await follow(imran, /\/bills\/[0-9a-f-]{36}$/)
  await follow(imran, /\/compare$/)
  await expect(imran.locator('h1')).toContainText('₹')

  const sunil = await stop(page, SUNIL)
  await follow(sunil, /\/balance$/)
  await expect(sunil.locator('main')).toContainText('Recharge')

  const shop = await stop(page, SHOP)
  await follow(shop, /\/bills\/[0-9a-f-]{36}$/)
  await follow(shop, /\/pay$/)
  await expect(shop.locator('main a[href$="/pay/instalments"]')).toBeVisible()
})

test('what is said of another number is seen by whoever is logged in, and not their own account', async ({ page }) => {
  await speakEnglish(page)
  await page.goto('/demo')
  const tab = await stop(page, '9000001037')
  const said = await tab.request.post('/api/login', {
    form: { who: '987654321' },
    headers: { origin: new URL(tab.url()).origin },
  })
  expect(said.url()).toMatch(/\/login\?error=digits/)
  expect(await said.text()).toContain('name="who"')
})

/** Presses "Log in" of a stop, takes the code from the phone that the new tab leads to, and is in. */
async function stop(page: Page, mobile: string): Promise<Page> {
  const tab = await press(page, mobile)
  const [phone] = await Promise.all([
    tab.context().waitForEvent('page'),
    tab.getByRole('link', { name: 'See the code on the demo phone' }).click(),
  ])
  await phone.waitForLoadState()
  const code = /\b\d{6}(?= )/.exec((await phone.locator('li', { hasText: 'SMS' }).first().textContent()) ?? '')?.[0]
  await phone.close()
  await tab.locator('input[name=code]').fill(code ?? '')
  await tab.locator('form[action="/api/login/code"] button').click()
  await tab.waitForURL(/\/(c\/|connections)/)
  return tab
}

async function press(page: Page, mobile: string): Promise<Page> {
  const form = page.locator('form[action="/api/login"]', { has: page.locator(`input[value="${mobile}"]`) })
  const others = page.locator('details:not([open])', { has: form })
  if ((await others.count()) > 0) await others.locator('summary').click()
  const [tab] = await Promise.all([page.context().waitForEvent('page'), form.getByRole('button').click()])
  await tab.waitForLoadState()
  return tab
}

async function follow(page: Page, path: RegExp): Promise<void> {
  const links = page.locator('main a')
  const hrefs = await links.evaluateAll((all) =>
    all.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? ''),
  )
  const at = hrefs.findIndex((href) => path.test(href))
  expect(at, `a link to ${path} on ${page.url()}`).toBeGreaterThanOrEqual(0)
  await links.nth(at).click()
  await page.waitForURL(path)
}
