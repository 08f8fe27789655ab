import { expect, test } from './fixtures.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

test('an administrator enters a holiday for today on, and a forum for a day to come', async ({
  page,
  context,
  portal,
}) => {
  await enterDesk(context, portal, OFFICERS.ADMINISTRATOR, CLOCK)
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  await page.goto('/desk/settings')
  await page.getByRole('link', { name: 'Holidays beside the national ones' }).click()
  await page.getByLabel('Days').fill('1.2.2027')
  await page.getByLabel('From').fill('2026-11-23')
  await page.getByRole('button', { name: 'Look at it' }).click()
  await expect(page.getByRole('alert')).toContainText('Write each day as 2026-11-24.')
  await page.getByLabel('Days').fill('2027-02-01')
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByRole('button', { name: 'Change it' }).click()
  await expect(page.getByRole('status')).toContainText('Changed.')
  await expect(page.locator('main')).toContainText('1 February 2027')

  await page.getByRole('link', { name: 'Consumer forum' }).click()
  await page.getByLabel('In English').fill('Forum of a test')
  await page.getByLabel('From').fill('2026-12-01')
  await page.getByRole('button', { name: 'Look at it' }).click()
  await expect(page.locator('main')).toContainText('What changes on 1 December 2026')
  await page.getByRole('button', { name: 'Change it' }).click()
  const forum = page.locator('main li', { has: page.getByRole('link', { name: 'Consumer forum' }) })
  await expect(forum).toContainText('Changes on 1 December 2026')
  await expect(forum).not.toContainText('Forum of a test')
})

test('an administrator who mistypes the number of somebody new mends that alone', async ({ page, context, portal }) => {
  await enterDesk(context, portal, OFFICERS.ADMINISTRATOR, CLOCK)
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  await page.goto('/desk/staff')
  await page.getByLabel('Name').fill('Asha Kujur')
  await page.getByLabel('Mobile number').fill('90000')
  await page.getByLabel('Role').selectOption({ label: 'Supervisor' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('A mobile number has 10 digits.')
  expect(page.url()).not.toContain('90000')
  await expect(page.getByLabel('Mobile number')).toHaveValue('90000')
  await page.getByLabel('Mobile number').fill('9000002075')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('status')).toBeVisible()
  await expect(page.getByRole('row', { name: /Asha Kujur/ })).toContainText('Supervisor')
  await page.goto('/desk/staff?error=BAD_MOBILE')
  await expect(page.getByLabel('Name')).toHaveValue('')
})
