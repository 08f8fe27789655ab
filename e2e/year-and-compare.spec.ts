import { type Page, test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { goVia } from './support/go-via.ts'
import { asRupees, expectedDomesticUrbanBill } from './support/independent-bill.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { csvOf, linesOf, oneDecimal, qrOf, rowsOf, sum, toPaise } from './support/read-page.ts'
import { monthOf, recordedDays } from './support/real-data.ts'
import { loadRecordedHomes, SHIFT_DAYS } from './support/recorded-homes.ts'

/** A recorded home through its year, its month and its bills, against sums of the file by hand. */
// The hour of real-data.spec.ts: both use its portal, and this file only looks at a home that no other one changes.
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts' })

/** Prepaid. Above 400 units in September, back within them in October, of which a day was never read. */
const HOME = { mobile: '9000000022', meter: 'BR22' }
/** Of the demo: no smart meter, a bill of the utility to pay. */
const BILLED = { mobile: '9000001051' }

const days = recordedDays(HOME.meter, SHIFT_DAYS)
const dayIn = (month: string, day: number) => days.get(`${month}-${String(day).padStart(2, '0')}`)

test.beforeAll('the homes of real-data.spec.ts', async ({ portal }) => {
  plain.setTimeout(300_000)
  await loadRecordedHomes(portal)
})

test.describe('in English, without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a home goes from its year to a month, sees last year beside it and takes both along', async ({
    page,
    portal,
  }) => {
    await speakEnglish(page)
    await logIn(page, portal, HOME.mobile)
    const home = connectionPath(page)

    await test.step('the year has the billed months, the running one, and last year beside each', async () => {
      await page.goto(`${home}/consumption`)
      await goVia(page.getByRole('link', { name: 'The whole year' }))
      const rows = await rowsOf(page.locator('main figure tbody tr'))
      expect(rows).toHaveLength(13)
      expect(rows[0]).toEqual([
        expect.stringMatching(/^November 2026so far, 22 of 30 days$/),
        ...[oneDecimal(sum(monthOf(days, '2026-11').values())), unitsOf('2025-11'), '₹0.00'],
      ])
      for (const [index, month] of monthsBack('2026-10', 9).entries()) {
        const [name, units, before, rupees] = rows[index + 1] ?? []
        expect(name, month).toMatch(isWhole(month) ? /as billed$/ : /provisional bill$/)
        expect([units, before], month).toEqual([unitsOf(month), unitsOf(yearBefore(month))])
        // One order and duty by the unit hold for these months.
        expect(rupees, month).toBe(asRupees(prepaidDemand(billedWh(month))))
      }
      const file = await csvOf(page)
      expect(file.name).toBe('year-to-2026-11-0022.csv')
      expect(file.rows).toHaveLength(14)
      expect(file.rows[13]?.slice(0, 4)).toEqual([
        ...['2026-11', '2026-11-01', '2026-11-30', decimal(sum(monthOf(days, '2026-11').values()))],
      ])
      expect(file.rows[12]?.[3]).toBe(decimal(billedWh('2026-10')))
    })

    await page.getByRole('link', { name: 'November 2026: see every day' }).click()
    await page.getByRole('link', { name: 'Compare with last year' }).click()

    await test.step('each day stands beside the same day of last year', async () => {
      expect(new URL(page.url()).search).toBe('?period=2026-11&compare=1')
      const rows = await rowsOf(page.locator('main figure tbody tr'))
      expect(rows).toHaveLength(22)
      for (const [index, row] of rows.entries()) {
        const [now, before] = [dayIn('2026-11', index + 1), dayIn('2025-11', index + 1)]
        expect(row.slice(1, 3), `day ${index + 1}`).toEqual([now, before].map((wh) => oneDecimal(wh as number)))
      }
      await expect(page.locator('main figure [role=img] rect[height="4"][rx="1"]')).toHaveCount(30)
      const now = sum(monthOf(days, '2026-11').values())
      const before = sum(range(1, 22).map((day) => dayIn('2025-11', day) as number))
      const difference = Math.abs(now - before)
      await expect(page.locator('main')).toContainText(
        `The same 22 days of November 2025 used ${oneDecimal(before)} units, this time ${oneDecimal(now)}: ${oneDecimal(difference)} ${now < before ? 'less' : 'more'}.`,
      )
    })

    await test.step('weekends and weekdays are told apart', async () => {
      for (const [name, isWanted] of [
        ['Monday to Friday', (weekday: number) => weekday > 0 && weekday < 6],
        ['Saturday, Sunday', (weekday: number) => weekday === 0 || weekday === 6],
      ] as const) {
        const found = range(1, 22).filter((day) => isWanted(new Date(Date.UTC(2026, 10, day)).getUTCDay()))
        const mean = Math.round(sum(found.map((day) => dayIn('2026-11', day) as number)) / found.length)
        const row = page.locator('main dl > div', { hasText: name })
        await expect(row).toContainText(`mean of ${found.length} days`)
        await expect(row).toContainText(`${oneDecimal(mean)} units a day`)
      }
    })

    await test.step('the file has the days as they were read', async () => {
      const { name, type, rows } = await csvOf(page)
      expect([name, type]).toEqual(['consumption-2026-11-0022.csv', 'text/csv; charset=utf-8'])
      const [header, ...body] = rows
      expect(header?.at(-1)).toBe('how')
      let running = 0
      for (const [index, row] of body.entries()) {
        const wh = dayIn('2026-11', index + 1) as number
        running += wh
        const on = `2026-11-${String(index + 1).padStart(2, '0')}`
        // Up to 200 units the State pays: a day costs nothing.
        expect([row[0], row[1], row[2], row[4], row[5]]).toEqual([on, decimal(wh), '0.00', decimal(running), 'read'])
      }
      const energy = thousandths(running * 685)
      const gross = Math.round((100_00 * 22) / 30) + energy - prepaidRebate(energy) + thousandths(running * 5)
      expect(sum(body.map((row) => Math.round(Number(row[3]) * 100)))).toBe(gross)
    })
  })

  test('a home learns why October is not what September was', async ({ page, portal }) => {
    await speakEnglish(page)
    await logIn(page, portal, HOME.mobile)
    const home = connectionPath(page)
    await page.goto(`${home}/bills`)
    await goVia(page.getByRole('link', { name: 'Open the bill for September 2026' }))
    const september = await linesOf(page)
    await page.goto(`${home}/bills`)
    await goVia(page.getByRole('link', { name: 'Open the bill for October 2026' }))
    const october = await linesOf(page)
    await page.locator('main a[href$="/compare"]').click()

    const parts = new Map<string, number>()
    for (const row of await page
      .locator('main section', { hasText: 'Where the difference comes from' })
      .locator('dl > div')
      .all()) {
      const name = (await row.locator('dt').evaluate((term) => term.firstChild?.textContent)) ?? ''
      parts.set(name, toPaise((await row.locator('dd').textContent())?.replace('+', '') ?? null))
    }
    const total = parts.get('Difference in all') as number
    parts.delete('Difference in all')
    expect(total).toBe(sum(october.values()) - sum(september.values()))
    expect(sum(parts.values())).toBe(total)

    // 30 days of September's use would be 31; the rest is less use at the same rate.
    const [before, now] = [billedWh('2026-09'), billedWh('2026-10')]
    const longer = Math.round((before * 31 * 685) / 30 / 1000)
    expect(parts.get('Length of the period')).toBe(longer - thousandths(before * 685))
    expect(parts.get('Use')).toBe(thousandths(now * 685) - longer)
    expect(parts.get('State subsidy')).toBe(expectedDomesticUrbanBill(now).subsidy)
    expect(parts.get('Prepaid rebate')).toBe(
      prepaidRebate(thousandths(before * 685)) - prepaidRebate(thousandths(now * 685)),
    )
    expect(parts.get('Electricity duty')).toBe(thousandths(now * 5) - thousandths(before * 5))
    for (const name of ['Arrears', 'Delayed payment surcharge', 'Rounding'])
      expect(parts.get(name) ?? 0, name).toBe((october.get(name) ?? 0) - (september.get(name) ?? 0))
    await expect(page.locator('main')).toContainText('The units are back within a limit of the subsidy.')

    await page.locator('select[name=with]').selectOption({ label: 'October 2025' })
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('October 2025')
  })

  test('a home without a smart meter has its bills, pays one, and is told what it cannot see', async ({
    page,
    portal,
  }) => {
    await speakEnglish(page)
    await logIn(page, portal, BILLED.mobile)
    const home = connectionPath(page)
    await page.goto(`${home}/menu`)
    await expect(page.locator('main')).toContainText('You have no smart meter yet')
    await page.waitForLoadState()
    const entries = await page.locator('main li a').allTextContents()
    expect(entries).toEqual(expect.arrayContaining(['Home', 'Monthly bills', 'Payments', 'Profile']))
    expect(entries.filter((entry) => /consumption|Load|quality/.test(entry))).toEqual([])
    for (const path of ['consumption', 'estimate', 'load', 'quality']) {
      const answer = await page.goto(`${home}/${path}`)
      expect(answer?.status(), path).toBe(200)
      await expect(page.getByText('You have no smart meter yet.'), path).toBeVisible()
    }
    await page.goto(`${home}/consumption/year`)
    expect(await rowsOf(page.locator('main figure tbody tr'))).toHaveLength(13)
    await expect(page.getByText('Bills until October 2026')).toBeVisible()

    await page.goto(`${home}/bills`)
    await goVia(page.getByRole('link', { name: 'Open the bill for October 2026' }))
    const billPath = new URL(page.url()).pathname
    const [previous, present] = await Promise.all(
      ['Previous reading', 'Present reading'].map((name) => factOf(page, name)),
    )
    const units = Number(/[\d.]+/.exec((await factOf(page, 'Units consumed')) ?? '')?.[0])
    expect(Number(present?.replace(/,/g, '')) - Number(previous?.replace(/,/g, ''))).toBe(units)
    const { jsqr } = await qrOf(page)
    expect(new URL(jsqr as string).searchParams.get('am')).toBe((sum((await linesOf(page)).values()) / 100).toFixed(2))
    expect((await page.request.post('/demo/upi/pay', { data: { uri: jsqr, outcome: 'success' } })).ok()).toBe(true)
    await page.goto(billPath)
    await expect(page.getByText('This bill is paid')).toBeVisible()
  })
})

