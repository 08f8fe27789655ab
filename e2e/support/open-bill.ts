import type { Page } from '@playwright/test'
import { ask } from './books.ts'
import { connectionPath, logIn } from './log-in.ts'
import type { Portal } from './portal.ts'

/**
 * Logs in and finds the newest bill. Returns what a person would have open, and what its printed QR says: that takes any
 * number of payments.
 */
export async function openBill(
  page: Page,
  portal: Portal,
  mobile: string,
): Promise<{ home: string; bill: string; uri: string }> {
  await logIn(page, portal, mobile)
  const home = connectionPath(page)
  await page.goto(`${home}/bills`)
  const newest = page.locator(`main a[href^="${home}/bills/"]:not([href$="/pdf"]):visible`).first()
  const bill = (await newest.getAttribute('href')) as string
  await page.close()
  const [found] = await ask(portal.dataDir, 'select "paymentReference" from "Bill" where "id" = $1::uuid', [
    bill.split('/').at(-1),
  ])
  return { home, bill, uri: `upi://pay?pa=demo%40invalid&pn=Demo&tr=${found?.paymentReference}&am=1.00&cu=INR` }
}
