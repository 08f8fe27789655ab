import type { Page } from '@playwright/test'
import { makeComplaint } from '../complain.ts'
import { decodeQr } from '../decode.ts'
import { connectionPath } from '../log-in.ts'
import { pdfOf } from '../read-page.ts'
import type { Things } from './rows.ts'

/** Opens what a consumer has and reads the ids from their own pages. */
export async function thingsOf(page: Page): Promise<Omit<Things, 'session'>> {
  const home = connectionPath(page)
  const idIn = async (address: string, below: string) => {
    await page.goto(`${home}${address}`)
    const link = await page.locator(`main a[href^="${home}${below}/"]`).first().getAttribute('href')
    return new RegExp(`${below}/([0-9a-f-]{36})`).exec(link ?? '')?.[1] ?? ''
  }
  const bill = await idIn('/bills', '/bills')
  const payment = await idIn('/payments', '/payments')
  const { jsqr } = await decodeQr((await pdfOf(page, `${home}/bills/${bill}`)).foot)
  const stamp = new URL(jsqr as string).pathname.split('/')[2] ?? ''
  await page.goto(`${home}/bills/${bill}`)
  await page.locator('form[action="/api/payments/start"] button').first().click()
  await page.waitForURL(`**${home}/pay/*`)
  const attempt = page.url().split('/').at(-1) ?? ''
  const begun = await page.request.post('/api/payments/together', {
    form: { connection: home.slice(3) },
    headers: { Origin: new URL(page.url()).origin },
    maxRedirects: 0,
  })
  const batch = begun.headers().location?.split('/').at(-1) ?? ''
  return { connection: home.slice(3), stamp, bill, attempt, batch, payment, ...(await complainWithPhoto(page, home)) }
}

export async function complainWithPhoto(page: Page, home: string): Promise<{ complaint: string; file: string }> {
  await makeComplaint(page, home, { since: '20 November', photo: await page.screenshot() })
  const complaint = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const photo = await page.locator('main a[href*="/files/"]').getAttribute('href')
  return { complaint, file: photo?.split('/').at(-1) ?? '' }
}

/** The id of the other login that the profile offers to end. */
export async function otherSession(page: Page): Promise<string> {
  await page.goto(`${connectionPath(page)}/profile`)
  return page.locator('form[action="/api/sessions/end"] input[name=session]').inputValue()
}
