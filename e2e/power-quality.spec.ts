import fs from 'node:fs'
import { expect, test } from './fixtures.ts'
import { goVia } from './support/go-via.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { rowsOf } from './support/read-page.ts'
import { meterFile } from './support/real-data.ts'

/**
 * The supply of a real home, recorded in half hours: far above the standard voltage, with long outages. Its days are moved
 * so that the clock stands after most of them; what the file has of later half hours must be refused.
 */
test.use({ clock: '2024-11-22T10:00:00+05:30' })

const SHIFT_DAYS = 1848
const NOW = Date.parse('2024-11-22T10:00:00+05:30')
const HOME = { mobile: '9000000006', meter: 'BR06' }
/** 230 V ± 6 % and ± 10 %. */
const [LOW, HIGH, FAR_HIGH] = [216.2, 243.8, 253]

type Block = { day: string; isOver: boolean; volts: number | null; out: number }

/** The file's half hours by itself, with none of the portal's code. */
const BLOCKS = fs
  .readFileSync(meterFile('bareilly-br06-30min.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line): Block => {
    const [, start = '', , volts = '', , , out = ''] = line.trim().split(',')
    const at = Date.parse(`${start.replace(' ', 'T')}+05:30`) + SHIFT_DAYS * 86_400_000
    const day = new Date(at + 330 * 60_000).toISOString().slice(0, 10)
    return {
      day,
      isOver: at + 1_800_000 <= NOW,
      volts: volts && Number(out) < 30 ? Number(volts) : null,
      out: Number(out),
    }
  })

const november = byDay('2024-11', 21)
const DAYS = [...november.keys()]
const outsideOf = (blocks: Block[]) =>
  30 * blocks.filter(({ volts }) => volts !== null && (volts < LOW || volts > HIGH)).length
const outOf = (blocks: Block[]) => blocks.reduce((sum, { out }) => sum + out, 0)
const voltsOf = (blocks: Block[]) => blocks.flatMap(({ volts }) => volts ?? [])

test.beforeAll('the utility loads its homes and the half hours of one of them', async ({ portal }) => {
  const consumers = await portal.command('lib/ingest/command.ts', 'consumers', meterFile('bareilly-consumers.csv'))
  expect(consumers.code, consumers.output).toBe(0)
  // The report of refused rows stands beside the file, and the recorded ones stay as they are.
  const file = `${portal.dataDir}/half-hours.csv`
  fs.copyFileSync(meterFile('bareilly-br06-30min.csv'), file)
  const columns = 'start=start_ist,voltage_v=avg_voltage_v,current_a=avg_current_a,frequency_hz=avg_frequency_hz'
  const options = ['--map', `meter_no=meter,${columns}`, '--shift-days', String(SHIFT_DAYS)]
  const taken = await portal.command('lib/ingest/command.ts', 'block-reads', file, ...options)
  const over = BLOCKS.filter(({ isOver }) => isOver).length
  expect(taken.output).toContain(`${over} accepted, 0 unchanged, ${BLOCKS.length - over} rejected`)
  expect(taken.code).toBe(2)
})

test('the month is the file’s, figure by figure, and what else a meter notes stays unsaid', async ({
  page,
  portal,
}) => {
  const tampering = `${portal.dataDir}/events.csv`
  fs.writeFileSync(
    tampering,
    `meter_no,at,event_id\n${HOME.meter},2024-11-21 12:00,251\n${HOME.meter},2024-11-21 13:00,201\n`,
  )
  expect((await portal.command('lib/ingest/command.ts', 'events', tampering)).code).toBe(0)
  await speakEnglish(page)
  await logIn(page, portal, HOME.mobile)
  const home = connectionPath(page)

  await test.step('Home tells of yesterday', async () => {
    const card = page.locator('section', { has: page.getByRole('heading', { name: 'Your supply yesterday' }) })
    const yesterday = november.get('2024-11-21') as Block[]
    await expect(card).toContainText(
      `too high for ${duration(outsideOf(yesterday))}, highest ${Math.round(Math.max(...voltsOf(yesterday)))}`,
    )
    await expect(card).toContainText(`${duration(outOf(yesterday))} in all`)
    await card.getByRole('link', { name: 'See power quality' }).click()
    await page.waitForURL(`**${home}/quality`)
  })

  await test.step('the finding, in plain words', async () => {
    const yesterday = november.get('2024-11-21') as Block[]
    const title = `Voltage was too high for ${duration(outsideOf(yesterday))} yesterday`
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    await expect(page.getByText('Appliances can suffer.')).toBeVisible()
  })

  const all = [...november.values()].flat()
  const below = DAYS.filter((day) => outOf(november.get(day) as Block[]) > 180)
  await test.step('tiles', async () => {
    await expect(tile(page, 'Outside standard')).toContainText(duration(outsideOf(all)))
    await expect(tile(page, 'Below 21 hours')).toContainText(`${below.length} days`)
    const mean = (24 * 60 * DAYS.length - outOf(all)) / DAYS.length / 60
    await expect(tile(page, 'Average supply')).toContainText((Math.floor(mean * 10) / 10).toFixed(1))
    // Half hours cannot tell what is shorter than a minute: not known is not zero.
    await expect(tile(page, 'Momentary')).toContainText('–')
  })

  await test.step('the table behind the voltages', async () => {
    const rows = await figureRows(page, 0)
    expect(rows).toHaveLength(DAYS.length)
    for (const [index, day] of DAYS.entries()) {
      const blocks = november.get(day) as Block[]
      const volts = voltsOf(blocks)
      const far = 30 * volts.filter((each) => each > FAR_HIGH).length
      expect(rows[index]?.slice(1), day).toEqual([
        `${Math.min(...volts).toFixed(1)} – ${Math.max(...volts).toFixed(1)}`,
        `${duration(outsideOf(blocks))}${far > 0 ? `${duration(far)} beyond tolerable` : ''}`,
        duration(1440 - outOf(blocks)),
      ])
    }
  })

  await test.step('outages add up to the minutes without supply', async () => {
    const heading = page.getByRole('heading', { name: /^Power went \d+ times in November/ })
    await expect(heading).toContainText(`${duration(outOf(all))} in all`)
    const rows = await figureRows(page, 1)
    expect(rows.reduce((sum, [, , length = '']) => sum + minutes(length), 0)).toBe(outOf(all))
    const [day] = below
    const supplied = Math.floor(((1440 - outOf(november.get(day as string) as Block[])) * 10) / 60) / 10
    await expect(page.getByText(`${supplied} h of supply, below 21`).first()).toBeVisible()
  })

  await test.step('the worst half hour, and the file to keep', async () => {
    const worst = Math.max(...voltsOf(all))
    const on = DAYS.find((day) => voltsOf(november.get(day) as Block[]).includes(worst)) as string
    await expect(page.getByText(`${Math.round(worst)} V, ${Number(on.slice(8))} Nov`)).toBeVisible()
    const csv = await (await page.request.get(`${home}/quality/csv?period=2024-11`)).text()
    const columns = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','))
    expect(columns.map(([day, , , low, high]) => [day, Number(low) + Number(high)])).toEqual(
      DAYS.map((day) => [day, outsideOf(november.get(day) as Block[])]),
    )
  })

  const said = (await page.locator('main').textContent()) ?? ''
  expect(said).not.toMatch(/magnet|cover|tamper|\b251\b|\b201\b|sag\b|swell/i)
})

