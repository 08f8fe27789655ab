import { expect, test } from './fixtures.ts'
import { readPdf } from './support/decode.ts'
import { linkOf, lookUp, play } from './support/every-page.ts'
import { goVia } from './support/go-via.ts'
import { newestCode } from './support/log-in.ts'
import { upiOf } from './support/read-page.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30', viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

/** Owes a bill. */
const JYOTI = { mobile: '9000001033', consumerNo: '100044280033', name: 'ज्योति' }
/** Owes one as well, to a stranger of hers. */
const IMRAN = '100044280035'

test('somebody pays another’s bill by its number, in initials, and holds a receipt', async ({
  page,
  portal,
  browser,
}) => {
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: 'लॉग इन किए बिना बिल भरें' }).click()
  await lookUp(page, JYOTI.consumerNo)
  await expect(page.getByRole('main')).toContainText('ज्यो…')
  await expect(page.getByRole('main')).not.toContainText(JYOTI.name)
  const pay = page.locator('form[action="/api/quick-pay/pay"] button')
  await pay.click()
  await expect(page.getByRole('alert')).toContainText('निशान लगाएँ')
  await page.getByRole('checkbox').check()
  await pay.click()
  await page.waitForURL('**/quick-pay/pay/*')
  const address = new URL(page.url()).pathname
  const uri = await linkOf(page)
  expect(upiOf(uri).pa).toBe('demo@invalid')

  // Neither nobody nor the payer of another bill finds it.
  const stranger = await (await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })).newPage()
  await stranger.goto(address)
  await expect(stranger).toHaveURL(/\/quick-pay\?over=1$/)
  await lookUp(stranger, IMRAN)
  await stranger.getByRole('checkbox').check()
  await stranger.locator('form[action="/api/quick-pay/pay"] button').click()
  await stranger.waitForURL('**/quick-pay/pay/*')
  expect((await stranger.goto(address))?.status()).toBe(404)
  await stranger.context().close()

  await play(page, portal, uri, 'success')
  await page.getByRole('link', { name: 'स्थिति फिर देखें' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'भुगतान हो गया' })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(JYOTI.name)
  await lookUp(page, JYOTI.consumerNo)
  await expect(page.getByRole('main')).toContainText('भरने को कुछ नहीं मिला')
})

test('whoever has the mobile on record reads that bill, keeps its PDF, and reads no other', async ({
  page,
  portal,
}) => {
  await lookUp(page, JYOTI.consumerNo)
  await goVia(page.locator('form[action="/api/quick-pay/code"] button'))
  await page.locator('input[name=code]').fill(await newestCode(portal, JYOTI.mobile))
  await page.locator('form[action="/api/quick-pay/open"] button').click()
  await page.waitForURL('**/quick-pay/bill/*')
  const address = new URL(page.url()).pathname
  await expect(page.getByRole('heading', { level: 1 })).toContainText('अक्टूबर 2026')
  const paper = await page.request.get(`${address}/pdf`)
  expect(paper.headers()['content-type']).toBe('application/pdf')
  expect((await readPdf(await paper.body())).text).toContain(JYOTI.consumerNo.slice(0, 4))

  const other = address.replace(/[0-9a-f]{12}$/, '000000000000')
  for (const path of [other, `${other}/pdf`]) expect((await page.request.get(path)).status(), path).toBe(404)
  await goVia(page.getByRole('button', { name: 'बंद करें' }))
  await page.goto(address)
  await expect(page).toHaveURL(/\/quick-pay\?over=1$/)
})

test('a link that nobody was given says so, and leads on', async ({ page }) => {
  await page.goto('/q/2222222222')
  await expect(page.getByRole('main')).toContainText('यह लिंक अब नहीं चलता')
  await page.getByRole('link', { name: 'उपभोक्ता संख्या से भरें' }).click()
  await expect(page).toHaveURL(/\/quick-pay$/)
})
