import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import {
  aboveIn,
  clockOf,
  dayOfMonth,
  highest,
  kw,
  meanByHour,
  monthOf,
  type Peak,
  writeFile,
} from './support/half-hours.ts'
import { asRupees } from './support/independent-bill.ts'
import {
  bareilly,
  HOME,
  home,
  homePeaks,
  monthsAbove,
  REGISTER_HEADER,
  registerLines,
  registers,
  SHOP,
  sceaux,
  shopPeaks,
} from './support/load-data.ts'
import { daysOf, hoursOf, listedDays, printedDays } from './support/load-page.ts'
import { connectionPath, logIn, speakEnglish, speakHindi } from './support/log-in.ts'
import { enliven } from './support/page-faults.ts'
import type { Portal } from './support/portal.ts'
import { pdfOf, rowsOf } from './support/read-page.ts'
import { takeIn } from './support/take-in.ts'

/**
 * Load on recorded half hours: one month of a home in Bareilly moved to October and November 2024, and one year of a home
 * in Sceaux moved so that it ends on 31 October 2024. Names and numbers are invented.
 */
test.use({ clock: '2024-11-22T10:00:00+05:30' })

test.beforeAll('the utility loads consumers and half hours, and bills October', async ({ portal }) => {
  plain.setTimeout(180_000)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bijli-load-'))
  const columns =
    'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes'
  const consumers = writeFile(folder, 'consumers.csv', `${columns},subdivision,connected_on`, [
    `${HOME.consumerNo},भार नमूना,${HOME.mobile},"6, HEC",DS_URBAN,POSTPAID,2,SINGLE,${HOME.meter},30,HEC,2024-10-23`,
    `${SHOP.consumerNo},भार दुकान,${SHOP.mobile},"7, HEC",CS_URBAN,POSTPAID,5,SINGLE,${SHOP.meter},30,HEC,2023-11-01`,
  ])
  const known = sceaux.halfHours.filter(({ wh }) => wh !== null)
  const isOctober = ({ day }: { day: string }) => day.startsWith('2024-10')
  const lines = (of: { line: string }[]) => of.map(({ line }) => line)
  const shopFile = (name: string, of: typeof known) => writeFile(folder, name, sceaux.header, lines(of))
  const shopMap = ['--map', 'start=timestamp_start,voltage_v=avg_voltage_v', '--set', `meter_no=${SHOP.meter}`]
  try {
    await takeIn(portal, 'consumers', consumers)
    const bareillyFile = writeFile(folder, 'bareilly.csv', bareilly.header, lines(home))
    await takeIn(portal, 'block-reads', bareillyFile, '--map', 'start=start_ist', '--set', `meter_no=${HOME.meter}`)
    await takeIn(portal, 'block-reads', shopFile('october.csv', known.filter(isOctober)), ...shopMap)
    await takeIn(portal, 'daily-reads', writeFile(folder, 'registers.csv', REGISTER_HEADER, registerLines()))
    for (const { consumerNo } of [HOME, SHOP]) await issueOctober(portal, consumerNo)
    // The rest of the year comes late, so that October alone has to be billed.
    const before = known.filter((one) => !isOctober(one))
    await takeIn(portal, 'block-reads', shopFile('before.csv', before), ...shopMap)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})

test('a home finds the days on which it went above, on page, bill and PDF', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, HOME.mobile)
  const path = connectionPath(page)

  await test.step('every day of November is that of the file', async () => {
    await page.goto(`${path}/load`)
    const november = monthOf(homePeaks, '2024-11')
    const above = aboveIn(november, HOME.loadW)
    expect(above).toHaveLength(19)
    await expect(
      page.getByRole('heading', { name: `Load went above 2 kW on ${above.length} days in November` }),
    ).toBeVisible()
    expect(await daysOf(page)).toEqual(
      [...november].map(([day, peak]) => [dayOfMonth(day), kw(peak.watts), clockOf(peak.time)]),
    )
    expect(await listedDays(page)).toEqual(above.map(([day, peak]) => listed(day, peak, HOME.loadW)))
    await enliven(page)
    await expect(page.locator('.recharts-surface').first()).toBeVisible()
  })

  await test.step('two months of the financial year, told by averages only', async () => {
    await expect(page.getByText('2 of 3 months')).toBeVisible()
    const strip = page.getByRole('list').filter({ hasText: 'October 2024: above the limit' })
    await expect(strip.getByRole('listitem')).toHaveCount(12)
    await expect(strip).toContainText(`October 2024: above the limit, ${kw(highest(monthOf(homePeaks, '2024-10')))}`)
    await expect(strip).toContainText('September 2024: does not count')
    await expect(strip).toContainText('December 2024: to come')
    await expect(page.getByText('a third month')).toBeVisible()
    await expect(page.getByText('so it is only indicative').first()).toBeVisible()
    await expect(page.getByText('Your fixed charge is per connection')).toBeVisible()
  })

  await test.step('each hour of each weekday is the mean of the file', async () => {
    expect(await hoursOf(page)).toEqual(
      meanByHour(
        home.filter(({ day }) => day.startsWith('2024-11')),
        HOME.loadW,
      ),
    )
  })

  await test.step('the load that would have sufficed changes nothing in its charge', async () => {
    const all = highest(homePeaks)
    const enough = Math.ceil(all / 1000)
    await expect(page.getByText(`load reached ${kw(all)} kW. A sanctioned load of ${enough} kW`)).toBeVisible()
    await expect(page.getByText('The fixed charge would not change')).toBeVisible()
  })

  const october = monthOf(homePeaks, '2024-10')
  const above = aboveIn(october, HOME.loadW)
  expect([october.size, above.length]).toEqual([7, 4])
  await test.step('October says that two of its days are not known', async () => {
    await page.goto(`${path}/load?period=2024-10`)
    await expect(page.getByRole('heading', { name: 'Load went above 2 kW on 4 days in October' })).toBeVisible()
    await expect(page.getByText(/Not wholly known:\s24\sand\s25\sOctober/).first()).toBeVisible()
    const csv = await page.request.get(`${path}/load/csv?period=2024-10&lang=en`)
    const rows = (await csv.text()).trim().split('\r\n').slice(1)
    expect(rows.map((row) => row.split(',').slice(0, 3).join(' '))).toEqual(
      ['23', '24', '25', '26', '27', '28', '29', '30', '31'].map((date) => {
        const peak = october.get(`2024-10-${date}`)
        return peak ? `2024-10-${date} ${(peak.watts / 1000).toFixed(3)} ${peak.time}` : `2024-10-${date}  `
      }),
    )
  })

  await test.step('the bill lists the same days, and so does its PDF', async () => {
    await page.goto(`${path}/bills`)
    const [listedBill] = await rowsOf(page.getByRole('row', { name: /October 2024/ }))
    expect(listedBill?.[3]).toBe(String(above.length))
    await page.getByRole('link', { name: 'Open the bill for October 2024' }).click()
    const card = page.locator('section', { has: page.getByRole('heading', { name: 'Load', exact: true }) })
    await expect(card).toContainText(`Sanctioned load2.00 kW`)
    await expect(card).toContainText(kw(highest(october)))
    expect(await rowsOf(card.locator('tbody tr'))).toEqual(
      above.map(([day, peak]) => [`${dayOfMonth(day)} Oct`, clockOf(peak.time), kw(peak.watts)]),
    )
    await expect(card).toContainText('Of the other days, 2 are not wholly known.')
    const { text } = await pdfOf(page, new URL(page.url()).pathname)
    expect(printedDays(text)).toEqual(above.slice(0, 3).map(([day, peak]) => printedDay(day, peak)))
    expect(text).toContain('And 1 more day. Not known for 2 days.')
  })
})

