import { expect, test } from './fixtures.ts'
import { logIn } from './support/log-in.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

/** The only home of HEC. */
const IMRAN = '9000001035'

test('an office tells the consumers of a sub-division something, and takes it back', async ({
  browser,
  page,
  portal,
}) => {
  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
  await enterDesk(context, portal, OFFICERS.SUPERVISOR, CLOCK)
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  const desk = await context.newPage()
  await desk.goto('/desk/notices')
  await desk.getByRole('link', { name: 'Write a notice' }).click()
  await desk.getByLabel('In English').fill('No supply on Tuesday from 10 to 12, for work on the line.')
  await desk.getByLabel('For whom?').selectOption('HEC')
  await desk.getByLabel('Up to and including').fill('2026-11-24')
  await desk.getByRole('button', { name: 'Look at it' }).click()
  await expect(desk.getByRole('alert')).toContainText('Write the notice in this language too.')
  await expect(desk.getByLabel('In English')).toHaveValue(/^No supply on Tuesday/)
  await desk.getByLabel('In Hindi').fill('मंगलवार 10 से 12 बजे तक लाइन के काम से बिजली बंद रहेगी।')
  await desk.getByRole('button', { name: 'Look at it' }).click()
  await expect(desk.locator('main')).toContainText('JBVNL की सूचना: मंगलवार 10 से 12 बजे तक')
  await expect(desk.locator('main')).toContainText(/It reaches \d+ connections?, 23\s–\s24\sNovember 2026\./)
  await desk.getByRole('button', { name: 'Tell it' }).click()
  await expect(desk.getByRole('status')).toHaveText('The notice is told on its days.')

  await logIn(page, portal, IMRAN)
  await expect(page.locator('main')).toContainText('मंगलवार 10 से 12 बजे तक लाइन के काम से बिजली बंद रहेगी। 24 नवंबर 2026 तक।')
  await desk.locator('main li', { hasText: 'No supply on Tuesday' }).getByRole('button', { name: 'Withdraw' }).click()
  await expect(desk.getByRole('status')).toHaveText('Withdrawn. Nobody sees it any more.')
  await page.reload()
  await expect(page.locator('main')).not.toContainText('मंगलवार')
  await context.close()
})
