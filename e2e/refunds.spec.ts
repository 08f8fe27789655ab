import { REFUND_WAITS_SECONDS } from '#lib/linking/link-policy.ts'
import { expect, test } from './fixtures.ts'
import { makeDeskMoney } from './support/desk-money.ts'
import { ageLogins } from './support/log-in.ts'
import { addOfficer, halfwayIn, offeredCode, post } from './support/officer.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
const HALF_A_MINUTE_BEFORE = '2026-11-23T09:59:30+05:30'
const [PAYER, CLERK, SUPERVISOR] = ['9000001039', '9000002072', '9000002073']
test.use({
  clock: CLOCK,
  apart: 'charts',
  locale: 'en',
  viewport: { width: 360, height: 740 },
  javaScriptEnabled: false,
})

test('a second officer agrees to a refund by a code of the authenticator, 72 hours after a new device', async ({
  browser,
  page,
  context,
  portal,
}) => {
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  const [consumer, clerk] = await Promise.all([1, 2].map(() => browser.newContext({ baseURL: portal.url })))
  if (!consumer || !clerk) throw new Error('no browser')
  await addOfficer(portal, CLERK, 'CLERK', 'Kusai')
  await halfwayIn(clerk.request, portal, CLERK)
  await post(clerk.request, portal, '/api/desk/login/totp', {
    code: (await offeredCode(clerk.request, CLOCK)) ?? '',
  })
  await addOfficer(portal, SUPERVISOR, 'SUPERVISOR', 'Kusai')
  await halfwayIn(page.request, portal, SUPERVISOR)
  const [used, fresh] = [await offeredCode(page.request, HALF_A_MINUTE_BEFORE), await offeredCode(page.request, CLOCK)]
  const entered = await post(page.request, portal, '/api/desk/login/totp', { code: used ?? '' })
  expect(entered.headers().location).toBe('/desk')
  await makeDeskMoney({ consumer, clerk, decider: context }, portal, PAYER)

  await page.goto('/desk/refunds')
  const row = page.locator('main li').filter({ hasText: '₹1.00' })
  await expect(row).toContainText(
    /used a new device on 23\sNov, 10:00\sam\. No money goes back before 26\sNov, 10:00\sam/,
  )
  await expect(row.getByRole('link', { name: 'Agree' })).toHaveCount(0)
  await expect(row.getByRole('button', { name: 'Refuse' })).toBeVisible()

  await ageLogins(portal, PAYER, REFUND_WAITS_SECONDS)
  await page.reload()
  await expect(row).not.toContainText('new device')
  await row.getByRole('link', { name: 'Agree' }).click()
  await expect(page.getByRole('heading', { name: 'Agree to this refund' })).toBeVisible()
  const give = async (code: string) => {
    await page.locator('input[name=code]').fill(code)
    await page.getByRole('button', { name: 'Give back ₹1.00' }).click()
  }
  await give(fresh === '000000' ? '111111' : '000000')
  await expect(page.getByRole('alert')).toContainText('The code is not right. Wait for the next one in the app')
  await expect(page).toHaveTitle(/^Error: /)
  // The one that opened this very login.
  await give(used ?? '')
  await expect(page.getByRole('alert')).toContainText('This code was used already.')
  await expect(row).toContainText('Waits')
  await give(fresh ?? '')
  await expect(page.getByRole('status')).toHaveText('Agreed.')
  await expect(row).not.toContainText('Waits')
  await expect(page.getByRole('heading', { name: 'Agree to this refund' })).toHaveCount(0)
  await Promise.all([consumer.close(), clerk.close()])
})
