import { expect, test } from './fixtures.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'

// Of its own: what is estimated here is missing elsewhere.
const CLOCK = '2026-11-22T09:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

/** Of 14 November her half hours came until half past one; of the 13th nothing did. */
const KAVITA = '9000001045'
const A_DAY = '2026-11-14'

test('an officer has a gap estimated, and the consumer sees which half hours and how; another stands', async ({
  browser,
  page,
  portal,
}) => {
  const context = await browser.newContext({
    ...{ baseURL: portal.url, viewport: { width: 360, height: 740 }, javaScriptEnabled: false },
  })
  await enterDesk(context, portal, OFFICERS.SUPERVISOR, CLOCK)
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  const desk = await context.newPage()
  const row = desk.getByRole('listitem').filter({ hasText: '14 November 2026' })
  // Files are looked through one after the other, a while after the portal has started.
  await expect(async () => {
    await desk.goto('/desk/incoming')
    await desk.getByRole('link', { name: /^Gap \(\d+\)$/ }).click({ timeout: 1_000 })
    await expect(row).toContainText('DM0045', { timeout: 1_000 })
  }).toPass()
  await expect(row).toContainText('21 of 48 readings of the day did not come.')
  await row.getByRole('link').click()
  await desk.getByRole('link', { name: 'Straight line' }).click()
  await expect(desk.locator('main')).toContainText('More than two hours are missing in a row')
  await expect(desk.getByRole('button', { name: /^Store/ })).toHaveCount(0)
  await desk.getByRole('link', { name: 'Similar days' }).click()
  await expect(desk.locator('main')).toContainText('The mean of the same time on 10 October 2026, 24 October 2026')
  // Nothing is stored by being looked at.
  await logIn(page, portal, KAVITA)
  const day = `${connectionPath(page)}/consumption/${A_DAY}`
  await page.goto(day)
  await expect(page.locator('main')).toContainText('इस दिन की रीडिंग नहीं आई।')

  const store = desk.getByRole('button', { name: /^Store 21 values, [\d.]+ units$/ })
  await store.click()
  await expect(desk.getByRole('status')).toHaveText('Stored, and marked as estimated.')
  await expect(desk.locator('main')).toContainText('21 of 48 are estimated')
  await expect(store).toHaveCount(0)
  await page.reload()
  await expect(page.locator('main')).toContainText('21 आधे घंटों की खपत नहीं आई, इसलिए उसका अनुमान लगाया गया')
  await page.getByText('तालिका में देखें').first().click()
  const rows = page.getByRole('row').filter({ hasText: 'वैसे ही दिनों से अनुमानित' })
  await expect(rows).toHaveCount(21)
  await expect(page.getByRole('row').filter({ hasText: 'रीडिंग' })).toHaveCount(27)

  await desk.goto('/desk/incoming?rule=SUM')
  await desk.getByRole('listitem').filter({ hasText: '11 November 2026' }).getByRole('link').click()
  await desk.getByRole('button', { name: 'Let it stand' }).click()
  await expect(desk.getByRole('status')).toHaveText('Decided: the readings stand.')
  await desk.goto('/desk/incoming?rule=SUM')
  await expect(desk.getByRole('listitem').filter({ hasText: '11 November 2026' })).toHaveCount(0)
  await context.close()
})
