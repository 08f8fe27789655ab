import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { clockOf, type HalfHour, kw, peaksByDay, recording, writeFile } from './support/half-hours.ts'
import { connectionPath, logIn, speakEnglish, speakHindi } from './support/log-in.ts'
import { enliven } from './support/page-faults.ts'
import { barsStandFor, csvOf, oneDecimal, rowsOf, sum, toPaise } from './support/read-page.ts'
import { recordedDays } from './support/real-data.ts'
import { takeIn } from './support/take-in.ts'

/**
 * One day in its half hours: those of a recorded home in Bareilly, moved to October and November 2024, with the days of
 * one of its other Novembers as the year before. One day loses some half hours on the way. Names and numbers are invented.
 */
test.use({ clock: '2024-11-22T10:00:00+05:30' })

const HOME = { consumerNo: '047200008', mobile: '9000002008', meter: 'DY06' }
const NOW = '2024-11-22 10:00'
const LOST = { day: '2024-11-12', times: ['13:00', '13:30', '14:00'] }
/** November 2020 as November 2023. */
const before = recordedDays('BR06', 1095)

const { header, halfHours } = recording('bareilly-br06-30min.csv', 'start_ist', 1848)
const isLost = ({ day, time }: HalfHour) => day === LOST.day && LOST.times.includes(time)
const sent = halfHours.filter((one) => `${one.day} ${one.time}` < NOW && !isLost(one))
const ofDay = (day: string) => sent.filter((one) => one.day === day)
const energies = (day: string) => ofDay(day).map(({ wh }) => wh ?? 0)