test.describe('in Hindi without JavaScript, on a phone', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

  test('the same figures, and the month before with its gap', async ({ page, portal }) => {
    await logIn(page, portal, HOME.mobile)
    await page.goto(`${connectionPath(page)}/quality`)
    // The portal remembers the language that this person chose last; whichever test came first.
    const toHindi = page.getByRole('button', { name: 'हिन्दी' }).first()
    if (await toHindi.isVisible()) await goVia(toHindi)
    const all = [...november.values()].flat()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('विद्युत गुणवत्ता')
    await expect(page.getByRole('heading', { name: /^कल 24\sघंटे वोल्टेज ज़्यादा रहा/ })).toBeVisible()
    await expect(page.getByRole('heading', { name: /^नवंबर में \d+ बार बिजली गई/ })).toContainText(
      `कुल ${hindi(outOf(all))}`,
    )
    await expect(page.getByText(hindi(outsideOf(all), 'घं', 'मि'), { exact: true }).first()).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

    await page.getByRole('link', { name: 'पिछला महीना: अक्टूबर 2024' }).click()
    const october = byDay('2024-10', 31)
    expect([...october.keys()]).toHaveLength(7)
    await expect(page.getByText(/24.*25\sअक्टूबर.* की रीडिंग नहीं आई/)).toBeVisible()
    const rows = await figureRows(page, 0)
    expect(rows.map(([, range = '']) => range.split(' – ')[0])).toEqual(
      [
        '2024-10-23',
        '2024-10-24',
        '2024-10-25',
        '2024-10-26',
        '2024-10-27',
        '2024-10-28',
        '2024-10-29',
        '2024-10-30',
        '2024-10-31',
      ].map((day) => {
        const blocks = october.get(day)
        return blocks ? Math.min(...voltsOf(blocks)).toFixed(1) : '–'
      }),
    )
    await expect(page.getByRole('heading', { name: /^अक्टूबर में/ }).last()).toContainText(
      hindi(outOf([...october.values()].flat())),
    )
  })
})

type PageOf = Parameters<typeof logIn>[0]

const tile = (page: PageOf, label: string) => page.locator('dl > div', { has: page.getByText(label, { exact: true }) })

const figureRows = (page: PageOf, figure: number) => rowsOf(page.locator('main figure').nth(figure).locator('tbody tr'))

function byDay(month: string, last: number): Map<string, Block[]> {
  const days = new Map<string, Block[]>()
  for (const block of BLOCKS)
    if (block.day.startsWith(month) && Number(block.day.slice(8)) <= last)
      days.set(block.day, [...(days.get(block.day) ?? []), block])
  return days
}

function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours && `${hours} h`, (rest || !hours) && `${rest} min`].filter(Boolean).join(' ')
}

function hindi(minutes: number, hour = 'घंटे', minute = 'मिनट'): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours && `${hours} ${hour}`, (rest || !hours) && `${rest} ${minute}`].filter(Boolean).join(' ')
}

function minutes(text: string): number {
  const [, hours = '0'] = /(\d+) h/.exec(text) ?? []
  const [, rest = '0'] = /(\d+) min/.exec(text) ?? []
  return Number(hours) * 60 + Number(rest)
}