test('a shop sees a year of months, what its demand costs, and which load would have sufficed', async ({
  page,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, SHOP.mobile)
  const path = connectionPath(page)
  const october = monthOf(registers, '2024-10')
  const above = aboveIn(october, SHOP.loadW)
  const demandW = highest(october)

  await test.step('October is held by the register, whose demand its charge counts', async () => {
    await page.goto(`${path}/load?period=2024-10`)
    await expect(page.getByRole('heading', { name: /Load went above 5 kW on \d+ days? in October/ })).toHaveText(
      new RegExp(`on ${above.length} day`),
    )
    expect(await listedDays(page)).toEqual(above.map(([day, peak]) => listed(day, peak, SHOP.loadW)))
    await expect(page.getByText("The highest load of each day is from the meter's own register.").first()).toBeVisible()
    const charged = Math.round((demandW * 200_00) / 1000)
    await expect(page.getByText(`it is ${asRupees(charged)} on the recorded demand of ${kw(demandW)} kW`)).toBeVisible()
    await expect(page.getByText(`On the sanctioned load it would be ${asRupees(5 * 200_00)}`)).toBeVisible()
  })

  await test.step('months count from April to March; only averages tell the most of them', async () => {
    const months = monthsAbove('2024-04', '2025-03')
    expect(months.length).toBeGreaterThan(3)
    await expect(page.getByText(`${months.length} months, the rule says 3`)).toBeVisible()
    await expect(page.getByText("By averages the rule's three months are reached")).toBeVisible()
    const strip = page.getByRole('list').filter({ hasText: 'April 2024:' })
    for (const [month, watts] of months)
      await expect(strip).toContainText(`${monthName(month)}: above the limit, ${kw(watts)}`)
    await expect(strip).toContainText('November 2024: not known')
    await page.goto(`${path}/load?period=2024-03`)
    await expect(page.getByRole('heading', { name: 'Financial year 2023-24' })).toBeVisible()
    await expect(page.getByText(`${monthsAbove('2023-04', '2024-03').length} months, the rule says 3`)).toBeVisible()
  })

  await test.step('the leap day has its load, and a day with 47 half hours says so', async () => {
    await page.goto(`${path}/load?period=2024-02`)
    const february = monthOf(shopPeaks, '2024-02')
    expect(february.size).toBe(29)
    expect(await daysOf(page)).toEqual(
      [...february].map(([day, peak]) => [dayOfMonth(day), kw(peak.watts), clockOf(peak.time)]),
    )
    const [short] = [...shopPeaks].find(([, { known }]) => known === 47) ?? []
    await page.goto(`${path}/load?period=${short?.slice(0, 7)}`)
    await expect(page.getByText(/Not wholly known: /).first()).toContainText(String(dayOfMonth(short ?? '')))
    await page.getByText('Show as a table').first().click()
    await expect(page.getByRole('row', { name: '1 reading missing' })).toHaveCount(1)
  })

  await test.step('a load without any month above, and its price by the orders of the year', async () => {
    const all = Math.max(...[...shopPeaks].filter(([day]) => day >= '2023-12-01').map(([, { watts }]) => watts))
    const enough = Math.ceil(all / 1000)
    await expect(page.getByText(`A sanctioned load of ${enough} kW would have sufficed`)).toBeVisible()
    // December to February at 150 rupees for each kW, then at 200; October's register is above 5 kW.
    const now = 3 * 5 * 150_00 + 8 * 5 * 200_00 + Math.round((demandW * 200_00) / 1000)
    const then =
      3 * enough * 150_00 + 8 * enough * 200_00 + Math.max(enough * 200_00, Math.round((demandW * 200_00) / 1000))
    await expect(page.getByText(`from ${whole(now)} to ${whole(then)} a year, ${whole(then - now)} more`)).toBeVisible()
  })

  await test.step('bill and PDF carry the register, its time and the days above', async () => {
    await page.goto(`${path}/bills`)
    await page.getByRole('link', { name: 'Open the bill for October 2024' }).click()
    const card = page.locator('section', { has: page.getByRole('heading', { name: 'Load', exact: true }) })
    await expect(card).toContainText(`${kw(demandW)} kW`)
    expect(await rowsOf(card.locator('tbody tr'))).toEqual(
      above.map(([day, peak]) => [`${dayOfMonth(day)} Oct`, clockOf(peak.time), kw(peak.watts)]),
    )
    const { text } = await pdfOf(page, new URL(page.url()).pathname)
    expect(printedDays(text)).toEqual(above.slice(0, 3).map(([day, peak]) => printedDay(day, peak)))
    expect(text).toContain(`${kw(demandW)} kW`)
    if (above.length > 3) expect(text).toMatch(new RegExp(`And ${above.length - 3} more days?\\.`))
  })
})

