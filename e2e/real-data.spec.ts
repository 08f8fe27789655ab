import { readFile } from 'node:fs/promises'
import { type Page, test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { decodeQr } from './support/decode.ts'
import { asRupees, expectedDomesticUrbanBill } from './support/independent-bill.ts'
import { connectionPath, logIn, speakEnglish, speakHindi } from './support/log-in.ts'
import { addressFaults, enliven } from './support/page-faults.ts'
import { barsStandFor, linesOf, oneDecimal, pdfOf, qrOf, sum, tableOf, toPaise, upiOf } from './support/read-page.ts'
import { monthOf, recordedDays } from './support/real-data.ts'
import { loadRecordedHomes, SHIFT_DAYS } from './support/recorded-homes.ts'

/**
 * The main job on recorded readings of real homes: 31 of them, moved by 1,848 days, so that they reach from May 2024 to
 * 22 November 2026. Names and numbers are invented; the energy is what those homes used.
 */
// An hour apart, and so a portal apart: files whose people these homes disturb must not meet them.
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts' })

/** Never above 200 units since readings began: the State pays every bill. */
const ZERO = { mobile: '9000000034', meter: 'BR34' }
/** Some days of most months were never read. */
const GAPS = { mobile: '9000000032', meter: 'BR32' }
/** Above 400 units in October: no subsidy. */
const ABOVE = { mobile: '9000000024', consumerNo: '047100024', meter: 'BR24' }
/** Pays old arrears by the QR of the printed bill. The mobile has another connection, in the demo. */
const PRINTED = { mobile: '9000000028', consumerNo: '047100028' }

test.beforeAll('the utility loads its files and issues the bills of thirty months', async ({ portal }) => {
  plain.setTimeout(300_000)
  await loadRecordedHomes(portal)
})

test('a home above 400 units reads October day by day, pays its bill by QR and sees it paid', async ({
  page,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, ABOVE.mobile)
  const home = connectionPath(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Suresh Gope')
  await expect(page.getByText('Readings until 22 November 2026')).toBeVisible()

  const october = monthOf(recordedDays(ABOVE.meter, SHIFT_DAYS), '2026-10')
  const usedWh = sum(october.values())
  expect([october.size, usedWh]).toEqual([31, 779_664])
  const bill = expectedDomesticUrbanBill(usedWh)

  await test.step('the days are those of the file, and cost what the month costs', async () => {
    await page.goto(`${home}/consumption?period=2026-10`)
    await enliven(page)
    await expect(page.locator('.recharts-surface')).toBeVisible()
    const units = await tableOf(page)
    expect([...units.keys()]).toEqual([...october.keys()].map((day) => dayOfMonth(day)))
    for (const [day, wh] of october) expect(units.get(dayOfMonth(day)), day).toBe(oneDecimal(wh))
    await page.goto(`${home}/consumption?period=2026-10&in=rupees`)
    const rupees = [...(await tableOf(page)).values()].map(toPaise)
    expect(rupees).toHaveLength(31)
    expect(sum(rupees)).toBe(bill.currentDemand)
  })

  await test.step('the file to take along has the same watt-hours', async () => {
    await page.goto(`${home}/profile`)
    await page.getByRole('link', { name: 'Take your data along' }).click()
    await page.locator('input[name=from]').fill('2025-09-01')
    await page.getByRole('button', { name: 'Download' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText('A file holds at most 400 days.')
    await page.locator('input[name=from]').fill('2026-10-01')
    await page.locator('input[name=to]').fill('2026-10-31')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('0024-2026-10-01-2026-10-31-green-button.xml')
    const values = (await readFile(await file.path(), 'utf8')).matchAll(/<\/timePeriod><value>(\d+)<\/value>/g)
    expect(sum([...values].map(([, value]) => Number(value)))).toBe(usedWh)
  })

  await page.goto(`${home}/bills`)
  await page.getByRole('link', { name: 'Open the bill for October 2026' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bill for October 2026')
  const lines = await linesOf(page)

  await test.step('the bill follows the rules, line by line', async () => {
    expect(lines.get('Fixed charge')).toBe(bill.fixed)
    expect(lines.get('Energy charge')).toBe(bill.energy)
    expect(lines.get('Electricity duty')).toBe(bill.duty)
    expect(lines.has('State subsidy')).toBe(false)
    const total = toPaise(await page.getByText('Amount due', { exact: true }).locator('xpath=..').textContent())
    expect(sum(lines.values())).toBe(total)
    // Unpaid since 2024: what was owed a month earlier, and that month's own demand in whole rupees.
    const september = sum(monthOf(recordedDays(ABOVE.meter, SHIFT_DAYS), '2026-09').values())
    const before = await arrearsOf(page, home, 'September 2026')
    const own = Math.round(expectedDomesticUrbanBill(september).currentDemand / 100) * 100
    expect(Math.abs((lines.get('Arrears') ?? 0) - before - own)).toBeLessThanOrEqual(100)
  })

  const billPath = new URL(page.url()).pathname
  const payable = sum(lines.values())
  await test.step('the QR of the bill and of its PDF ask for the amount by the due date', async () => {
    const onPage = await qrOf(page)
    const pdf = await pdfOf(page, billPath)
    const printed = await decodeQr(pdf.page)
    expect([onPage.jsqr, onPage.zxing, printed.jsqr, printed.zxing]).toEqual(Array(4).fill(onPage.jsqr))
    expect(upiOf(onPage.jsqr)).toMatchObject({ pa: 'demo@invalid', am: (payable / 100).toFixed(2), cu: 'INR' })
    for (const amount of [...lines.values(), payable]) expect(pdf.text).toContain(bare(amount))
    expect(pdf.text).toContain(ABOVE.consumerNo)
    expect(pdf.text).toContain('SPECIMEN')
  })

  await test.step('whoever holds the paper sees that it is genuine, and a changed link is not', async () => {
    const { foot } = await pdfOf(page, billPath)
    const { jsqr, zxing } = await decodeQr(foot)
    expect(zxing).toBe(jsqr)
    const address = new URL(jsqr as string)
    const anybody = await (await page.context().browser()?.newContext({ baseURL: portal.url }))?.newPage()
    if (!anybody) throw new Error('No browser.')
    await anybody.goto(address.pathname)
    const rupees = (payable / 100).toLocaleString('en-IN', { minimumFractionDigits: 2 })
    await expect(anybody.getByRole('main')).toContainText('यह बिल असली है')
    await expect(anybody.getByRole('main')).toContainText(`₹${rupees}`)
    await expect(anybody.getByRole('main').locator('dt')).toHaveText(['बिल नंबर', 'महीना', 'देय तिथि तक की राशि'])
    await expect(anybody.getByRole('main')).not.toContainText('Suresh')
    // What the page says stands in no address.
    expect(await addressFaults(anybody)).toEqual([])
    expect(Buffer.from(address.pathname.slice('/check/'.length), 'base64url').toString('latin1')).not.toContain(
      ABOVE.consumerNo,
    )
    await anybody.goto(address.pathname.replace(/.(?=.{8}$)/, (letter) => (letter === 'A' ? 'B' : 'A')))
    await expect(anybody.getByRole('main')).toContainText('यह बिल हमारा बनाया नहीं है')
    await anybody.context().close()
    await page.goto(`${address.pathname}/pay`)
    expect(new URL(page.url()).pathname).toBe(billPath)
  })

  await test.step('the Pay page asks for less today, and shows the receipt by itself once the bank has paid', async () => {
    await page.goto(billPath)
    await page
      .getByRole('button', { name: /^Pay .* today$/ })
      .first()
      .click()
    await page.waitForURL(`**${home}/pay/*`)
    const { jsqr, zxing } = await qrOf(page)
    expect(zxing).toBe(jsqr)
    const today = Math.round(Number(upiOf(jsqr).am) * 100)
    // Twenty-one days after the bill date and six after the due date no rebate is left.
    expect(today).toBe(payable)
    const paid = await page.request.post('/demo/upi/pay', { data: { uri: jsqr, outcome: 'success', copies: 2 } })
    expect(paid.ok()).toBe(true)
    await expect(page.getByRole('heading', { name: 'Payment received' })).toBeVisible()
  })

  await test.step('the account shows it paid', async () => {
    const receiptNo = await page.getByText('Receipt no.').locator('xpath=following-sibling::*').textContent()
    await page.goto(billPath)
    await expect(page.getByText('This bill is paid')).toBeVisible()
    await expect(page.getByText(`Receipt ${receiptNo}`)).toBeVisible()
    await expect(page.locator('form[action="/api/payments/start"]')).toHaveCount(0)
    const pdf = await pdfOf(page, billPath)
    expect(pdf.text).toContain(receiptNo)
    expect(await decodeQr(pdf.page)).toEqual({ jsqr: null, zxing: null })
    await page.goto(home)
    await expect(page.getByText('paid', { exact: true }).first()).toBeVisible()
    const [sms] = await portal.messages(ABOVE.mobile)
    expect(sms?.text).toContain(receiptNo)
  })

  await page.goto(`${home}/profile`)
  await page.locator('main form[action="/api/logout"] button').click()
  await page.waitForURL('**/login?bye=here')
  await page.goto(home)
  await page.waitForURL('**/login?**')
})

test.describe('in Hindi without JavaScript, on a phone', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

  test('a home with zero bills finds nothing to pay, anywhere', async ({ page, portal }) => {
    await logIn(page, portal, ZERO.mobile)
    await speakHindi(page)
    const home = connectionPath(page)
    await expect(page.getByText('कुछ देय नहीं').first()).toBeVisible()
    await expect(page.locator('form[action="/api/payments/start"]')).toHaveCount(0)

    const days = recordedDays(ZERO.meter, SHIFT_DAYS)
    const september = monthOf(days, '2026-09')
    expect(september.size).toBe(30)
    await page.goto(`${home}/consumption?period=2026-09`)
    const units = await tableOf(page)
    for (const [day, wh] of september) expect(units.get(dayOfMonth(day)), day).toBe(oneDecimal(wh))
    await barsStandFor(page, [...september.values()])
    await page.goto(`${home}/consumption?period=2026-09&in=rupees`)
    expect(sum([...(await tableOf(page)).values()].map(toPaise))).toBe(0)
    await page.goto(`${home}/consumption?period=2026-09&in=before-subsidy`)
    const paidByState = -expectedDomesticUrbanBill(sum(september.values())).subsidy
    expect(sum([...(await tableOf(page)).values()].map(toPaise))).toBe(paidByState)

    await openNewestBill(page, home)
    const october = monthOf(days, '2026-10')
    const expected = expectedDomesticUrbanBill(withEstimates(october, 31))
    const lines = await linesOf(page)
    expect([lines.get('स्थिर शुल्क'), lines.get('ऊर्जा शुल्क'), lines.get('विद्युत शुल्क')]).toEqual([
      expected.fixed,
      expected.energy,
      expected.duty,
    ])
    expect(sum(lines.values())).toBe(0)
    await expect(page.getByText('कुछ भरना नहीं है').first()).toBeVisible()
    expect(await qrOf(page)).toEqual({ jsqr: null, zxing: null })
    const pdf = await pdfOf(page, new URL(page.url()).pathname)
    expect(await decodeQr(pdf.page)).toEqual({ jsqr: null, zxing: null })
    expect(pdf.text).toContain(bare(expected.subsidy))
    await logOut(page, home)
  })

  test('a home with gaps sees which days are missing and which the bill estimated', async ({ page, portal }) => {
    await logIn(page, portal, GAPS.mobile)
    await speakHindi(page)
    const home = connectionPath(page)
    const days = recordedDays(GAPS.meter, SHIFT_DAYS)

    const november = monthOf(days, '2026-11')
    await page.goto(`${home}/consumption`)
    const units = await tableOf(page)
    const missing = [...units].flatMap(([day, value]) => (value === null ? [day] : []))
    expect(missing).toEqual(range(1, 22).filter((day) => !november.has(`2026-11-${String(day).padStart(2, '0')}`)))
    expect(missing).toHaveLength(1)
    for (const [day, wh] of november) expect(units.get(dayOfMonth(day)), day).toBe(oneDecimal(wh))
    await barsStandFor(page, [...november.values()])

    await openNewestBill(page, home)
    const october = monthOf(days, '2026-10')
    expect(october.size).toBe(30)
    await expect(page.getByText('1 दिन की रीडिंग नहीं आई।')).toBeVisible()
    const expected = expectedDomesticUrbanBill(withEstimates(october, 31))
    const lines = await linesOf(page)
    expect([lines.get('ऊर्जा शुल्क'), lines.get('विद्युत शुल्क'), lines.get('राज्य अनुदान')]).toEqual([
      expected.energy,
      expected.duty,
      expected.subsidy,
    ])
    await logOut(page, home)
  })

  test('a neighbour pays the printed bill', async ({ page, portal, request }) => {
    await logIn(page, portal, PRINTED.mobile)
    await page.waitForURL('**/connections')
    await page.getByRole('link', { name: new RegExp(PRINTED.consumerNo.match(/.{1,4}/g)?.join('\\s') ?? '') }).click()
    await page.waitForURL('**/c/*')
    await speakHindi(page)
    const home = connectionPath(page)
    await openNewestBill(page, home)
    const billPath = new URL(page.url()).pathname
    const { jsqr, zxing } = await decodeQr((await pdfOf(page, billPath)).page)
    expect(zxing).toBe(jsqr)
    expect((await request.post('/demo/upi/pay', { data: { uri: jsqr, outcome: 'success' } })).ok()).toBe(true)
    await page.goto(billPath)
    await expect(page.getByText('यह बिल जमा हो चुका है')).toBeVisible()
    await logOut(page, home)
  })
})

/** Energy of a month with the mean of its read days for each day that was not read. */
function withEstimates(read: Map<string, number>, days: number): number {
  return sum(read.values()) + Math.round((sum(read.values()) / read.size) * (days - read.size))
}

const dayOfMonth = (day: string) => Number(day.slice(8))

/** An amount as digits, whatever sign stands before it. */
const bare = (amount: number) => asRupees(amount).replace(/[₹−]/g, '')

async function logOut(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/menu`)
  await page.locator('main form[action="/api/logout"] button').click()
  await page.waitForURL('**/login?bye=here')
}

async function openNewestBill(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/bills`)
  await page.locator(`main a[href^="${home}/bills/"]:not([href$="/pdf"]):visible`).first().click()
  await page.waitForURL(`**${home}/bills/*`)
}

async function arrearsOf(page: Page, home: string, month: string): Promise<number> {
  const here = page.url()
  await page.goto(`${home}/bills`)
  await page.getByRole('link', { name: `Open the bill for ${month}` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Bill for ${month}`)
  const arrears = (await linesOf(page)).get('Arrears') ?? 0
  await page.goto(here)
  return arrears
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
