import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Page, test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { decodeQr } from './support/decode.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import type { Portal } from './support/portal.ts'

/** Paying less, more, ahead and for several connections, as somebody without scripts does, down to the settlement file. */
test.use({ clock: '2026-11-05T12:00:00+05:30' })

/** Of this file alone: a person with two shops and one with a third, none with a smart meter's subsidy. */
const SHOPS = { mobile: '9100000901', consumerNos: ['500000000901', '500000000902'] }
const SHOP = { mobile: '9100000902', consumerNo: '500000000903' }
const EVERY_SHOP = [
  ...SHOPS.consumerNos.map((consumerNo) => ({ consumerNo, mobile: SHOPS.mobile })),
  { consumerNo: SHOP.consumerNo, mobile: SHOP.mobile },
]
const MASTER =
  'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision'

plain.describe.configure({ mode: 'serial' })

test.beforeAll('three shops with a bill each', async ({ portal }) => {
  plain.setTimeout(300_000)
  const rows = EVERY_SHOP.map(
    ({ consumerNo, mobile }, index) =>
      `${consumerNo},Namuna Shop ${index + 1},${mobile},"${index + 1}, Namuna Bazaar, Ranchi",CS_URBAN,POSTPAID,2,SINGLE,PAY${index},30,Kokar`,
  )
  const days = Array.from({ length: 31 }, (_, day) => `2026-10-${String(day + 1).padStart(2, '0')}`)
  const reads = EVERY_SHOP.flatMap((_, index) => days.map((day) => `PAY${index},${day},${5 + index}`))
  await ingest(portal, 'consumers', [MASTER, ...rows])
  await ingest(portal, 'daily-reads', ['meter_no,date,kwh', ...reads])
  for (const { consumerNo } of EVERY_SHOP) {
    const issued = await portal.command(
      'lib/billing/issue-bills-command.ts',
      '--month',
      '2026-10',
      '--consumer',
      consumerNo,
    )
    expect(issued.code, issued.output).toBe(0)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a person pays what two connections owe by one QR, and gets a receipt for each', async ({ page, portal }) => {
    await speakEnglish(page)
    await logIn(page, portal, SHOPS.mobile)
    await expect(page).toHaveURL(/\/connections$/)
    const owed = await rupeesIn(page, 'main fieldset label')
    expect(owed).toHaveLength(2)

    await page.getByRole('checkbox').first().uncheck()
    await page.getByRole('checkbox').last().uncheck()
    await page.getByRole('button', { name: 'Pay the chosen together' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose at least one connection.')

    await page.getByRole('button', { name: 'Pay the chosen together' }).click()
    await expect(page).toHaveURL(/\/connections\/pay\/[0-9a-f-]{36}$/)
    const [total = 0, ...shares] = await rupeesIn(
      page,
      'main section:has(ul) .text-figure, main section:has(ul) li p:first-child',
    )
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
    const uri = await scanned(page)
    expect(new URL(uri).searchParams.get('am')).toBe((total / 100).toFixed(2))
    await pay(portal, uri)

    await page.getByRole('link', { name: 'Check again' }).click()
    await expect(page.getByRole('status')).toContainText('All of them are paid.')
    const receipts = await page.getByRole('link', { name: 'Receipt' }).all()
    const addresses = await Promise.all(receipts.map((link) => link.getAttribute('href')))
    expect(new Set(addresses).size).toBe(2)
    const numbers: string[] = []
    for (const address of addresses) {
      await page.goto(address ?? '')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment received')
      numbers.push((await page.locator('main dd').first().textContent()) ?? '')
      await expect(page.locator('main')).toContainText('Nothing more to do.')
    }
    expect(new Set(numbers).size).toBe(2)
  })

  test('with nothing due, money is paid ahead, which every page says', async ({ page, portal }) => {
    await speakEnglish(page)
    await logIn(page, portal, SHOPS.mobile)
    await goVia(page.locator('main a[href^="/c/"]').first())
    const home = connectionPath(page)
    await page.goto(`${home}/pay`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pay ahead')
    await page.getByLabel('How many rupees will you pay?').fill('₹ 250.50')
    await page.getByRole('button', { name: 'Pay this amount' }).click()
    await pay(portal, await scanned(page))
    await page.getByRole('link', { name: 'Check again' }).click()
    await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/)
    await expect(page.locator('main')).toContainText('₹250.50 goes to your next bill.')
    for (const address of [home, `${home}/pay`]) {
      await page.goto(address)
      await expect(page.locator('main'), address).toContainText('₹250.50 is paid ahead. It goes to your next bill.')
    }
  })

  test('a part of a bill leaves the rest open on bill and Home, after an amount that cannot be', async ({
    page,
    portal,
  }) => {
    await speakEnglish(page)
    await logIn(page, portal, SHOP.mobile)
    const home = connectionPath(page)
    await page.goto(`${home}/pay`)
    await page.getByLabel('How many rupees will you pay?').fill('0.50')
    await page.getByRole('button', { name: 'Pay this amount' }).click()
    await expect(page.getByRole('alert')).toContainText('Pay ₹1.00 or more.')
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.getByLabel('How many rupees will you pay?')).toHaveValue('0.50')

    await page.getByLabel('How many rupees will you pay?').fill('500')
    await page.getByRole('button', { name: 'Pay this amount' }).click()
    await expect(page.locator('main')).toContainText('Still to pay after this')
    const [left = ''] = (await page.locator('main dl').first().textContent())?.match(/₹[\d,.]+/) ?? []
    const uri = await scanned(page)
    expect(new URL(uri).searchParams.get('am')).toBe('500.00')
    await pay(portal, uri)
    await page.getByRole('link', { name: 'Check again' }).click()
    await expect(page.locator('main')).toContainText(`${left} is still to pay.`)
    await page.goto(home)
    await expect(page.locator('main')).toContainText(`${left} of `)

    // The QR was for one payment: its scan says so, and nothing can be paid by it.
    await page.goto(`/demo?upi=${encodeURIComponent(uri)}`)
    await expect(page.getByRole('status')).toContainText('This QR has been paid already.')
    await expect(page.locator('form[action="/demo/upi/pay"]')).toHaveCount(0)
  })
})

