import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { decodeQr, readPdf } from './support/decode.ts'
import { newestCode } from './support/log-in.ts'
import type { Portal } from './support/portal.ts'
import { takeIn } from './support/take-in.ts'

/** The demo's WhatsApp, as somebody with a cheap phone writes there: no scripts, 360 dots wide. */
test.use({ clock: '2026-11-05T12:00:00+05:30', javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

/** Of this file alone: a shop whose number is linked, and somebody who has its old bill and another number. */
const SHOP = { consumerNo: '500000000981', meterNo: 'CHT-0981', mobile: '9100000981' }
const OTHER = '9100000982'
const MASTER =
  'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision'

test.beforeAll('a shop with a bill', async ({ portal }) => {
  test.setTimeout(180_000)
  const { consumerNo, meterNo, mobile } = SHOP
  const row = `${consumerNo},Namuna Chat Shop,${mobile},"8, Namuna Bazaar, Ranchi",CS_URBAN,POSTPAID,2,SINGLE,${meterNo},30,Kokar`
  await load(portal, 'consumers', [MASTER, row])
  const days = Array.from({ length: 31 }, (_, day) => `${meterNo},2026-10-${String(day + 1).padStart(2, '0')},5`)
  await load(portal, 'daily-reads', ['meter_no,date,kwh', ...days])
  const month = ['--month', '2026-10', '--consumer', consumerNo, '--bill-date', '2026-11-02']
  const issued = await portal.command('lib/billing/issue-bills-command.ts', ...month)
  expect(issued.code, issued.output).toBe(0)
})

async function load(portal: Portal, kind: string, rows: string[]): Promise<void> {
  const file = path.join(portal.dataDir, `chat-${kind}.csv`)
  fs.writeFileSync(file, rows.join('\n'))
  await takeIn(portal, kind, file)
}

const chat = (page: Page) => page.locator('#chat')
const newest = (page: Page) => page.locator('#newest')

async function write(page: Page, text: string): Promise<void> {
  await page.locator('#chat-text').fill(text)
  await sends(page, () => chat(page).locator('form:has(#chat-text) button').click())
}

/** Does something that sends a message, and waits until the page shows more than before. */
async function sends(page: Page, act: () => Promise<void>): Promise<void> {
  const messages = chat(page).locator('li')
  const before = await messages.count()
  await act()
  await expect(messages).not.toHaveCount(before)
}

/** The last document in the chat, as its phone opens it: no login. */
async function openLast(page: Page, portal: Portal): Promise<{ name: string; text: string }> {
  const link = chat(page).locator('a[href^="/m/"]').last()
  const answer = await fetch(`${portal.url}${await link.getAttribute('href')}`)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  const [, name = ''] = /^(.*\.pdf)PDF, (?:200\sKB तक|up to 200\sKB)$/.exec((await link.textContent()) ?? '') ?? []
  return { name, text: readPdf(Buffer.from(await answer.arrayBuffer())).text }
}

test('by all services to the account, its recent bill and a code by SMS, which brings PDF and QR', async ({
  page,
  portal,
}) => {
  await page.goto(`/demo?to=${SHOP.mobile}`)
  await write(page, 'menu')
  const choose = async (name: string, isInList = false) => {
    if (isInList) await newest(page).locator('summary').click()
    await sends(page, () => newest(page).getByRole('button', { name }).click())
  }
  await choose('All services', true)
  await choose('Bill related', true)
  await choose(`Account ••••${SHOP.consumerNo.slice(-4)}`, true)
  await choose('View recent bill')
  await choose('Pay your bill')
  await expect(newest(page)).toContainText('A code comes to this number by SMS.')
  await write(page, '000')
  await expect(newest(page)).toContainText('Write the 6 digits from the SMS.')
  await write(page, await newestSmsCode(portal, SHOP.mobile))
  expect((await openLast(page, portal)).name).toBe('bill-2026-10.pdf')
  const picture = chat(page).getByRole('img').last()
  const png = await fetch(`${portal.url}${await picture.getAttribute('src')}`)
  expect((await decodeQr(Buffer.from(await png.arrayBuffer()))).jsqr).toMatch(/^upi:\/\/pay\?pa=demo%40invalid&/)
})

test('from “Hi” to the bill in one message, then its QR, and the receipt once the bank has paid', async ({
  page,
  portal,
}) => {
  await page.goto(`/demo?to=${SHOP.mobile}`)
  await write(page, 'Hi')
  const bill = await openLast(page, portal)
  expect(bill.name).toBe('bill-2026-10.pdf')
  expect(bill.text.replace(/\s/g, '')).toContain(SHOP.consumerNo)

  await sends(page, () => newest(page).getByRole('button', { name: 'Pay your bill' }).click())
  const picture = chat(page).getByRole('img').last()
  const png = await fetch(`${portal.url}${await picture.getAttribute('src')}`)
  const read = await decodeQr(Buffer.from(await png.arrayBuffer()))
  expect(read.jsqr).toMatch(/^upi:\/\/pay\?pa=demo%40invalid&/)
  expect(read.zxing).toBe(read.jsqr)

  await chat(page).getByRole('link', { name: /UPI/ }).last().click()
  // The page still moves to its fragment while it loads: a press would miss.
  await page.waitForURL(/#upi$/)
  await page.locator('#upi').locator('button[value=success]').click()
  await expect(page.locator('#upi').getByRole('status')).toBeVisible()
  const receipt = await openLast(page, portal)
  expect(receipt.name).toMatch(/^receipt-.+\.pdf$/)

  await write(page, 'pay')
  await expect(newest(page)).toContainText('Nothing to pay')
  await write(page, 'मेनू')
  await newest(page).locator('summary').click()
  await newest(page).getByRole('button', { name: 'All services' }).click()
  await expect(newest(page)).toContainText('All services')
})

test('a number that is not linked has the bill in the fourth message, by consumer number and an old bill', async ({
  page,
  portal,
}) => {
  await page.goto(`/demo?to=${OTHER}`)
  await write(page, 'नमस्ते')
  await expect(newest(page)).toContainText('जुड़ा नहीं है')
  await write(page, SHOP.consumerNo)
  await write(page, `${SHOP.meterNo} ${await billed(portal)}`)
  expect(await chat(page).textContent()).not.toContain('Namuna')
  await write(page, await newestSmsCode(portal, OTHER))
  expect((await openLast(page, portal)).name).toBe('bill-2026-10.pdf')
  await expect(chat(page)).toContainText('अक्टूबर 2026 का बिल')
  await write(page, 'खपत')
  await expect(newest(page)).toContainText('सिर्फ़ बिल दिखाकर')
})

/** What the shop's bill asks for, as its message says. */
async function billed(portal: Portal): Promise<string> {
  const texts = (await portal.messages(SHOP.mobile)).map(({ text }) => text)
  const amount = /₹([\d,]+\.\d\d)/.exec(texts.find((text) => text.includes('अक्टूबर 2026')) ?? '')?.[1]
  expect(amount).toBeTruthy()
  return amount as string
}

/** Answers of the chat are newer than the code. */
async function newestSmsCode(portal: Portal, mobile: string): Promise<string> {
  const sms = (await portal.messages(mobile)).filter(({ channel }) => channel === 'SMS')
  return newestCode({ ...portal, messages: async () => sms }, mobile)
}
