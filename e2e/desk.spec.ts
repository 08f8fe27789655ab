import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { newestCode } from './support/log-in.ts'
import { addOfficer, authenticatorCode, OFFICERS, offeredCode } from './support/officer.ts'
import type { Portal } from './support/portal.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

/** Types the mobile and the code of the SMS; ends where the authenticator's is asked for. */
async function twoSteps(page: Page, portal: Portal, mobile: string): Promise<void> {
  await page.goto('/desk/login')
  await page.locator('input[name=mobile]').fill(mobile)
  await page.locator('form[action="/api/desk/login"] button').click()
  await page.waitForURL('**/desk/login/code')
  await page.locator('input[name=code]').fill(await newestCode(portal, mobile))
  await page.locator('form[action="/api/desk/login/code"] button').click()
  await page.waitForURL('**/desk/login/totp')
}
async function thirdStep(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await page.locator('form[action="/api/desk/login/totp"] button').click()
}

test('an officer of the demo logs in, and the same code of the authenticator does not work twice', async ({
  page,
  portal,
}) => {
  const mobile = OFFICERS.elsewhere
  await twoSteps(page, portal, mobile)
  const code = await authenticatorCode(page.request, mobile)
  await thirdStep(page, code === '000000' ? '111111' : '000000')
  await expect(page.getByRole('alert')).toContainText(
    'कोड सही नहीं है। ऐप में अगला कोड आने दें, और देखें कि फ़ोन की घड़ी सही है। 4 कोशिशें बाकी।',
  )
  await thirdStep(page, code)
  await page.waitForURL('**/desk')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('डेस्क')
  await page.getByRole('button', { name: 'लॉग आउट' }).locator('visible=true').click()
  await expect(page.getByRole('status')).toHaveText('आप लॉग आउट हो गए।')
  await page.goto('/desk')
  await page.waitForURL('**/desk/login')
  await twoSteps(page, portal, mobile)
  await thirdStep(page, code)
  await expect(page.getByRole('alert')).toContainText('यह कोड चल चुका है')
})

test('a new officer sets up an authenticator at the first login, in English', async ({ page, portal, context }) => {
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  const mobile = '9000002070'
  await addOfficer(portal, mobile, 'CLERK', 'Kokar')
  await twoSteps(page, portal, mobile)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up your authenticator app')
  await expect(page.getByRole('img', { name: 'QR for the authenticator app' })).toBeVisible()
  await thirdStep(page, 'abc')
  await expect(page.getByRole('alert')).toContainText('The code has 6 digits.')
  await thirdStep(page, (await offeredCode(page.request, CLOCK)) ?? '')
  await page.waitForURL('**/desk')
  await expect(page.locator('header')).toContainText('Clerk, Kokar sub-division')
})

test('a clerk says why before anything is shown, and finds no consumer of another office', async ({ page, portal }) => {
  const mobile = '9000002071'
  await addOfficer(portal, mobile, 'CLERK', 'Kokar')
  await twoSteps(page, portal, mobile)
  await thirdStep(page, (await offeredCode(page.request, CLOCK)) ?? '')
  await page.waitForURL('**/desk')
  await page.locator('main a[href="/desk/search"]').click()
  const search = async (number: string) => {
    await page.locator('input[name=number]').fill(number)
    await page.getByRole('button', { name: 'खोजें' }).click()
  }
  // Of Doranda.
  await search('100044280033')
  await expect(page.getByRole('alert')).toContainText('आपके कार्यालय में यह उपभोक्ता संख्या नहीं है।')
  await expect(page.locator('input[name=number]')).toHaveValue('100044280033')
  expect(page.url()).not.toContain('100044280033')
  await search('1000 4428 0028')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('उपभोक्ता संख्या')
  await expect(page.locator('main')).not.toContainText('आशा')
  await page.locator('input[name=note]').fill('फ़ोन पर पूछा')
  await page.getByRole('button', { name: 'देखें', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('कारण चुनें।')
  await expect(page.locator('input[name=note]')).toHaveValue('फ़ोन पर पूछा')
  await page.getByText('बिल के बारे में').click()
  await page.getByRole('button', { name: 'देखें', exact: true }).click()
  await expect(page.locator('main')).toContainText('आशा कुमारी')
  await expect(page.locator('main')).toContainText('10:30')
  await expect(page.locator('main')).not.toContainText('90000000')
})