test.describe('in Hindi without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

  test('the page says the same, and nothing of it is wider than the window', async ({ page, portal }) => {
    await logIn(page, portal, HOME.mobile)
    await speakHindi(page)
    const path = connectionPath(page)
    await page.goto(`${path}/menu`)
    await page.getByRole('main').getByRole('link', { name: 'भार', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'नवंबर में 19 दिन भार 2 kW से ऊपर गया' })).toBeVisible()
    await expect(page.getByText('3 में से 2 महीने')).toBeVisible()
    await expect(page.getByText('आपका स्थिर शुल्क प्रति कनेक्शन है')).toBeVisible()
    expect((await daysOf(page)).map(([, watts]) => watts)).toEqual(
      [...monthOf(homePeaks, '2024-11').values()].map(({ watts }) => kw(watts)),
    )
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      // Twelve columns of two hours on a phone, twenty-four of one hour from 768 px on.
      const shown = await page
        .getByRole('img', { name: /भार सबसे ज़्यादा/ })
        .filter({ visible: true })
        .count()
      expect(shown, `${width} px`).toBe(1)
    }
  })
})

const whole = (paise: number) => asRupees(paise).replace('.00', '')

const monthName = (month: string) =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

const listed = (day: string, peak: Peak, loadW: number) => [
  dayOfMonth(day),
  clockOf(peak.time),
  kw(peak.watts),
  `+${kw(peak.watts - loadW)}`,
]

const printedDay = (day: string, peak: Peak) => `${dayOfMonth(day)} Oct ${clockOf(peak.time)} ${kw(peak.watts)}`

async function issueOctober(portal: Portal, consumerNo: string): Promise<void> {
  const month = ['--month', '2024-10', '--consumer', consumerNo]
  const { output } = await portal.command('lib/billing/issue-bills-command.ts', ...month)
  expect(output).toContain('1 issued')
}
