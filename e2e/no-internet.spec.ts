import { expect, test } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { addOfficer, enterDesk } from './support/officer.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'

const KAVITA = '9000001045'
const WORDS = 'The transformer by the school hums and sparks every evening.'
const CLERK = '9000002064'
const CLOCK = '2026-11-23T10:00:00+05:30'
/** A page hears of the internet by its script, which comes after the first paint (`scripts/late-scripts.ts`). */
const AWAKE = { waitUntil: 'networkidle' } as const
test.use({ clock: CLOCK, apart: 'charts', viewport: { width: 360, height: 740 } })

test('a page that is open says that the internet is gone, and loses nothing that was written', async ({
  page,
  context,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, KAVITA)
  const form = `${connectionPath(page)}/complaints/new`
  await page.goto(form, AWAKE)
  await page.getByLabel('Something else').check()
  await page.getByLabel('Since when?').fill('yesterday')
  await page.getByLabel('Anything else you want to say').fill(WORDS)
  await expect(page.getByText('You are offline')).toHaveCount(0)

  await context.setOffline(true)
  await expect(page.getByText('You are offline. What you see is from before.')).toBeVisible()
  await page.getByRole('button', { name: 'Send complaint' }).click()
  await expect(page.getByText('You are offline, so nothing was sent. What you wrote stays here')).toBeInViewport()
  await page.getByRole('link', { name: 'Bills' }).first().click()
  expect(new URL(page.url()).pathname).toBe(form)
  await expect(page.getByLabel('Anything else you want to say')).toHaveValue(WORDS)
  expect([...(await layoutFaults(page)), ...(await wordFaults(page, 'en')), ...(await axeFaults(page))]).toEqual([])

  await context.setOffline(false)
  await expect(page.getByText('You are offline')).toHaveCount(0)
  await page.getByRole('button', { name: 'Send complaint' }).click()
  await page.waitForURL(/complaints\/[0-9a-f-]{36}\?sent$/)
  await expect(page.locator('main')).toContainText(WORDS)
})

test('without internet a form of a page for everybody stays where it is, in Hindi too', async ({ page, context }) => {
  await page.goto('/calculator', AWAKE)
  await context.setOffline(true)
  await expect(page.getByText('इंटरनेट नहीं है। जो दिख रहा है वह पहले का है।')).toBeVisible()
  await page.locator('main form button[type=submit]').first().press('Enter')
  await expect(page.getByText('इंटरनेट नहीं है, इसलिए कुछ भेजा नहीं गया।')).toBeVisible()
  expect([...(await layoutFaults(page)), ...(await wordFaults(page, 'hi'))]).toEqual([])
  expect(new URL(page.url()).search).toBe('')
})

test('an officer is told as well, whose search stays in its form', async ({ page, context, portal }) => {
  await addOfficer(portal, CLERK, 'CLERK', 'Kokar')
  await enterDesk(context, portal, CLERK, CLOCK)
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  await page.goto('/desk/search', AWAKE)
  await page.getByLabel('Consumer number').fill('1000 4428 0028')
  await context.setOffline(true)
  await expect(page.getByText('You are offline. What you see is from before.')).toBeVisible()
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText('You are offline, so nothing was sent.')).toBeVisible()
  await page.getByRole('link', { name: 'Desk', exact: true }).first().click()
  expect(new URL(page.url()).pathname).toBe('/desk/search')
  await expect(page.getByLabel('Consumer number')).toHaveValue('1000 4428 0028')
  expect([...(await layoutFaults(page)), ...(await wordFaults(page, 'en')), ...(await axeFaults(page))]).toEqual([])
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.waitForURL('**/desk/connections/*')
})
