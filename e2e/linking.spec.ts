import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { LOCALES } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { pageOf, photoOf } from './support/bill-photos.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, newestCode, speakEnglish } from './support/log-in.ts'
import type { Portal } from './support/portal.ts'
import { takeIn } from './support/take-in.ts'

/** Linking a number that is not linked, as somebody with an old bill and a plain phone does. */
test.use({ clock: '2026-11-05T12:00:00+05:30', javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

const MASTER =
  'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision'

/** Of this file alone: a shop a language, each with the number on record that its owner still has, and a new one. */
const SHOPS = {
  hi: {
    consumerNo: '500000000921',
    meterNo: 'LNK-0921',
    onRecord: '9100000921',
    mobile: '9100000931',
    tenant: '9100000951',
    next: '9100000961',
  },
  en: {
    consumerNo: '500000000922',
    meterNo: 'LNK-0922',
    onRecord: '9100000922',
    mobile: '9100000932',
    tenant: '9100000952',
    next: '9100000962',
  },
}
const NAME = 'Namuna Linking Shop'
const SAYS = {
  hi: {
    weak: 'अभी केवल बिल और भुगतान दिखेंगे।',
    linked: 'नंबर जुड़ गया।',
    noMatch: 'तो शायद जानकारियाँ मेल नहीं खातीं। बिल देखकर फिर भरें।',
    zero: '₹0 के बिल से पुष्टि नहीं हो सकती। उस बिल की तारीख लिखें।',
    digits: 'मोबाइल नंबर में 10 अंक होते हैं। आपने 9 लिखे हैं।',
    wrong: /^कोड सही नहीं है/,
    date: '2 नवंबर 2026',
    noEnd: 'किराएदार के लिए आखिरी तारीख लिखें।',
    invited: 'बुलावा भेज दिया गया।',
    removed: 'नंबर हटा दिया गया।',
    cooling: 'सुरक्षा के लिए लॉग इन का नंबर बदलने के 24 घंटे बाद ही किसी को हटा सकते हैं।',
  },
  en: {
    weak: 'Only bills and payments are shown for now.',
    linked: 'The number is linked.',
    noMatch: 'Then the details may not match. Check the bill and try again.',
    zero: 'A bill of ₹0 cannot show that it is yours. Enter the date of that bill.',
    digits: 'A mobile number has 10 digits. You entered 9.',
    wrong: /^The code is not right/,
    date: '2.11.2026',
    noEnd: 'Enter the last day for a tenant.',
    invited: 'The invitation is on its way.',
    removed: 'The number is removed.',
    cooling: 'For your safety you can remove somebody only 24 hours after a change of your login number.',
  },
}

test.describe.configure({ mode: 'serial' })

test.beforeAll('two shops with a bill each', async ({ portal }) => {
  test.setTimeout(300_000)
  const shops = Object.values(SHOPS)
  const rows = shops.map(
    ({ consumerNo, onRecord, meterNo }) =>
      `${consumerNo},${NAME},${onRecord},"9, Namuna Bazaar, Ranchi",CS_URBAN,POSTPAID,2,SINGLE,${meterNo},30,Kokar`,
  )
  const days = Array.from({ length: 31 }, (_, day) => `2026-10-${String(day + 1).padStart(2, '0')}`)
  await load(portal, 'consumers', [MASTER, ...rows])
  const reads = shops.flatMap(({ meterNo }) => days.map((day) => `${meterNo},${day},5`))
  await load(portal, 'daily-reads', ['meter_no,date,kwh', ...reads])
  for (const { consumerNo } of shops) {
    const month = ['--month', '2026-10', '--consumer', consumerNo, '--bill-date', '2026-11-02']
    const issued = await portal.command('lib/billing/issue-bills-command.ts', ...month)
    expect(issued.code, issued.output).toBe(0)
  }
})

for (const locale of LOCALES) {
  const shop = SHOPS[locale]
  const says = SAYS[locale]

  test.describe(`linking, ${locale}`, () => {
    test('by an old bill: weak, told to the number on record; then strong by its code', async ({ page, portal }) => {
      if (locale === 'en') await speakEnglish(page)
      await page.goto('/')
      await page.locator('main a[href="/link"]').first().click()
      await fillFirst(page, shop.consumerNo, '910000093')
      await expect(page.getByRole('alert')).toContainText(says.digits)
      await fillFirst(page, shop.consumerNo, shop.mobile)
      await expect(page.locator('main')).toContainText('5000\u00a00000')
      await fillFacts(page, { meterNo: shop.meterNo, amount: '0' })
      await expect(page.getByRole('alert')).toContainText(says.zero)
      await fillFacts(page, { meterNo: shop.meterNo.toLowerCase().replace('-', ' '), billedOn: says.date })

      await expect(page).toHaveURL(/\/link\/code$/)
      await expect(page.locator('main')).toContainText(says.noMatch)
      const code = await newestCode(portal, shop.mobile)
      await giveCode(page, code === '000000' ? '000001' : '000000')
      await expect(page.locator('#code-error')).toContainText(says.wrong)
      await giveCode(page, code)

      await expect(page.getByRole('status')).toContainText(says.linked)
      await expect(page.locator('main')).toContainText(says.weak)
      const home = connectionPath(page)
      // In the language of the number on record, not of this browser.
      const [told] = await portal.messages(shop.onRecord)
      expect(told?.text).toContain(`नया नंबर ••${shop.mobile.slice(-2)}`)
      await seesBillsOnly(page, home)

      await page.goto('/link')
      await expect(page.locator('input[name=mobile]')).toHaveCount(0)
      await page.locator('input[name=consumerNo]').fill(shop.consumerNo)
      await goVia(page.locator('form[action="/api/link"] button'))
      await goVia(page.locator('form[action="/api/link/old"] button'))
      await giveCode(page, await newestCode(portal, shop.onRecord))
      await expect(page).toHaveURL(/\/link\/code/)
      await giveCode(page, await newestCode(portal, shop.mobile))
      await expect(page.getByRole('status')).toContainText(says.linked)
      await expect(page.locator('main')).not.toContainText(says.weak)
      for (const below of ['/consumption', '/profile']) expect((await page.goto(`${home}${below}`))?.status()).toBe(200)
    })

    test('an owner invites a tenant, who sees once they agree, and removes them', async ({ page, browser, portal }) => {
      if (locale === 'en') await speakEnglish(page)
      await logIn(page, portal, shop.mobile)
      const home = connectionPath(page)
      await page.goto(`${home}/profile`)
      const send = async (endsOn: string) => {
        await page.locator('#invite input[name=mobile]').fill(shop.tenant)
        await page.locator('#invite input[value=TENANT]').check()
        await page.locator('#invite input[name=endsOn]').fill(endsOn)
        await page.locator('#invite button').click()
      }
      await send('')
      await expect(page.getByRole('alert')).toContainText(says.noEnd)
      await send('31-3-2027')
      await expect(page.locator('#family')).toContainText(says.invited)

      const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
      const tenant = await context.newPage()
      if (locale === 'en') await speakEnglish(tenant)
      await logIn(tenant, portal, shop.tenant)
      await expect(tenant).toHaveURL(/\/connections$/)
      await expect(tenant.locator('main')).not.toContainText(NAME)
      await tenant.locator('button[value=accept]').click()
      await expect(tenant).toHaveURL(new RegExp(`${home}\\?linked=1$`))
      expect((await tenant.goto(`${home}/consumption`))?.status()).toBe(200)
      await tenant.goto(`${home}/profile`)
      await expect(tenant.locator('#invite')).toHaveCount(0)
      await expect(tenant.locator('#family form')).toHaveCount(0)

      await page.goto(`${home}/profile`)
      await page
        .locator('#family li', { hasText: shop.tenant.slice(-3) })
        .getByRole('button')
        .click()
      await expect(page.getByRole('status')).toContainText(says.removed)
      expect((await tenant.goto(`${home}/consumption`))?.status()).toBe(404)
      await context.close()
    })

    test('a person changes the number that they log in with, by both codes', async ({ page, portal }) => {
      if (locale === 'en') await speakEnglish(page)
      await logIn(page, portal, shop.mobile)
      const home = connectionPath(page)
      await page.goto(`${home}/profile`)
      await page.locator('#family a[href="/account/number"]').click()
      await page.locator('input[name=mobile]').fill(shop.next)
      await goVia(page.locator('form[action="/api/account/number"] button'))
      expect(await portal.messages(shop.next)).toEqual([])
      await giveNumberCode(page, await newestCode(portal, shop.mobile))
      await giveNumberCode(page, await newestCode(portal, shop.next))
      await expect(page.getByRole('status')).toContainText(shop.next.slice(-3))
      const [told] = await portal.messages(shop.mobile)
      expect(told?.text).toContain(`••${shop.next.slice(-2)}`)

      await page.goto(`${home}/profile`)
      await page
        .locator('#family li', { hasText: shop.onRecord.slice(-3) })
        .getByRole('button')
        .click()
      await expect(page.getByRole('status')).toContainText(says.cooling)
    })

    test('a stranger learns nothing from a consumer number', async ({ browser, portal }) => {
      const tried = async (consumerNo: string, amount: string, mobile: string) => {
        const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
        const page = await context.newPage()
        if (locale === 'en') await speakEnglish(page)
        const pages: string[] = []
        await page.goto('/link')
        await fillFirst(page, consumerNo, mobile)
        await page.waitForURL('**/link/bill')
        pages.push(await textOf(page, consumerNo, mobile))
        await page.locator('form[action="/api/link/old"] button').click()
        await page.waitForURL('**/link/old')
        pages.push(await textOf(page, consumerNo, mobile))
        await page.goto('/link/bill')
        await fillFacts(page, { meterNo: shop.meterNo, amount })
        await page.waitForURL('**/link/code')
        pages.push(await textOf(page, consumerNo, mobile))
        expect(await portal.messages(mobile)).toEqual([])
        await context.close()
        return pages
      }
      const [first, second] = locale === 'hi' ? ['9100000941', '9100000942'] : ['9100000943', '9100000944']
      const wrong = await tried(shop.consumerNo, '3', first as string)
      const unknown = await tried(locale === 'hi' ? '500000000998' : '500000000999', '3', second as string)
      expect(wrong).toEqual(unknown)
      for (const text of wrong)
        for (const secret of [NAME, 'Namuna Bazaar', shop.onRecord]) expect(text).not.toContain(secret)
    })
  })
}

test('by a photo of an old bill: it fills the forms, the rest is as by typing', async ({ page, browser, portal }) => {
  test.setTimeout(120_000)
  const { consumerNo, meterNo, onRecord } = SHOPS.hi
  const mobile = '9100000971'
  const photo = await photoOfBill(await browser.newContext({ baseURL: portal.url }), portal, onRecord)

  await page.goto('/link')
  await page.locator('form[action="/api/link/photo"] button').click()
  await expect(page.getByRole('alert')).toContainText('पहले बिल की फ़ोटो लें या चुनें।')
  await send(page, Buffer.from('%PDF-1.7'))
  await expect(page.getByRole('alert')).toContainText('यह फ़ोटो नहीं खुली।')
  await send(page, photo)
  await expect(page.getByRole('status')).toContainText('फ़ोटो से पढ़ लिया।')
  await expect(page.locator('input[name=consumerNo]')).toHaveValue(consumerNo)
  await page.locator('input[name=mobile]').fill(mobile)
  await page.locator('form[action="/api/link"] button').click()

  await expect(page.getByRole('status')).toContainText('फ़ोटो से पढ़ लिया।')
  // Letters are left out where they are not sure, never made up.
  await expect(page.locator('input[name=meterNo]')).toHaveValue(new RegExp(`^(?:${meterNo})?$`))
  await page.locator('input[name=meterNo]').fill(meterNo)
  await expect(page.locator('input[name=amount]')).toHaveValue(/^\d+\.\d\d$/)
  await goVia(page.locator('form[action="/api/link/bill"] button'))
  await giveCode(page, await newestCode(portal, mobile))
  await expect(page.getByRole('status')).toContainText(SAYS.hi.linked)
  await expect(page.locator('main')).toContainText(SAYS.hi.weak)
  // The browser keeps nothing of it.
  await page.goto('/link')
  await expect(page.locator('input[name=consumerNo]')).toHaveValue('')
})

/** A tilted, dim photo of the newest bill of somebody whose number is on record. */
async function photoOfBill(context: BrowserContext, portal: Portal, onRecord: string): Promise<Buffer> {
  const page = await context.newPage()
  await logIn(page, portal, onRecord)
  await page.goto(`${connectionPath(page)}/bills`)
  const bill = page.locator('main a[href*="/bills/"]').first()
  const pdf = await page.request.get(`${await bill.getAttribute('href')}/pdf`)
  expect(pdf.ok()).toBe(true)
  const picture = pageOf(await pdf.body())
  await context.close()
  return photoOf(picture, { turnedDegrees: 4, tableShare: 0.05, white: 180 })
}

async function send(page: Page, buffer: Buffer): Promise<void> {
  const form = page.locator('form[action="/api/link/photo"]')
  await form.locator('input[name=photo]').setInputFiles({ name: 'bill.jpg', mimeType: 'image/jpeg', buffer })
  await form.locator('button').click()
}

async function fillFirst(page: Page, consumerNo: string, mobile: string): Promise<void> {
  await page.locator('input[name=consumerNo]').fill(consumerNo)
  await page.locator('input[name=mobile]').fill(mobile)
  await page.locator('form[action="/api/link"] button').click()
}

async function fillFacts(page: Page, facts: { meterNo: string; amount?: string; billedOn?: string }): Promise<void> {
  await page.locator('input[name=meterNo]').fill(facts.meterNo)
  await page.locator('input[name=amount]').fill(facts.amount ?? '')
  const date = page.locator('input[name=billedOn]')
  if (!(await date.isVisible())) await page.locator('form[action="/api/link/bill"] summary').click()
  await date.fill(facts.billedOn ?? '')
  await page.locator('form[action="/api/link/bill"] button').click()
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await goVia(page.locator('main form:has(input[name=code]) button'))
}

async function giveNumberCode(page: Page, code: string): Promise<void> {
  await page.locator('input[name=code]').fill(code)
  await goVia(page.locator('form[action="/api/account/number/code"] button'))
}

async function seesBillsOnly(page: Page, home: string): Promise<void> {
  await page.waitForLoadState()
  const menu = await page
    .locator(`nav a[href^="${home}"]`)
    .evaluateAll((links) => links.map((a) => a.getAttribute('href')))
  expect(menu.join()).not.toMatch(/consumption|estimate|load|quality|profile/)
  for (const below of ['/bills', '/payments', '/pay'])
    expect((await page.goto(`${home}${below}`))?.status(), below).toBe(200)
  const closed = ['consumption', 'estimate', 'load', 'quality', 'profile', 'consumption/year', 'consumption/2026-10-05']
  for (const below of [...closed, 'consumption/csv', 'load/csv', 'quality/csv', 'consumption/year/csv'])
    expect((await page.request.get(`${home}/${below}`)).status(), below).toBe(404)
}

/** What a page says, but for what was typed into it. */
async function textOf(page: Page, consumerNo: string, mobile: string): Promise<string> {
  const text = (await page.locator('main').textContent()) ?? ''
  return text
    .replace(/5000\s?0000\s?0\d{3}/g, '')
    .replaceAll(consumerNo, '')
    .replaceAll(mobile.slice(-3), '')
}

async function load(portal: Portal, kind: string, lines: string[]): Promise<void> {
  const file = path.join(portal.dataDir, `linking-${kind}.csv`)
  fs.writeFileSync(file, `${lines.join('\n')}\n`)
  await takeIn(portal, kind, file)
}
