import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { dayOfMonth, type HalfHour, recording, scaledOf, writeFile } from './support/half-hours.ts'
import { connectionPath, logIn, speakEnglish, speakHindi } from './support/log-in.ts'
import { csvOf, rowsOf, sum } from './support/read-page.ts'
import { takeIn } from './support/take-in.ts'

/**
 * Apparent and reactive power of a home in Sceaux, a recorded month moved to October 2024: one meter sends kVAh, the other
 * a power factor. Neither says a word about outages. Names and numbers are invented.
 */
test.use({ clock: '2024-11-22T10:00:00+05:30' })

const BY_ENERGY = { consumerNo: '047200009', mobile: '9000002009', meter: 'RP09' }
const BY_METER = { consumerNo: '047200010', mobile: '9000002010', meter: 'RP10' }
/** 230 V ± 6 %, in tenths. */
const [LOW, HIGH] = [2162, 2438]

const { header, halfHours } = recording('sceaux-2008-30min.csv', 'timestamp_start', 5783)
const october = halfHours.filter(({ day, wh }) => day.startsWith('2024-10') && wh !== null)
const days = Map.groupBy(october, ({ day }) => day)
const volts = ({ cells }: HalfHour) => scaledOf(cells.avg_voltage_v ?? '', 1)
const vah = ({ cells }: HalfHour) => scaledOf(cells.kvah ?? '', 3)
const outside = 30 * october.filter((one) => volts(one) < LOW || volts(one) > HIGH).length

/** Active through apparent energy, of the half hours that have both. */
function factor(apparentOf: (one: HalfHour) => number): string {
  const both = october.filter((one) => one.wh && apparentOf(one))
  const active = sum(both.map(({ wh }) => wh ?? 0))
  return (Math.round((1000 * active) / sum(both.map(apparentOf))) / 1000).toFixed(2)
}

test.beforeAll('the utility loads two homes and the half hours of a month', async ({ portal }) => {
  plain.setTimeout(180_000)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-reactive-'))
  const columns =
    'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes'
  const rowOf = ({ consumerNo, mobile, meter }: typeof BY_ENERGY) =>
    `${consumerNo},नमूना ${meter},${mobile},"9, HEC",DS_URBAN,POSTPAID,5,SINGLE,${meter},30,HEC,2024-10-01`
  const homes = [rowOf(BY_ENERGY), rowOf(BY_METER)]
  const map = 'start=timestamp_start,voltage_v=avg_voltage_v'
  const lines = october.map(({ line }) => line)
  const taken = (file: string, { meter }: typeof BY_ENERGY, more = '') =>
    takeIn(portal, 'block-reads', file, '--map', `${map}${more}`, '--set', `meter_no=${meter}`)
  try {
    await takeIn(portal, 'consumers', writeFile(folder, 'consumers.csv', `${columns},subdivision,connected_on`, homes))
    await taken(writeFile(folder, 'october.csv', header, lines), BY_ENERGY)
    // The same month as a meter tells it that keeps no apparent energy.
    const factors = writeFile(folder, 'factors.csv', header.replace('kvah', 'not_kept'), lines)
    await taken(factors, BY_METER, ',power_factor=pf')
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})

test('a month of kVAh: power factor, voltage, and what nobody knows of outages', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, BY_ENERGY.mobile)
  const home = connectionPath(page)
  await page.goto(`${home}/quality?period=2024-10`)

  await test.step('active through apparent energy, never above what reactive energy allows', async () => {
    const shown = await factOf(page, 'Power factor')
    expect(shown).toEqual({ note: 'estimated from kWh and kVAh', value: factor(vah) })
    const allowed = factor(({ cells }) => 1000 * Math.hypot(Number(cells.kwh), Number(cells.kvarh)))
    expect(Number(allowed)).toBeLessThan(1)
    expect(Number(shown.value)).toBeLessThanOrEqual(Number(allowed))
    expect(Number(shown.value)).toBeGreaterThan(Number(allowed) - 0.02)
  })

  await test.step('each day has the lowest and highest voltage of the file', async () => {
    const figure = page.locator('figure', { has: page.locator('#voltage-finding') })
    const rows = await rowsOf(figure.locator('tbody tr'))
    expect(rows.map(([day = '', range]) => [Number(/\d+/.exec(day)?.[0]), range])).toEqual(
      [...days].map(([day, of]) => {
        const all = of.map(volts)
        return [dayOfMonth(day), `${tenths(Math.min(...all))} – ${tenths(Math.max(...all))}`]
      }),
    )
    expect(outside).toBeGreaterThan(0)
    await expect(tile(page, 'Outside standard')).toContainText(durationOf(outside))
  })

  await test.step('no word about outages is not "none"', async () => {
    await expect(page.getByText('Nothing is known about outages in October').first()).toBeVisible()
    await expect(tile(page, 'Average supply')).toContainText('not known')
    expect((await factOf(page, 'Readings that came')).value).toBe('1,487 of 1,488')
  })

  await test.step('the file of a day has kVAh half hour by half hour', async () => {
    const [day = '', of = []] = [...days].find(([, all]) => all.length === 47) ?? []
    await page.goto(`${home}/consumption/${day}`)
    await expect(page.getByRole('heading', { name: /^47 of 48 half hours came: / })).toBeVisible()
    const rows = (await csvOf(page)).rows.slice(1)
    expect(rows).toHaveLength(48)
    const known = rows.filter((row) => row[2] !== '')
    expect(known.map((row) => [row[0], Number(row[2]), Number(row[4])])).toEqual(
      of.map((one) => [`${day} ${one.time}`, (one.wh ?? 0) / 1000, vah(one) / 1000]),
    )
  })
})

test.describe('in Hindi without JavaScript, on a phone', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

  test('a meter that sends its power factor is taken at its word', async ({ page, portal }) => {
    await logIn(page, portal, BY_METER.mobile)
    await speakHindi(page)
    await page.goto(`${connectionPath(page)}/quality?period=2024-10`)
    const apparentOf = ({ wh, cells }: HalfHour) => {
      const milli = scaledOf(cells.pf || '0', 3)
      return wh && milli ? (wh * 1000) / milli : 0
    }
    expect(await factOf(page, 'पावर फ़ैक्टर')).toEqual({ note: 'मीटर से', value: factor(apparentOf) })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })
})

type PageOf = Parameters<typeof logIn>[0]

const tile = (page: PageOf, label: string) =>
  page.locator('dl > div', { has: page.getByText(label, { exact: true }) }).first()

/** A line of "More figures": its value, and the small words below its name. */
async function factOf(page: PageOf, name: string): Promise<{ note: string; value: string }> {
  const line = page.locator('main dl > div', { has: page.locator('dt', { hasText: name }) }).first()
  const [label, value] = [await line.locator('dt').textContent(), await line.locator('dd').textContent()]
  return { note: (label ?? '').replace(name, ''), value: value ?? '' }
}

const tenths = (dv: number) => (dv / 10).toFixed(1)

function durationOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(' ')
}
