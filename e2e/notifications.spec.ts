import { expect, test } from './fixtures.ts'
import { connectionPath, logIn } from './support/log-in.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30', viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

/** Owes a bill. */
const SURESH = '9000001047'

test('somebody reads what they were told, and says of what they want no message', async ({ page, portal }) => {
  await logIn(page, portal, SURESH)
  const home = connectionPath(page)
  await page.getByRole('main').getByRole('link', { name: 'सूचनाएँ' }).click()
  const notices = page.locator('main ol > li')
  await expect(notices.first()).toBeVisible()
  await expect(notices.filter({ hasText: 'अक्टूबर 2026 का बिल तैयार है' })).toHaveCount(1)
  await expect(notices.first()).toContainText('नई')
  await page.getByRole('button', { name: 'सब पढ़ लीं' }).click()
  await expect(page.getByRole('main')).toContainText('सब पढ़ ली गई हैं।')
  await expect(notices.first()).not.toContainText('नई')

  await page.goto(`${home}/profile`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /सूचना कैसे मिले/ })
    .click()
  const dueSoon = page.getByRole('checkbox', { name: 'बिल भरने में 3 दिन बाकी' })
  await dueSoon.uncheck()
  await page.getByRole('button', { name: 'सहेजें' }).click()
  await expect(page.getByRole('status')).toHaveText('आपकी पसंद सहेज ली गई।')
  await expect(dueSoon).not.toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'तय काम के लिए बिजली बंद' })).toBeChecked()
})

test('an SMS with the word for a bill is answered with amount, units and a link that pays', async ({ page }) => {
  await page.goto(`/demo?to=${SURESH}`)
  const sms = page.locator('form[action="/demo/sms"]')
  await sms.getByRole('textbox').fill('बिल')
  await sms.getByRole('button').click()
  const answer = page.locator('#phone ol > li').first()
  await expect(answer).toContainText(/यूनिट, ₹[\d,.]+/)
  const link = /http\S+\/q\/[2-9a-z]{10}/.exec((await answer.textContent()) ?? '')?.[0]
  await page.goto(link ?? '')
  await page.getByRole('checkbox').check()
  await page.locator('form[action="/api/quick-pay/pay"] button').click()
  await page.waitForURL('**/quick-pay/pay/*')
  await expect(page.getByText('demo@invalid')).toBeVisible()
})