/** Energy of a month as it was billed: with the mean of the days that were read for each that was not. */
function billedWh(month: string): number {
  const read = monthOf(days, month)
  const missing = daysIn(month) - read.size
  return sum(read.values()) + Math.round((sum(read.values()) * missing) / read.size)
}

/** What a prepaid home's month costs: 3 % off the energy charge, and nothing where the State pays all. */
function prepaidDemand(wh: number): number {
  const { energy, currentDemand } = expectedDomesticUrbanBill(wh)
  return currentDemand === 0 ? 0 : currentDemand - prepaidRebate(energy)
}

const prepaidRebate = (energy: number) => Math.round((energy * 3) / 100)
const daysIn = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
const isWhole = (month: string) => monthOf(days, month).size === daysIn(month)
const unitsOf = (month: string) => oneDecimal(billedWh(month))
const yearBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
/** Thousandths of a paisa to paise, a half upwards. */
const thousandths = (amount: number) => Math.floor((amount + 500) / 1000)

function monthsBack(last: string, count: number): string[] {
  const index = Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - 1
  return range(0, count - 1).map((back) => {
    const at = index - back
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

/** Wh as kWh without trailing zeros. */
const decimal = (wh: number) => String(wh / 1000)

const factOf = (page: Page, name: string) =>
  page
    .locator('main dl > div', { has: page.getByText(name, { exact: true }) })
    .first()
    .locator('dd')
    .textContent()
