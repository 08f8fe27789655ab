import fs from 'node:fs'
import path from 'node:path'
import { type Page, test as plain } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectedDomesticUrbanBill } from './support/independent-bill.ts'
import { expectedEstimate } from './support/independent-estimate.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { oneDecimal, rowsOf } from './support/read-page.ts'
import { monthOf, recordedDays } from './support/real-data.ts'
import { loadRecordedHomes, SHIFT_DAYS } from './support/recorded-homes.ts'
import { takeIn } from './support/take-in.ts'

/** Where the month ends, for recorded homes on 23 November 2026, against the same sums by hand. */
// The hour of real-data.spec.ts: both use its portal, and neither changes what the other looks at.
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts' })

const NOVEMBER = '2026-11'
/** Its range lies on both sides of 200 units. */
const EITHER = { mobile: '9000000031', meter: 'BR31' }
/** Within 200 units, with a day that was never read. */
const WITHIN = { mobile: '9000000032', meter: 'BR32' }
const PREPAID = { mobile: '9000000035', consumerNo: '047100035', meter: 'BR35' }
/** Read for the last time in March 2026. */
const SILENT = { mobile: '9000000008' }

test.beforeAll('the homes of real-data.spec.ts', async ({ portal }) => {
  plain.setTimeout(300_000)
  await loadRecordedHomes(portal)
})

test.describe('in Hindi without JavaScript, on a phone', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

  test('a home near 200 units reads what keeps the bill at zero', async ({ page, portal }) => {
    await logIn(page, portal, EITHER.mobile)
    const home = connectionPath(page)
    const days = recordedDays(EITHER.meter, SHIFT_DAYS)
    const { soFar, low, expected, high, daysToCome } = expectedEstimate(days, NOVEMBER, 30)
    expect([low <= 200_000, high > 200_000, daysToCome]).toEqual([true, true, 8])
    const left = 200_000 - soFar

    await expect(page.getByText(`मुफ़्त सीमा में ${oneDecimal(left)} यूनिट बाकी, 8 दिन शेष।`)).toBeVisible()
    await page.getByRole('link', { name: 'सीमा में कैसे रहें' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('अनुमानित खपत')
    const main = page.getByRole('main')
    await expect(main).toContainText(new RegExp(`महीने के अंत तक लगभग\\s*${units(expected)} यूनिट`))
    await expect(main).toContainText(`10 में से 8 बार ${units(low)} से ${units(high)} के बीच`)
    // The bill of the range reaches from zero at 200 units to that of its upper end.
    await expect(main).toContainText(`₹0 – ${rupees(expectedDomesticUrbanBill(high).currentDemand)}`)
    const pace = (Math.floor(left / daysToCome / 100) / 10).toFixed(1)
    const yesterday = oneDecimal(days.get('2026-11-22') as number)
    await expect(main).toContainText(
      `बिल ₹0 रखने के लिए अगले 8 दिन रोज़ ${pace} यूनिट या कम चलाएँ। कल ${yesterday} यूनिट चली थीं।`,
    )

    await test.step('the tables have the days of the file and the sums of both sides', async () => {
      const november = [...monthOf(days, NOVEMBER).values()]
      let total = 0
      const expectedRows = november.map((wh) => {
        total += wh
        return [oneDecimal(wh), oneDecimal(total)]
      })
      const rows = await rowsBehind(page, 'estimate-line')
      expect(rows.slice(0, 22).map((row) => row.slice(1))).toEqual(expectedRows)
      expect(rows.slice(22).map((row) => row[2])).toEqual([units(low), units(expected), units(high)])
      const bill = (wh: number) => rupees(expectedDomesticUrbanBill(wh).currentDemand)
      expect((await rowsBehind(page, 'estimate-cliff')).map((row) => row[2])).toEqual(
        [soFar, 200_000, 201_000, low, expected, high].map(bill),
      )
    })

    await page.goto(`${home}/consumption`)
    await expect(page.getByText(`महीना ${units(low)} से ${units(high)} यूनिट के बीच पूरा होगा।`)).toBeVisible()
  })
})

test('a home with a gap is told that it stays within, and how sure that is', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, WITHIN.mobile)
  const days = recordedDays(WITHIN.meter, SHIFT_DAYS)
  const { low, expected, high } = expectedEstimate(days, NOVEMBER, 30)
  await expect(
    page.getByText(`About ${units(expected)} units by the end of the month: within the limit of 200.`),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Estimated consumption' }).click()
  await expect(page.getByRole('heading', { name: 'The month will most likely stay within 200 units' })).toBeVisible()
  const main = page.getByRole('main')
  await expect(main).toContainText(`8 times in 10 between ${units(low)} and ${units(high)}`)
  await expect(main).toContainText('21 / 22')
  await expect(main).toContainText('One day was not read. The estimate counts the average for it.')
  const missing = (await rowsBehind(page, 'estimate-line')).filter((row) => row[1] === 'missing')
  expect(missing).toHaveLength(1)
  await main.getByRole('link', { name: 'Full sum for 200 units' }).click()
  await expect(page.getByRole('status')).toHaveText('Nothing to pay')
})

test('a prepaid home sees how long its balance lasts', async ({ page, portal }) => {
  const file = path.join(portal.dataDir, 'balances.csv')
  fs.writeFileSync(file, `consumer_no,balance_rupees,as_of\n${PREPAID.consumerNo},200.00,2026-11-23 06:00\n`)
  await takeIn(portal, 'balances', file)
  await speakEnglish(page)
  await logIn(page, portal, PREPAID.mobile)
  const { soFar, expected, day } = expectedEstimate(recordedDays(PREPAID.meter, SHIFT_DAYS), NOVEMBER, 30)
  // Between 200 and 400 units throughout: 6.85 less 3 %, 5 paise of duty, less 2.05; and a thirtieth of 100 rupees a day.
  expect([soFar > 200_000, expected < 400_000]).toEqual([true, true])
  const aDay = (wh: number) => (wh / 1000) * (6.85 * 0.97 + 0.05 - 2.05) + 100 / 30
  const likely = Math.floor(200 / aDay(day.likely))
  expect(likely).toBeLessThan(8)
  const main = page.getByRole('main')
  await expect(main).toContainText('₹200.00')
  await expect(main).toContainText(`lasts about ${likely} days (until ${22 + likely}\u00a0Nov)`)
  await expect(main).toContainText('balance of 23\u00a0Nov, 6:00\u00a0am')
})

test('a home that is not read any more is refused an estimate, with the reason', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, SILENT.mobile)
  await page.goto(`${connectionPath(page)}/estimate`)
  const main = page.getByRole('main')
  await expect(main).toContainText('Only 0 of 22 days have readings (0 %). A fair estimate needs 75 %.')
  await expect(main).toContainText('No new readings are coming.')
  await expect(main).not.toContainText('By the end of the month')
})

/** The rows of the table behind a picture. */
const rowsBehind = (page: Page, figure: string) => rowsOf(page.locator(`figure:has(#${figure}-finding) tbody tr`))

/** Wh as an estimate shows them: whole units, unless that would look like 200. */
function units(wh: number): string {
  const whole = String(Math.floor((wh + 500) / 1000))
  return whole === '200' && wh !== 200_000 ? oneDecimal(wh) : whole
}

function rupees(paise: number): string {
  return `₹${Math.floor((paise + 50) / 100).toLocaleString('en-IN')}`
}
