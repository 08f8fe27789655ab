import type { Page } from '@playwright/test'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { goVia } from './support/go-via.ts'
import { ageLogins, connectionPath, logIn, newestCode } from './support/log-in.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts' })

/** One person a language, nobody else's in the specs of this portal. */
const SAYS = {
  hi: {
    mobile: '9000001047',
    width: 360,
    why: /^आपके लॉग इन को 5 मिनट से ज़्यादा हो गए/,
    what: /^आप Chrome, Linux से लॉग आउट करना चाहते हैं/,
    wrong: 'कोड सही नहीं है। 4 कोशिशें बाकी।',
    ended: 'वह लॉग इन बंद कर दिया गया।',
    everywhere: 'आप सब जगह से लॉग आउट हो गए।',
  },
  en: {
    mobile: '9000001053',
    width: 1280,
    why: /^You logged in more than 5 minutes ago/,
    what: /^You want to log out Chrome, Linux/,
    wrong: 'The code is not right. 4 tries left.',
    ended: 'That login is ended.',
    everywhere: 'You are logged out everywhere.',
  },
}

for (const locale of LOCALES)
  test(`ends another login, and all of them, by a code once the own login is old (${locale})`, async ({
    browser,
    portal,
  }) => {
    const { mobile, width, ...says } = SAYS[locale]
    const open = async () => {
      const context = await browser.newContext({
        ...{ baseURL: portal.url, javaScriptEnabled: false, viewport: { width, height: 760 } },
      })
      await context.addCookies([{ name: 'language', value: locale, url: portal.url }])
      const page = await context.newPage()
      await logIn(page, portal, mobile)
      return page
    }
    const [lost, page] = [await open(), await open()]
    const home = connectionPath(page)
    const isLoggedIn = async (where: Page) => (await where.request.get(home, { maxRedirects: 0 })).status() === 200
    await ageLogins(portal, mobile)

    await page.goto(`${home}/profile`)
    await page.locator('#logins li form button').click()
    await expect(page).toHaveURL(/\/account\/confirm\?session=/)
    await expect(page.getByText(says.why)).toBeVisible()
    await expect(page.getByText(says.what)).toBeVisible()
    expect(await faultsOf(page, locale)).toEqual([])
    await goVia(page.locator('#send'))
    const code = await newestCode(portal, mobile)
    await enter(page, code === '000000' ? '111111' : '000000')
    await expect(page.getByRole('alert')).toContainText(says.wrong)
    expect(await faultsOf(page, locale)).toEqual([])
    expect(await isLoggedIn(lost)).toBe(true)
    await enter(page, code)
    await expect(page).toHaveURL(`${portal.url}${home}/profile?ended=1#logins`)
    await expect(page.locator('#logins').getByRole('status')).toHaveText(says.ended)
    await expect(page.locator('#logins li')).toHaveCount(1)
    expect([await isLoggedIn(lost), await isLoggedIn(page)]).toEqual([false, true])
    // An address of what is over leads back.
    await page.goBack()
    await page.reload()
    await expect(page).toHaveURL(/\/profile/)

    await ageLogins(portal, mobile)
    await page.goto(`${home}/profile`)
    await page.locator('#logins button[name=everywhere]').click()
    await expect(page).toHaveURL(/\/account\/confirm\?everywhere=/)
    expect(await isLoggedIn(page)).toBe(true)
    await goVia(page.locator('#send'))
    await enter(page, await newestCode(portal, mobile))
    await expect(page.getByRole('status')).toHaveText(says.everywhere)
    expect(await isLoggedIn(page)).toBe(false)
    for (const one of [lost, page]) await one.context().close()
  })

const faultsOf = async (page: Page, locale: Locale) => [
  ...(await layoutFaults(page)),
  ...(await wordFaults(page, locale)),
]

async function enter(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await goVia(page.locator('form[action^="/api/account/confirm/code"] button'))
}
