import { expect, test } from './fixtures.ts'
import { decodeQr, readPdf } from './support/decode.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 }, javaScriptEnabled: false })

test('an officer makes a place, prints its poster, and sees who came by its QR', async ({ browser, page, portal }) => {
  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
  await enterDesk(context, portal, OFFICERS.CAMP_OFFICER, CLOCK)
  await context.addCookies([{ name: 'language', value: 'en', url: portal.url }])
  const desk = await context.newPage()
  await desk.goto('/desk/pamphlets')
  await desk.getByLabel('in English').fill('Ration shop, Demo Chowk')
  await desk.getByRole('button', { name: 'Make the place' }).click()
  await expect(desk.getByRole('alert')).toContainText('in both languages')
  await expect(desk.getByLabel('in English')).toHaveValue('Ration shop, Demo Chowk')
  await desk.getByLabel('in Hindi').fill('राशन दुकान, नमूना चौक')
  await desk.getByRole('button', { name: 'Make the place' }).click()
  await expect(desk.getByRole('status')).toContainText('The place is made')

  const row = desk.getByRole('row', { name: /Ration shop/ })
  const papers = await Promise.all(
    ['Poster (A4)', 'Pamphlet (A5)'].map(async (name) => {
      const href = await row.getByRole('link', { name }).getAttribute('href')
      return readPdf(await (await context.request.get(href ?? '')).body())
    }),
  )
  const [poster] = papers
  if (!poster) throw new Error('no poster')
  const { jsqr, zxing } = await decodeQr(poster.page)
  expect(jsqr).toMatch(new RegExp(`^${portal.url}/p/[2-9a-z]{6}$`))
  expect(zxing).toBe(jsqr)
  for (const { text } of papers) expect(text).toContain('1912')

  for (let visit = 0; visit < 2; visit++) await page.goto(jsqr ?? '')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('बिजली का बिल, अपने फ़ोन पर')
  await page.getByLabel('उपभोक्ता संख्या').fill('1000 4428 0043')
  await page.getByRole('button', { name: 'आज की राशि देखें' }).click()
  await expect(page).toHaveURL(/\/quick-pay\/amount$/)
  await desk.reload()
  await expect(row.getByRole('cell').first()).toHaveText('2')
  await context.close()
})
