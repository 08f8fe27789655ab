import { expect, type Locator, type Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { decodeQr, readPdf } from './decode.ts'

/**
 * What stands on the portal's pages, read as a person would, without any of the portal's code, and once all of the page is
 * there: a list of elements does not wait for more of them. Amounts are in paise.
 */

/** The cells of each row of a table, as text with plain spaces. */
export async function rowsOf(rows: Locator): Promise<string[][]> {
  await rows.page().waitForLoadState()
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent?.replaceAll('\u00a0', ' ').trim() ?? '')),
  )
}

/** The table of days: day of the month to what stands in its second column, null where nothing was read. */
export async function tableOf(page: Page): Promise<Map<number, string | null>> {
  const rows = await rowsOf(page.locator('main figure table tbody tr'))
  return new Map(rows.map(([day = '', value = '']) => [Number(/\d+/.exec(day)?.[0]), /\d/.test(value) ? value : null]))
}

/** Name to paise of every line of the bill on the page. */
export async function linesOf(page: Page): Promise<Map<string, number>> {
  await page.waitForLoadState()
  const found = await page
    .locator('main details summary')
    .evaluateAll((lines) =>
      lines.map((line) => [...(line.firstElementChild?.children ?? [])].map((part) => part.textContent?.trim() ?? '')),
    )
  return new Map(
    found.flatMap(([name = '', amount = '']): [string, number][] => (amount ? [[name, toPaise(amount)]] : [])),
  )
}

/** What both decoders read from a picture of the page as it is. */
export async function qrOf(page: Page): Promise<{ jsqr: string | null; zxing: string | null }> {
  return decodeQr(await page.screenshot({ fullPage: true }))
}

export async function pdfOf(page: Page, billPath: string): Promise<ReturnType<typeof readPdf>> {
  const answer = await page.request.get(`${billPath}/pdf`)
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toBe('application/pdf')
  return readPdf(await answer.body())
}

/** The file behind the page's CSV link, read by a parser that is not ours. */
export async function csvOf(
  page: Page,
): Promise<{ name: string | undefined; type: string | undefined; rows: string[][] }> {
  const href = await page.getByRole('link', { name: 'CSV' }).first().getAttribute('href')
  const answer = await page.request.get(href as string)
  expect(answer.status()).toBe(200)
  const text = (await answer.body()).toString('utf8')
  expect(text.startsWith('\ufeff')).toBe(true)
  return {
    name: /filename="([^"]+)"/.exec(answer.headers()['content-disposition'] ?? '')?.[1],
    type: answer.headers()['content-type'],
    rows: parse(text, { bom: true, record_delimiter: '\r\n' }),
  }
}

/** Heights of the bars as drawn, beside the values that they stand for. */
export async function barsStandFor(page: Page, values: number[]): Promise<void> {
  await page.waitForLoadState()
  const tops = await page
    .locator('main figure svg > rect[height="110%"]')
    .evaluateAll((bars) => bars.map((bar) => Number.parseFloat(bar.getAttribute('y') ?? '')))
  expect(tops).toHaveLength(values.length)
  const highest = values.indexOf(Math.max(...values))
  const height = (index: number) => 100 - (tops[index] as number)
  for (const [index, value] of values.entries()) {
    expect(height(index) / height(highest)).toBeCloseTo(value / (values[highest] as number), 2)
  }
}

export function upiOf(uri: string | null): Record<string, string> {
  expect(uri).toMatch(/^upi:\/\/pay\?/)
  return Object.fromEntries(new URL(uri as string).searchParams)
}

export function toPaise(text: string | null): number {
  const [, sign, digits] = /([−-]?)\s*₹\s*([\d,]+\.\d\d)/.exec(text ?? '') ?? []
  if (!digits) throw new Error(`No amount in "${text}"`)
  return Math.round(Number(digits.replaceAll(',', '')) * 100) * (sign ? -1 : 1)
}

/** Wh as the table writes units: one decimal, a half upwards. */
export function oneDecimal(wh: number): string {
  return (Math.floor((wh + 50) / 100) / 10).toFixed(1)
}

export function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0)
}