test('the gateway’s settlement file settles what was paid, once, and says what does not match', async ({ portal }) => {
  const log = fs.readFileSync(path.join(portal.dataDir, 'demo-gateway.jsonl'), 'utf8')
  const captured = log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'captured')
  expect(captured.length).toBeGreaterThanOrEqual(3)
  const rows = captured.map(
    ({ paymentId, amountPaise }) =>
      `${paymentId},payment,${(amountPaise / 100).toFixed(2)},1.18,0.18,setl_e2e,2026-11-05 11:59,`,
  )
  const header = 'entity_id,type,amount_rupees,fee_rupees,tax_rupees,settlement_id,settled_at,card_type'
  const first = await ingest(portal, 'settlements', [header, ...rows])
  expect(first).toContain(`${rows.length} accepted, 0 unchanged, 0 rejected`)
  expect(first).toMatch(new RegExp(`^matched +${rows.length} `, 'm'))
  for (const bucket of ['missing there', 'missing here', 'amount differs'])
    expect(first).toMatch(new RegExp(`^${bucket} +0 `, 'm'))
  expect(await ingest(portal, 'settlements', [header, ...rows])).toContain(`0 accepted, ${rows.length} unchanged`)
})

/** Loads lines as a file, by the command. Returns what it printed. */
async function ingest(portal: Portal, kind: string, lines: string[]): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'paying-'))
  const file = path.join(folder, `${kind}.csv`)
  fs.writeFileSync(file, `${lines.join('\n')}\n`)
  const { code, output } = await portal.command('lib/ingest/command.ts', kind, file)
  fs.rmSync(folder, { recursive: true })
  expect(code, output).toBe(0)
  return output
}

/** Rupees that stand in each of some places, in paise; the last of each. */
async function rupeesIn(page: Page, selector: string): Promise<number[]> {
  await page.waitForLoadState()
  const texts = await page.locator(selector).allTextContents()
  return texts.flatMap((text) => {
    const found = text.match(/₹[\d,]+\.\d\d/g)?.at(-1)
    return found ? [Math.round(Number(found.slice(1).replaceAll(',', '')) * 100)] : []
  })
}

/** What two decoders read from the page's QR. */
async function scanned(page: Page): Promise<string> {
  const { jsqr, zxing } = await decodeQr(
    await page.locator('main svg[role="img"]').first().screenshot({ scale: 'device' }),
  )
  expect(jsqr).toBe(zxing)
  return jsqr ?? ''
}

async function pay(portal: Portal, uri: string): Promise<void> {
  const answer = await fetch(`${portal.url}/demo/upi/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uri, outcome: 'success', copies: 3 }),
  })
  expect(answer.status).toBe(200)
}
