import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { ask as askDatabase } from './support/books.ts'
import { newDataDir } from './support/data-dir.ts'
import { linkOf, play, startPaying } from './support/every-page.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, newestCode } from './support/log-in.ts'
import { type Portal, startPortal } from './support/portal.ts'

test.use({ clock: '2026-11-05T12:00:00+05:30', javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

/** What pages say in the two languages, by the journeys below. */
const SAYS = {
  hi: {
    error: /^गड़बड़ी: /,
    left: (tries: number) => `कोड सही नहीं है। ${tries} ${tries === 1 ? 'कोशिश' : 'कोशिशें'} बाकी।`,
    spent: 'बहुत बार गलत कोड। नया कोड मँगाएँ।',
    wait: 'कोड अभी भेजा गया है। 30 सेकंड बाद फिर मँगाएँ।',
    resent: 'अगर यह नंबर जुड़ा है तो नया कोड भेजा गया है। पुराना कोड अब नहीं चलेगा।',
    expired: 'कोड पुराना हो गया। नया कोड मँगाएँ।',
    locked: 'बहुत बार गलत कोड। 1 घंटे बाद कोशिश करें।',
    change: 'नंबर बदलें',
    again: 'स्थिति फिर देखें',
    waiting: 'भुगतान की प्रतीक्षा है',
    failed: 'भुगतान नहीं हुआ।',
    payAgain: 'फिर भुगतान करें',
    received: 'भुगतान हो गया',
    settled: 'यह बिल जमा हो चुका है',
    everywhere: 'आप सब जगह से लॉग आउट हो गए।',
    months: 'महीना',
    units: 'यूनिट (kWh)',
  },
  en: {
    error: /^Error: /,
    left: (tries: number) => `The code is not right. ${tries} ${tries === 1 ? 'try' : 'tries'} left.`,
    spent: 'Too many wrong codes. Ask for a new one.',
    wait: 'A code was sent just now. Ask again after 30 seconds.',
    resent: 'If this number is linked, a new code is on its way. The old code no longer works.',
    expired: 'The code has expired. Ask for a new one.',
    locked: 'Too many wrong codes. Try again in 1 hour.',
    change: 'Change number',
    again: 'Check again',
    waiting: 'Waiting for your payment',
    failed: 'The payment did not go through.',
    payAgain: 'Pay again',
    received: 'Payment received',
    settled: 'This bill is paid',
    everywhere: 'You are logged out everywhere.',
    months: 'Month',
    units: 'Units (kWh)',
  },
}

/** One person a journey, because limits and bills are theirs. */
const PAYER = { hi: '9000001047', en: '9000001049' }
const NEWCOMER = '9000001041'
const IMPATIENT = '9000001053'
const FORGETFUL = { hi: '9000001037', en: '9000001045' }

test('whoever comes for the first time is shown round in three steps, and never again', async ({ page, portal }) => {
  await speak(page, portal, 'hi')
  await logIn(page, portal, NEWCOMER)
  await page.locator('main a[href^="/c/"]').first().click()
  await page.waitForURL('**/c/*')
  const home = connectionPath(page)
  const guide = page.getByRole('region', { name: /./ }).and(page.locator('#guide'))
  const titles: string[] = []
  for (const step of [1, 2, 3]) {
    await expect(guide).toContainText(`3 में से चरण ${step}`)
    titles.push((await guide.getByRole('heading').textContent()) ?? '')
    if (step === 3) break
    // By keyboard, from wherever the step before put it.
    await page.keyboard.press('Tab')
    for (let presses = 0; step === 1 && presses < 30 && !(await isAtNext(page)); presses += 1)
      await page.keyboard.press('Tab')
    expect(await isAtNext(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${home}?guide=${step + 1}#guide`)
  }
  expect(new Set(titles).size).toBe(3)
  await guide.getByRole('button').click()
  await page.waitForURL(`**${home}`)
  await expect(guide).toHaveCount(0)
  await page.goto(`${home}?guide=2`)
  await expect(guide).toHaveCount(0)
})

test('whoever skips the guide at its first step is at Home, and is not shown round again', async ({ page, portal }) => {
  await askDatabase(portal.dataDir, 'update "Consumer" set "guidedAt" = null where "mobile" = $1', [IMPATIENT])
  await speak(page, portal, 'hi')
  await logIn(page, portal, IMPATIENT)
  const home = connectionPath(page)
  await expect(page.locator('#guide')).toContainText('3 में से चरण 1')
  await page.locator('#guide').getByRole('button', { name: 'छोड़ें' }).click()
  await page.waitForURL(`**${home}`)
  for (const path of [home, `${home}?guide=3`]) {
    await page.goto(path)
    await expect(page.locator('main h1')).toBeVisible()
    await expect(page.locator('#guide')).toHaveCount(0)
  }
})

for (const locale of LOCALES) {
  const says = SAYS[locale]
  const pay = PAYER[locale]

  test(`a payment fails, another waits, and its page shows the receipt when asked again (${locale})`, async ({
    page,
    portal,
  }) => {
    await speak(page, portal, locale)
    await logIn(page, portal, pay)
    const home = connectionPath(page)
    await page.goto(`${home}/bills`)
    const bill = (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''

    await startPaying(page, bill)
    await expect(page.getByText(says.waiting)).toBeVisible()
    // An address that claims it pays nothing.
    await page.goto(`${page.url()}?status=success&razorpay_payment_id=pay_claimed`)
    await expect(page.getByText(says.waiting)).toBeVisible()
    await expect(page.getByText(says.received)).toHaveCount(0)
    await play(page, portal, await linkOf(page), 'failure')
    await page.getByRole('link', { name: says.again }).click()
    await expect(page.getByText(says.failed)).toBeVisible()

    await page.getByRole('button', { name: says.payAgain }).click()
    await page.waitForURL('**/pay/*')
    await play(page, portal, await linkOf(page), 'success')
    await page.getByRole('link', { name: says.again }).click()
    await expect(page.getByRole('heading', { level: 1, name: says.received })).toBeVisible()
    const receipt = new URL(page.url()).pathname
    await page.goto(bill)
    await expect(page.getByText(says.settled)).toBeVisible()
    await expect(page.locator(`main a[href="${receipt}"]`)).toBeVisible()

    await page.goto(`${home}/profile`)
    await page.locator('main form[action="/api/sessions/end"] button[name=everywhere]').click()
    await expect(page.getByRole('status')).toHaveText(says.everywhere)
    await page.goto(home)
    await expect(page).toHaveURL(/\/login\?/)
  })

  test(`the calculator names what is wrong and keeps what was typed (${locale})`, async ({ page, portal }) => {
    await speak(page, portal, locale)
    await page.goto('/calculator')
    await page.getByLabel(says.months).selectOption('2026-10')
    await page.locator('#category').selectOption('CS_URBAN')
    await page.getByLabel(says.units).fill('12,5x')
    await page.locator('main form button').click()
    await expect(page).toHaveTitle(says.error)
    const wrong = page.getByRole('alert').getByRole('link')
    await expect(wrong).toHaveCount(1)
    await expect(page.locator('#units-error')).toHaveText((await wrong.textContent()) ?? '')
    await expect(page.getByLabel(says.units)).toHaveValue('12,5x')

    await page.getByLabel(says.units).fill('120')
    await page.locator('main form button').click()
    await expect(page.getByRole('alert').getByRole('link')).toHaveAttribute('href', '#load')
    await page.locator('#load').fill('2')
    await page.locator('main form button').click()
    await expect(page.getByRole('status')).toContainText('₹')
    await expect(page.locator('#category')).toHaveValue('CS_URBAN')
  })
}

test('a login has a session of its own that no script reads, whatever stood in the browser before', async ({
  page,
  portal,
}) => {
  await page.context().addCookies([{ name: 'session', value: 'planted', url: portal.url }])
  await logIn(page, portal, PAYER.hi)
  const first = await sessionOf(page)
  expect(first?.value).not.toBe('planted')
  expect(first).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(await page.evaluate(() => document.cookie)).not.toMatch(/session|challenge|device/)

  await page.goto(`${connectionPath(page)}/profile`)
  await goVia(page.locator('main form[action="/api/sessions/end"] button[name=everywhere]'))
  await logIn(page, portal, PAYER.hi)
  expect((await sessionOf(page))?.value).not.toBe(first?.value)
})

test('wrong, spent, old and locked codes say so and offer a way on', async ({ browser }) => {
  test.setTimeout(240_000)
  const dataDir = newDataDir()
  const people = await Promise.all(
    LOCALES.map(async (locale) => ({
      page: await (await browser.newContext({ javaScriptEnabled: false })).newPage(),
      ...{ locale, says: SAYS[locale], mobile: FORGETFUL[locale], code: '' },
    })),
  )
  // The clock of a portal is held, so time passes from one start on the same data to the next.
  const at = async (time: string, act: (portal: Portal, somebody: (typeof people)[number]) => Promise<void>) => {
    const portal = await startPortal({ dataDir, clock: `2026-11-05T${time}:00+05:30` })
    try {
      for (const somebody of people) await act(portal, somebody)
    } finally {
      await portal.stop()
    }
  }

  await at('10:00', async (portal, { page, locale, says, mobile }) => {
    await speak(page, portal, locale)
    await ask(page, portal, mobile)
    const code = await newestCode(portal, mobile)
    await page.getByRole('link', { name: says.change }).click()
    await expect(page).toHaveURL(/\/login$/)
    await page.goto(`${portal.url}/login/code`)
    await resend(page)
    await expect(page.getByRole('alert')).toContainText(says.wait)
    for (const left of [4, 3, 2, 1]) {
      await enter(page, wrongFor(code))
      await expect(page.getByRole('alert')).toContainText(says.left(left))
      await expect(page).toHaveTitle(says.error)
    }
    await enter(page, wrongFor(code))
    await expect(page.getByRole('alert')).toContainText(says.spent)
  })
  await at('10:01', async (portal, somebody) => {
    const { page, says, mobile } = somebody
    await page.goto(`${portal.url}/login/code`)
    await resend(page)
    await expect(page.getByRole('status')).toContainText(says.resent)
    somebody.code = await newestCode(portal, mobile)
    for (let tries = 0; tries < 5; tries += 1) await enter(page, wrongFor(somebody.code))
    await expect(page.getByRole('alert')).toContainText(says.spent)
  })
  await at('10:20', async (portal, { page, says, mobile, code }) => {
    await page.goto(`${portal.url}/login/code`)
    await enter(page, code)
    await expect(page.getByRole('alert')).toContainText(says.expired)
    await resend(page)
    await enter(page, await newestCode(portal, mobile))
    await expect(page.getByRole('alert')).toContainText(says.locked)
  })
  for (const { page } of people) await page.context().close()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

async function sessionOf(page: Page) {
  return (await page.context().cookies()).find(({ name }) => name === 'session')
}

async function speak(page: Page, portal: Portal, locale: Locale): Promise<void> {
  await page.context().addCookies([{ name: 'language', value: locale, url: portal.url }])
}

async function ask(page: Page, portal: Portal, mobile: string): Promise<void> {
  await page.goto(`${portal.url}/login`)
  await page.locator('input[name=who]').fill(mobile)
  await page.locator('form[action="/api/login"] button').click()
  await page.waitForURL('**/login/code')
}

async function enter(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await goVia(page.locator('form[action="/api/login/code"] button'))
}

async function resend(page: Page): Promise<void> {
  await goVia(page.locator('form[action="/api/login/again"] button'))
}

/** A code that is not the right one. */
const wrongFor = (code: string) => (code === '000000' ? '111111' : '000000')

/** Whether the keyboard is at the guide's way on. */
const isAtNext = (page: Page) =>
  page.locator(':focus').evaluateAll(([at]) => at?.matches('#guide a[href*="?guide="]') ?? false)
