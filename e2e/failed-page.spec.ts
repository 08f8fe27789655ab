import fs from 'node:fs'
import path from 'node:path'
import { FAILURE_WORDS } from '#app/failure-words.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { openAs } from './support/every-page.ts'
import { ownScript } from './support/own-script.ts'
import { ROOT } from './support/run-program.ts'

for (const locale of LOCALES)
  test(`a page that fails in the browser says so, and can be asked for again (${locale})`, async ({
    browser,
    portal,
  }) => {
    const page = await openAs(browser, portal, { cookies: [] }, { locale })
    const html = await (await page.request.get('/login')).text()
    // Parts of the page whose scripts throw; what shows that a page failed is as it was.
    const broken = ownScript(html).files.filter(
      (file) => !fs.readFileSync(path.join(ROOT, '.next', file), 'utf8').includes(FAILURE_WORDS),
    )
    expect(broken.length).toBeGreaterThan(0)
    const isBroken = ({ pathname }: URL) => broken.some((file) => pathname.endsWith(file))
    await page.route(isBroken, async (route) => {
      const answer = await route.fetch()
      const body = (await answer.text()).replaceAll('"use strict";', '"use strict";throw Error("of a test");')
      await route.fulfill({ response: answer, body, headers: { ...answer.headers(), 'cache-control': 'no-store' } })
    })
    await page.goto('/login')
    const t = textsFor(locale, 'failure')
    await expect(page.locator('h1')).toContainText(t('error'))
    await expect(page.locator('main')).toContainText(t('errorText'))
    await page.unroute(isBroken)
    await page.getByRole('button', { name: t('retry') }).click()
    await expect(page.locator('input[name=who]')).toBeVisible()
    await page.context().close()
  })
