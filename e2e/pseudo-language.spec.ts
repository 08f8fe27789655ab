import type { Page } from '@playwright/test'
import { PSEUDO_LOCALE } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { ofConnection, openAs, PUBLIC_STOPS, type Stop } from './support/every-page.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { enliven, layoutFaults, openAll } from './support/page-faults.ts'
import { untranslatedFaults } from './support/untranslated.ts'

test.use({ clock: '2026-11-05T12:00:00+05:30' })

/** Two bills, of which one is paid in part; nothing is done in his name here. */
const JYOTI = '9000001033'

/** Every third page; `PSEUDO=every` looks at each (docs/languages.md). */
const STEP = process.env.PSEUDO === 'every' ? 1 : 3

/** These pages list what the utility keeps in Hindi and English: camps, notices, kinds of complaints, its addresses. */
const KEPT_IN_TWO_LANGUAGES = /\/(camps|notices|demo|about|complaints\/(new|services))\b/

test('in a language that is longer by two fifths nothing is cut, and no word comes from anywhere but the messages', async ({
  browser,
  portal,
}) => {
  test.setTimeout(300_000)
  const page = await openAs(browser, portal, { cookies: [] }, { locale: 'en' })
  await logIn(page, portal, JYOTI)
  const inPseudo = { name: 'language', value: PSEUDO_LOCALE, url: portal.url }
  await page.context().addCookies([inPseudo])
  const home = connectionPath(page)
  await page.goto(`${home}/bills`)
  const bill = (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
  const stops = [
    ...ofConnection(home),
    { name: 'home', path: home },
    { name: 'bill', path: bill },
    { name: 'bill compared', path: `${bill}/compare` },
    { name: 'bill computed again', path: `${bill}/check` },
    { name: 'a day', path: `${home}/consumption/2026-11-03` },
    { name: 'notices', path: '/account/notices' },
    { name: 'how to be told', path: '/account/notices/choices' },
  ]
  const faults = await faultsOf(page, stops)
  // Whoever is logged in is led on from the login.
  await page.context().clearCookies()
  await page.context().addCookies([inPseudo])
  faults.push(...(await faultsOf(page, PUBLIC_STOPS)))
  await page.context().close()
  expect(faults.join('\n')).toBe('')
})

async function faultsOf(page: Page, stops: readonly Stop[]): Promise<string[]> {
  const faults: string[] = []
  for (const { name, path } of stops.filter((_, index) => index % STEP === 0)) {
    await page.goto(path)
    await openAll(page)
    await enliven(page)
    const found = await layoutFaults(page)
    if (!KEPT_IN_TWO_LANGUAGES.test(path)) found.push(...(await untranslatedFaults(page)))
    faults.push(...found.map((fault) => `${name}: ${fault}`))
  }
  return faults
}
