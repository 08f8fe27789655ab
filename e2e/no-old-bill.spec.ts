import { type Browser, type Page, test } from '@playwright/test'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { expect } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { ask } from './support/books.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, newestCode, speakEnglish } from './support/log-in.ts'
import { layoutFaults, openAll, wordFaults } from './support/page-faults.ts'
import { type Portal, startPortal } from './support/portal.ts'
import { textsOn } from './support/texts-on.ts'

/** A utility that lets no old bill link a number: its portal offers that way nowhere. `linking.spec.ts` has it as it is otherwise. */
const CLOCK = '2026-11-05T12:00:00+05:30'
/** In each language a home with a number on record, and people who have other numbers. */
const HOMES = {
  hi: { consumerNo: '100044280028', onRecord: '9000000028' },
  en: { consumerNo: '100044280035', onRecord: '9000001035' },
}
const NEW = { hi: '9100000701', en: '9100000702' }
const CHATS = { hi: '9100000703', en: '9100000704' }
const NOT_LINKED = { hi: '9100000705', en: '9100000706' }

/** What leads to linking by an old bill; to bring one to a camp or counter is no such thing. */
const OFFERED =
  /\b(by|with|from|of|need|keep) an old bill|last months|पुराने बिल (से|की)|पुराना बिल (चाहिए|पास|और मोबाइल)|पिछले महीनों के/i
const SAYS = {
  hi: {
    closed: 'पुराने बिल से अब नंबर नहीं जुड़ता। दर्ज नंबर पर कोड मँगाएँ, या शिविर या काउंटर पर आएँ।',
    linked: 'नंबर जुड़ गया।',
    hello: 'नमस्ते',
  },
  en: {
    closed:
      'A number is no longer linked by an old bill. Have a code sent to the number on record, or come to a camp or counter.',
    linked: 'The number is linked.',
    hello: 'Hi',
  },
}

let portal: Portal
test.beforeAll(async () => {
  test.setTimeout(240_000)
  portal = await startPortal({ clock: CLOCK, env: { LINK_BY_OLD_BILL: 'no' } })
})
test.afterAll(() => portal?.stop())

