import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { SECOND_BRAND } from '#lib/branding/test-brand.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { newDataDir } from './support/data-dir.ts'
import { startPaying } from './support/every-page.ts'
import { connectionPath, logIn, speakEnglish, speakHindi } from './support/log-in.ts'
import { type Portal, startPortal } from './support/portal.ts'
import { pdfOf, qrOf, upiOf } from './support/read-page.ts'

/** `app/second-brand.test.tsx` has the papers in its colour. */
const BRAND = {
  ...SECOND_BRAND,
  UPI_PAYEE_NAME: 'Suryapur Vidyut Vitran',
}
/** The demo's people live in and around Ranchi under any brand, so the place alone tells nothing. */
const FIRST_BRAND = /JBVNL|Jharkhand|झारखंड|Bijli\s*Khata|बिजली\s*खाता|(?<!\d)1912(?!\d)|345-6570|Karamtoli|करमटोली/i
const FIRST_COLOURS = ['rgb(42, 60, 150)', 'rgb(31, 45, 116)']
const OWN_COLOUR = 'rgb(11, 107, 58)'
const ASHA = '9000000028'

let brand: Portal
let dataDir: string

test.beforeAll('another utility starts its portal', async () => {
  test.setTimeout(240_000)
  // The demo that other tests copy was loaded under the first brand, with a year of its messages.
  dataDir = newDataDir()
  brand = await startPortal({ clock: '2026-11-05T12:00:00+05:30', dataDir, env: BRAND })
})
test.afterAll(async () => {
  await brand.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

for (const locale of LOCALES)
  test(`a portal of another utility shows nothing of the first, in ${locale}`, async ({ browser }) => {
    test.setTimeout(240_000)
    const context = await browser.newContext({ baseURL: brand.url, viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    const open = async (path: string) => {
      await page.goto(path)
      expect(await tracesOn(page), path).toEqual([])
    }
    await page.goto('/')
    await (locale === 'en' ? speakEnglish(page) : speakHindi(page))
    for (const path of ['/', '/login', '/quick-pay', '/link', '/track', '/camps', '/calculator', '/about/contact'])
      await open(path)
    await expect(page.getByRole('main')).toContainText('155000')
    await expect(page.locator('footer')).toContainText(locale === 'en' ? BRAND.DISCOM_NAME : BRAND.DISCOM_NAME_HI)

    await logIn(page, brand, ASHA)
    const home = connectionPath(page)
    for (const path of ['', '/bills', '/consumption', '/payments', '/complaints', '/profile']) await open(home + path)
    await page.goto(`${home}/bills`)
    const bill = (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
    await open(bill)
    const { text } = await pdfOf(page, bill)
    expect(text).not.toMatch(FIRST_BRAND)
    expect(text).toContain(locale === 'en' ? BRAND.DISCOM_NAME : BRAND.DISCOM_HELPLINE)

    await open(await startPaying(page, bill))
    expect(upiOf((await qrOf(page)).jsqr).pn).toBe(BRAND.UPI_PAYEE_NAME)

    const told = (await brand.messages(ASHA)).map(({ text }) => text)
    expect(told.length).toBeGreaterThan(0)
    expect(told.filter((message) => FIRST_BRAND.test(message))).toEqual([])
    expect(told[0]).toMatch(/Ujala|उजाला|SVV/)
    await context.close()
  })

/** What of the first utility is on a page: in its words, hidden ones too, in its colours, or in its mark. */
async function tracesOn(page: Page): Promise<string[]> {
  const html = await (await page.request.get(page.url())).text()
  const words = html.match(new RegExp(FIRST_BRAND, 'gi')) ?? []
  const colours = await page.evaluate((own) => {
    const looks = [...document.querySelectorAll('body, body *')].flatMap((element) => {
      const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(element)
      return [color, backgroundColor, borderTopColor, fill, stroke]
    })
    return { all: [...new Set(looks)], hasOwn: looks.includes(own) }
  }, OWN_COLOUR)
  return [
    ...words,
    ...colours.all.filter((colour) => FIRST_COLOURS.includes(colour)),
    ...(colours.hasOwn ? [] : ['not in its own colour']),
    ...((await page.locator('header image[href^="/icons/"]').count()) > 0 ? [] : ['not its own mark']),
  ]
}