test.beforeAll('the utility loads a home, its half hours and the days of the year before', async ({ portal }) => {
  plain.setTimeout(180_000)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-day-'))
  const columns =
    'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes'
  const consumers = writeFile(folder, 'consumers.csv', `${columns},subdivision,connected_on`, [
    `${HOME.consumerNo},दिन नमूना,${HOME.mobile},"8, HEC",DS_URBAN,POSTPAID,2,SINGLE,${HOME.meter},30,HEC,2023-11-01`,
  ])
  const lines = sent.map(({ line }) => line)
  const days = [...before]
    .filter(([day]) => day.startsWith('2023-11'))
    .map(([day, wh]) => `${HOME.meter},${day},${(wh / 1000).toFixed(3)}`)
  const map = 'start=start_ist,voltage_v=avg_voltage_v,current_a=avg_current_a,frequency_hz=avg_frequency_hz'
  try {
    await takeIn(portal, 'consumers', consumers)
    const blocks = writeFile(folder, 'half-hours.csv', header, lines)
    await takeIn(portal, 'block-reads', blocks, '--map', map, '--set', `meter_no=${HOME.meter}`)
    await takeIn(portal, 'daily-reads', writeFile(folder, 'days.csv', 'meter_no,date,kwh', days))
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})

test('a day is that of the file, half hour by half hour, on page and file, by pointer and by keys', async ({
  page,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, HOME.mobile)
  const pathOf = (day: string) => `${connectionPath(page)}/consumption/${day}`
  const day = '2024-11-21'
  const blocks = ofDay(day)
  const whole = sum(energies(day))

  await test.step('the month leads to it', async () => {
    await page.goto(`${connectionPath(page)}/consumption`)
    await page.getByText('Show as a table').first().click()
    await page.locator(`main a[href$="/consumption/${day}"]`).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('21 November 2024')
  })

  await test.step('its figures beside those of a week and of a year before', async () => {
    const peak = peaksByDay(blocks).get(day)
    await expect(tile(page, 'Whole day')).toContainText(`${oneDecimal(whole)} units`)
    await expect(tile(page, 'Highest load')).toContainText(`${kw(peak?.watts ?? 0)} kW`)
    await expect(tile(page, 'Highest load')).toContainText(clockOf(peak?.time ?? '').replace(' ', '\u00a0'))
    await expect(tile(page, 'a week before')).toContainText(`${oneDecimal(sum(energies('2024-11-14')))} units`)
    await expect(tile(page, 'a year before')).toContainText(`${oneDecimal(before.get('2023-11-21') ?? 0)} units`)
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(busiest(energies(day)))
  })

  const rows = await rowsOf(page.locator('main figure tbody tr'))
  await test.step('all half hours, whose shares are the cost of the day', async () => {
    expect(rows.map(([from, units, , how]) => [from, units, how])).toEqual(
      blocks.map(({ time, wh, cells }) => [clockOf(time), ((wh ?? 0) / 1000).toFixed(3), howOf(cells)]),
    )
    const cost = toPaise(await tile(page, 'Whole day').textContent())
    expect(cost).toBeGreaterThan(0)
    expect(sum(rows.map(([, , share = '']) => toPaise(share)))).toBe(cost)
    const parts = page.locator('section', { has: page.getByRole('heading', { name: 'Through the day' }) })
    expect((await rowsOf(parts.locator('tbody tr'))).map(([, units]) => units)).toEqual(
      [0, 12, 24, 36].map((from) => hundredths(sum(energies(day).slice(from, from + 12)))),
    )
    const out = sum(blocks.map(({ cells }) => Number(cells.outage_minutes)))
    expect(out).toBeGreaterThan(0)
    await expect(page.getByText(/^No supply for/)).toContainText(durationOf(out))
  })

  await test.step('the keys walk over the half hours, and each is said', async () => {
    await enliven(page)
    const plot = page.getByRole('group', { name: busiest(energies(day)) })
    await plot.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    const [last] = blocks.slice(-2)
    const said = page.getByRole('status').filter({ hasText: 'units' })
    await expect(said).toHaveText(
      `${clockOf(last?.time ?? '').replace(' ', '\u00a0')}: ${hundredths(last?.wh ?? 0)} units, read`,
    )
    await expect(page.locator('.recharts-tooltip-wrapper')).toContainText('units, read')
    await page.keyboard.press('Home')
    await expect(said).toContainText(`: ${hundredths(blocks[0]?.wh ?? 0)} units`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('status').filter({ hasText: 'units' })).toHaveCount(0)
  })

  await test.step('the file says what the page says, and all else that the meter sent', async () => {
    const file = await csvOf(page)
    expect(file.name).toBe(`day-${day}-0008.csv`)
    expect(file.rows.slice(1).map(([from, , units, share]) => [from, Number(units), share])).toEqual(
      blocks.map(({ time, wh }, index) => [
        `${day} ${time}`,
        (wh ?? 0) / 1000,
        (toPaise(rows[index]?.[2] ?? '') / 100).toFixed(2),
      ]),
    )
    expect(file.rows.slice(1).map((row) => [row[5], row[7], row[9]])).toEqual(
      blocks.map(({ cells }) => [
        cells.avg_voltage_v && Number(cells.avg_voltage_v).toFixed(1),
        cells.avg_frequency_hz && Number(cells.avg_frequency_hz).toFixed(3),
        cells.outage_minutes,
      ]),
    )
  })

  await test.step('a day that lost half hours, the day a week after it, and the day that still runs', async () => {
    await page.goto(pathOf(LOST.day))
    await expect(page.getByText('This day has no reading.')).toBeVisible()
    await expect(page.getByRole('heading', { name: /^45 of 48 half hours came: / })).toContainText(
      `${oneDecimal(sum(energies(LOST.day)))} units`,
    )
    await expect(tile(page, 'Whole day')).toContainText('–')
    const found = await rowsOf(page.locator('main figure tbody tr'))
    expect(found.filter(([, units]) => units === '–').map(([from]) => from)).toEqual(
      LOST.times.map((time) => clockOf(time)),
    )
    await expect(page.locator('main figure rect[fill="url(#blocks-hatch)"][height="100%"]')).toHaveCount(1)
    await page.goto(pathOf('2024-11-19'))
    await expect(tile(page, 'Tue, 12 Nov')).toContainText('no reading')
    await page.goto(pathOf('2024-10-25'))
    await expect(page.getByText('The meter sent none for this day. What is missing is not zero.')).toBeVisible()
    await page.goto(pathOf('2024-11-22'))
    const today = await rowsOf(page.locator('main figure tbody tr'))
    expect(today.filter((row) => row.at(-1) === 'to come')).toHaveLength(28)
    expect((await csvOf(page)).rows).toHaveLength(1 + 20)
    expect((await page.goto(pathOf('2024-11-23')))?.status()).toBe(404)
  })
})

test.describe('in Hindi without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

  test('the same half hours, by keyboard alone, within the window', async ({ page, portal }) => {
    await logIn(page, portal, HOME.mobile)
    await speakHindi(page)
    await page.goto(`${connectionPath(page)}/consumption/2024-11-21`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('21 नवंबर 2024')
    await barsStandFor(page, energies('2024-11-21'))
    await page.locator('main figure summary').focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('main figure tbody tr').first()).toBeVisible()
    expect((await rowsOf(page.locator('main figure tbody tr'))).map(([, units]) => units)).toEqual(
      energies('2024-11-21').map((wh) => (wh / 1000).toFixed(3)),
    )
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await page.goto(`${connectionPath(page)}/consumption/${LOST.day}`)
    await expect(page.getByText('इस दिन की रीडिंग नहीं आई।')).toBeVisible()
    await expect(page.locator('main figure rect[fill="url(#blocks-hatch)"][height="100%"]')).toHaveCount(1)
  })
})

type PageOf = Parameters<typeof logIn>[0]

const tile = (page: PageOf, text: string) => page.locator('dl > div').filter({ hasText: text })

/** Wh as the picture's sentences write units: two decimals, a half upwards. */
const hundredths = (wh: number) => (Math.floor((wh + 5) / 10) / 100).toFixed(2)

function howOf({ outage_minutes: out = '0' }: Record<string, string>): string {
  return Number(out) > 0 ? `read, no supply for ${Number(out)} min` : 'read'
}

/** What stands above a day: the four hours with the most energy, where they have a third of it. */
function busiest(whs: readonly number[]): string {
  const windows = Array.from({ length: 21 }, (_, hour) => sum(whs.slice(hour * 2, hour * 2 + 8)))
  const most = Math.max(...windows)
  const from = windows.indexOf(most)
  if (most * 3 < sum(whs)) return 'Half hour by half hour, 21 November 2024'
  return `Between ${hourOf(from)} and ${hourOf(from + 4)}: ${Math.round((most * 100) / sum(whs))}\u00a0% of the day's use`
}

const hourOf = (hour: number) =>
  hour === 12 ? '12\u00a0noon' : `${hour % 12 || 12}\u00a0${hour % 24 < 12 ? 'am' : 'pm'}`

function durationOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours && `${hours}\u00a0h`, rest && `${rest}\u00a0min`].filter(Boolean).join(' ')
}