for (const locale of LOCALES)
  test.describe(`where no old bill links a number, in ${locale}`, () => {
    const says = SAYS[locale]
    const { consumerNo, onRecord } = HOMES[locale]

    test('no page that leads to linking offers it', async ({ browser }) => {
      const page = await visitor(browser, locale)
      const topics = ['help', 'privacy', 'terms', 'accessibility', 'contact'].map((topic) => `/about/${topic}`)
      for (const path of ['/', '/login', '/not-linked', '/link', '/quick-pay', '/track', '/recognise', ...topics])
        await offersNone(page, path)
      await page.goto('/login')
      await page.locator('input[name=who]').fill(NOT_LINKED[locale])
      await page.locator('form[action="/api/login"] button').click()
      await page.waitForURL('**/login/code')
      await offersNone(page, '/login/code')

      await begin(page, consumerNo, NEW[locale])
      await offersNone(page, '/link/bill')
      await expect(page.locator('form[action^="/api/link"]')).toHaveCount(1)
      await expect(page.locator('main input')).toHaveCount(0)
      await page.context().close()
    })

    test('the code goes to the number on record alone, and links', async ({ browser }) => {
      const page = await visitor(browser, locale)
      await begin(page, consumerNo, NEW[locale])
      await page.locator('form[action="/api/link/old"] button').click()
      await page.waitForURL('**/link/old')
      await offersNone(page, '/link/old')
      expect(await portal.messages(NEW[locale])).toEqual([])
      await giveCode(page, await newestCode(portal, onRecord))
      await page.waitForURL('**/link/code')
      await offersNone(page, '/link/code')
      await giveCode(page, await newestCode(portal, NEW[locale]))
      await expect(page.getByRole('status')).toContainText(says.linked)
      const home = connectionPath(page)
      expect((await page.goto(`${home}/consumption`))?.status()).toBe(200)
      await offersNone(page, '/connections')
      await offersNone(page, '/account/erase')
      await page.context().close()
    })

    test('what was open from before is refused in words, and nothing is sent to who asks', async ({ browser }) => {
      const page = await visitor(browser, locale)
      const mobile = CHATS[locale]
      await begin(page, consumerNo, mobile)
      const [bill] = (await ask(
        portal.dataDir,
        `select m."serialNo" as "meterNo", (b."payableByDuePaise" / 100)::text as "amount"
           from "Connection" c join "Bill" b on b."connectionId" = c."id"
           join "MeterInstallation" i on i."connectionId" = c."id" join "Meter" m on m."id" = i."meterId"
          where c."consumerNo" = $1 order by b."billedOn" desc limit 1`,
        [consumerNo],
      )) as { meterNo: string; amount: string }[]
      await sendForm(page, '/api/link/bill', { ...bill, billedOn: '2-11-2026' })
      await expect(page).toHaveURL(/\/link\/bill\?error=closed$/)
      await expect(page.locator('main').getByRole('alert')).toContainText(says.closed)
      await page.locator('main').getByRole('alert').getByRole('link').click()
      await expect(page.locator('#onRecord')).toBeVisible()
      expect([...(await layoutFaults(page)), ...(await wordFaults(page, locale)), ...(await axeFaults(page))]).toEqual(
        [],
      )
      await sendForm(page, '/api/link/photo?step=bill', {}, 'multipart/form-data')
      await expect(page.locator('main').getByRole('alert')).toContainText(says.closed)
      expect(await portal.messages(mobile)).toEqual([])
      await page.context().close()
    })

    test('the chat asks for the number on record', async ({ browser }) => {
      const page = await visitor(browser, locale)
      await page.goto(`/demo?to=${CHATS[locale]}`)
      const newest = page.locator('#newest')
      for (const text of [says.hello, consumerNo]) {
        const before = await page.locator('#chat li').count()
        await page.locator('#chat-text').fill(text)
        await page.locator('#chat form:has(#chat-text) button').click()
        await expect(page.locator('#chat li')).not.toHaveCount(before)
        expect(await newest.textContent()).not.toMatch(OFFERED)
      }
      await expect(newest.getByRole('button')).toHaveCount(3)
      expect((await portal.messages(CHATS[locale])).filter(({ channel }) => channel === 'SMS')).toEqual([])
      await page.context().close()
    })
  })

async function visitor(browser: Browser, locale: Locale): Promise<Page> {
  const viewport = { width: 360, height: 760 }
  const page = await (await browser.newContext({ baseURL: portal.url, viewport })).newPage()
  if (locale === 'en') await speakEnglish(page)
  return page
}

/** Looks at all that a page says, its help too. */
async function offersNone(page: Page, path: string): Promise<void> {
  expect((await page.goto(path))?.status(), path).toBe(200)
  await page.waitForLoadState()
  await openAll(page)
  const said = (await textsOn(page)).map(({ text }) => text)
  expect(said.length, path).toBeGreaterThan(10)
  expect(
    said.filter((text) => OFFERED.test(text)),
    path,
  ).toEqual([])
}

async function begin(page: Page, consumerNo: string, mobile: string): Promise<void> {
  await page.goto('/link')
  await page.locator('input[name=consumerNo]').fill(consumerNo)
  await page.locator('input[name=mobile]').fill(mobile)
  await page.locator('form[action="/api/link"] button').click()
  await page.waitForURL('**/link/bill')
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await goVia(page.locator('main form:has(input[name=code]) button'))
}

/** Sends a form that this page no longer has, as a page does that was open before. */
async function sendForm(page: Page, action: string, fields: Record<string, string>, enctype?: string): Promise<void> {
  await page.evaluate(
    ({ action, fields, enctype }) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action })
      if (enctype) form.enctype = enctype
      for (const [name, value] of Object.entries(fields))
        form.append(Object.assign(document.createElement('input'), { name, value }))
      document.body.append(form)
      form.submit()
    },
    { action, fields, enctype },
  )
  await page.waitForURL(/error=/)
}
