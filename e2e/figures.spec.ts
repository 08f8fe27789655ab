import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { sum, tableOf, toPaise } from './support/read-page.ts'

test.use({ clock: '2026-11-05T12:00:00+05:30' })

/** Every day of October was read. */
const RAJESH = '9000001039'

test('the days of a table add up to the tile above it', async ({ page, portal }) => {
  await page.context().addCookies([{ name: 'language', value: 'en', url: portal.url }])
  await logIn(page, portal, RAJESH)
  const days = `${connectionPath(page)}/consumption?period=2026-10`

  await page.goto(days)
  const units = [...(await tableOf(page)).values()].map(Number)
  expect(units).toHaveLength(31)
  // Each day is rounded to a tenth, so 31 of them may be off by as much as 1.55.
  expect(Math.abs(sum(units) - Number(await tile(page, 'In all')))).toBeLessThan(2.1)

  for (const measure of ['rupees', 'before-subsidy']) {
    await page.goto(`${days}&in=${measure}`)
    const paise = sum([...(await tableOf(page)).values()].map(toPaise))
    expect(await tile(page, 'In all'), measure).toBe(`₹${Math.round(paise / 100).toLocaleString('en-IN')}`)
  }
})

test('the months of the history are those of the list', async ({ page, portal }) => {
  await page.context().addCookies([{ name: 'language', value: 'en', url: portal.url }])
  await logIn(page, portal, RAJESH)
  await page.goto(`${connectionPath(page)}/bills`)
  const cells = (rows: string, column: number) =>
    page
      .locator(rows)
      .evaluateAll((found, column) => found.map((row) => row.children[column]?.textContent?.trim() ?? ''), column)
  const history = 'main figure tbody tr'
  const list = 'main section:not(:has(figure)) > div table tbody tr, main section > section table tbody tr'
  const inHistory = await cells(history, 2)
  const inList = (await cells(list, 2)).filter((amount) => amount.startsWith('₹') || amount.startsWith('−'))
  expect(inHistory).toHaveLength(13)
  expect(inHistory.map((amount) => amount.replace('.00', '')).reverse()).toEqual(inList.slice(0, 13))
})

/** The figure of a tile, without its unit. */
async function tile(page: Page, label: string): Promise<string> {
  const value = page.locator('main dl > div', { has: page.locator('dt', { hasText: label }) }).locator('dd span')
  return ((await value.first().textContent()) ?? '').trim()
}
