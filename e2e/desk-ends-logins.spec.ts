import type { Browser, Page } from '@playwright/test'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { enterDesk, OFFICERS } from './support/officer.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'
import type { Portal } from './support/portal.ts'

const CLOCK = '2026-11-05T12:00:00+05:30'
test.use({ clock: CLOCK, apart: 'tour' })

/** One person a language, nobody else's in the specs of this portal. */
const SAYS = {
  hi: {
    ...{ mobile: '9000001039', consumerNo: '100044280039', width: 360 },
    open: 'लॉग इन बंद करें',
    nobody: 'चुनें कि किसके लॉग इन बंद करने हैं।',
    noReason: 'कारण चुनें।',
    sim: /^सिम जिसके पास है/,
    done: 'इस व्यक्ति के सब लॉग इन बंद हो गए।',
    out: 'सुरक्षा के लिए आपको लॉग आउट किया गया।',
    told: /के कार्यालय में आपके सब लॉग इन बंद किए गए/,
  },
  en: {
    ...{ mobile: '9000001045', consumerNo: '100044280045', width: 1280 },
    open: 'End logins',
    nobody: 'Choose whose logins are to end.',
    noReason: 'Choose a reason.',
    sim: /^Whoever has the SIM can still log in/,
    done: 'All logins of this person are ended.',
    out: 'You were logged out for safety.',
    told: /^All your logins were ended at the office of/,
  },
}

for (const locale of LOCALES)
  test(`a lost phone: the desk ends both logins of somebody, who is asked to log in again (${locale})`, async ({
    browser,
    portal,
  }) => {
    const { mobile, consumerNo, width, ...says } = SAYS[locale]
    const [phone, computer] = [
      await openPage(browser, portal, locale, 360),
      await openPage(browser, portal, locale, 1280),
    ]
    for (const page of [phone, computer]) await logIn(page, portal, mobile)
    const home = connectionPath(phone)

    const desk = await openPage(browser, portal, locale, width)
    await enterDesk(desk.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
    await desk.goto('/desk/search')
    await desk.locator('input[name=number]').fill(consumerNo)
    await desk.locator('form[action="/api/desk/search"] button').click()
    // Before a reason for looking is given, there is nothing to press, and the page itself asks for one.
    await expect(desk.getByRole('link', { name: says.open })).toHaveCount(0)
    await desk.goto(`${new URL(desk.url()).pathname}/logins`)
    await expect(desk.locator('form[action="/api/desk/logins"]')).toHaveCount(0)
    await desk.locator('input[value=LINKING]').check()
    await desk.locator('form[action="/api/desk/look"] button').click()

    await desk.getByRole('link', { name: says.open }).click()
    await expect(desk.getByText(says.sim)).toBeVisible()
    expect(await faultsOf(desk, locale)).toEqual([])
    const form = desk.locator('form[action="/api/desk/logins"]')
    await form.locator('button').click()
    await expect(desk.getByRole('alert')).toContainText(says.noReason)
    expect(await faultsOf(desk, locale)).toEqual([])
    await form.locator('input[value=LOST_PHONE]').check()
    await form.locator('button').click()
    await expect(desk.getByRole('alert')).toContainText(says.nobody)
    for (const page of [phone, computer]) expect((await page.goto(home))?.url()).toBe(`${portal.url}${home}`)

    await form.locator('input[name=person]').check()
    await form.locator('input[value=LOST_PHONE]').check()
    await form.locator('button').click()
    await expect(desk.getByRole('status')).toContainText(says.done)
    for (const page of [phone, computer]) {
      await page.goto(`${home}/bills`)
      await expect(page).toHaveURL(/\/login\?/)
      await expect(page.getByText(says.out)).toBeVisible()
    }

    await logIn(computer, portal, mobile)
    await computer.goto('/account/notices')
    await expect(computer.getByText(says.told)).toBeVisible()
    for (const page of [phone, computer, desk]) await page.context().close()
  })

async function openPage(browser: Browser, portal: Portal, locale: Locale, width: number): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: portal.url, javaScriptEnabled: false, viewport: { width, height: 760 } },
  })
  await context.addCookies([{ name: 'language', value: locale, url: portal.url }])
  return context.newPage()
}

const faultsOf = async (page: Page, locale: Locale) => [
  ...(await layoutFaults(page)),
  ...(await wordFaults(page, locale)),
]
