import { type APIRequestContext, type Browser, type Page, test } from '@playwright/test'
import { LOCALES, type OfferedLocale as Locale } from '#lib/units/locale.ts'
import { expect } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { ask } from './support/books.ts'
import { goVia } from './support/go-via.ts'
import { newestCode, speakEnglish } from './support/log-in.ts'
import { post } from './support/officer.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'
import { type Portal, startPortal } from './support/portal.ts'

/** Strangers have used up a number’s codes or tries: its person writes to us on WhatsApp and logs in all the same. */
const CLOCK = '2026-11-12T12:00:00+05:30'
const OUR_NUMBER = '9155000000'
const PEOPLE = { hi: '9000000028', en: '9000001035' }
const GUESSED = { hi: '9000001031', en: '9000001045' }
/** Whose consumer number alone was guessed at, which a login by the mobile does not show. */
const QUIETLY = {
  hi: { mobile: '9000001049', consumerNo: '100044280049' },
  en: { mobile: '9000001051', consumerNo: '100044280051' },
}
const NOBODY = { hi: '9100000711', en: '9100000712' }
const SAYS = {
  hi: {
    card: 'या अभी WhatsApp से कोड मँगाएँ',
    word: /^लॉग इन \d{6}$/,
    sent: 'कोड SMS से भेजा गया है',
    ask: 'WhatsApp से मँगाएँ',
  },
  en: {
    card: 'Or get a code now by WhatsApp',
    word: /^LOGIN \d{6}$/,
    sent: 'The code is on its way by SMS',
    ask: 'Ask by WhatsApp',
  },
}

let portal: Portal
test.beforeAll(async () => {
  test.setTimeout(240_000)
  portal = await startPortal({ clock: CLOCK, env: { WHATSAPP_DISPLAY_NUMBER: OUR_NUMBER } })
})
test.afterAll(async () => {
  const { code, output } = await portal.command('lib/payments/verify-ledger-command.ts')
  await portal.stop()
  expect(code, output).toBe(0)
})

for (const locale of LOCALES)
  test.describe(`somebody who is held up, in ${locale}`, () => {
    test('by codes that strangers asked for logs in by what the phone writes', async ({ browser, playwright }) => {
      const stranger = await playwright.request.newContext({ baseURL: portal.url })
      const page = await visitor(browser, locale)
      const cards: string[] = []
      for (const who of [NOBODY[locale], PEOPLE[locale]]) {
        await askForAllCodes(stranger, who)
        await askForCode(page, who)
        await expect(page).toHaveURL(/\/login\/code\?error=too-many-codes$/)
        await expect(page.locator('main').getByRole('alert')).toContainText('1')
        cards.push(((await card(page, locale).textContent()) ?? '').replace(/(LOGIN|लॉग इन) \d{6}/, ''))
        expect([
          ...(await layoutFaults(page)),
          ...(await wordFaults(page, locale)),
          ...(await axeFaults(page)),
        ]).toEqual([])
      }
      await stranger.dispose()
      // Nothing tells whether anybody has the number.
      expect(cards[0]).toBe(cards[1])
      await writesAndLogsIn(page, locale, PEOPLE[locale])
      await page.context().close()
    })

    test('by codes that strangers tried logs in by what the phone writes', async ({ browser, playwright }) => {
      const mobile = GUESSED[locale]
      const stranger = await playwright.request.newContext({ baseURL: portal.url })
      await useUpTries(stranger, { who: mobile, mobile })
      await stranger.dispose()
      const page = await visitor(browser, locale)
      await askForCode(page, mobile)
      await page.waitForURL('**/login/code')
      await giveCode(page, await newestCode(portal, mobile))
      await expect(page).toHaveURL(/\/login\/code\?error=locked$/)
      await writesAndLogsIn(page, locale, mobile)
      await page.context().close()
    })

    test('without being told so asks for a code by WhatsApp', async ({ browser, playwright }) => {
      const { mobile, consumerNo } = QUIETLY[locale]
      const stranger = await playwright.request.newContext({ baseURL: portal.url })
      await useUpTries(stranger, { who: consumerNo, mobile })
      await stranger.dispose()
      const page = await visitor(browser, locale)
      await askForCode(page, mobile)
      await page.waitForURL('**/login/code')
      await giveCode(page, await newestCode(portal, mobile))
      await expect(page).toHaveURL(/\/login\/code\?error=wrong$/)
      await expect(card(page, locale)).toHaveCount(0)
      await goVia(page.getByRole('button', { name: SAYS[locale].ask }))
      await expect(page).toHaveURL(/\/login\/code$/)
      expect([...(await layoutFaults(page)), ...(await wordFaults(page, locale)), ...(await axeFaults(page))]).toEqual(
        [],
      )
      await writesAndLogsIn(page, locale, mobile)
      await page.context().close()
    })
  })

const card = (page: Page, locale: Locale) => page.locator('section', { hasText: SAYS[locale].card })

async function visitor(browser: Browser, locale: Locale): Promise<Page> {
  const viewport = { width: 360, height: 760 }
  const page = await (await browser.newContext({ baseURL: portal.url, viewport })).newPage()
  if (locale === 'en') await speakEnglish(page)
  return page
}

async function askForCode(page: Page, who: string): Promise<void> {
  await page.goto('/login')
  await page.locator('input[name=who]').fill(who)
  await goVia(page.locator('form[action="/api/login"] button'))
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await goVia(page.locator('form[action="/api/login/code"] button'))
}

/** The clock is held, and with it the half minute between two codes. */
const ageCodes = () => ask(portal.dataDir, `update "OtpChallenge" set "createdAt" = "createdAt" - interval '1 minute'`)

/** As a stranger with a browser of their own asks for all codes of the hour. */
async function askForAllCodes(stranger: APIRequestContext, who: string): Promise<void> {
  for (const _ of [1, 2, 3, 4, 5]) {
    expect((await post(stranger, portal, '/api/login', { who })).headers().location).toBe('/login/code')
    await ageCodes()
  }
}

/** As a stranger tries all codes of the hour, under the mobile or the consumer number. */
async function useUpTries(
  stranger: APIRequestContext,
  { who, mobile }: { who: string; mobile: string },
): Promise<void> {
  for (const _ of [1, 2]) {
    await post(stranger, portal, '/api/login', { who })
    const code = (await newestCode(portal, mobile)) === '000000' ? '000001' : '000000'
    for (const _ of [1, 2, 3, 4, 5]) await post(stranger, portal, '/api/login/code', { code })
    await ageCodes()
  }
}

/** The person does what the card says, with the demo's phone. */
async function writesAndLogsIn(page: Page, locale: Locale, mobile: string): Promise<void> {
  const says = SAYS[locale]
  const message = await card(page, locale).getByText(says.word).textContent()
  const link = await card(page, locale).getByRole('link').getAttribute('href')
  expect(link).toBe(`https://wa.me/91${OUR_NUMBER}?text=${encodeURIComponent(message ?? '')}`)
  const codes = async () => (await portal.messages(mobile)).filter(({ text }) => /^\d{6}\b/.test(text)).length
  const before = await codes()
  const phone = await page.context().newPage()
  await phone.goto(`/demo?to=${mobile}`)
  await phone.locator('#chat-text').fill(message ?? '')
  await phone.locator('#chat form:has(#chat-text) button').click()
  await expect(phone.locator('#newest')).toContainText(says.sent)
  await phone.close()
  expect(await codes()).toBe(before + 1)
  await giveCode(page, await newestCode(portal, mobile))
  await expect(page).toHaveURL(/\/(c\/|connections)/)
}
