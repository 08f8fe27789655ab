import fs from 'node:fs'
import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'

const ASHA = '9000000028'
const GANESH = '9000001051'
const NOTHING = { databases: [], caches: [], workers: 0 }
test.use({ clock: '2026-11-23T10:00:00+05:30', viewport: { width: 360, height: 740 } })

test('last bill and consumption are read without internet, after a press, and are gone after logging out', async ({
  page,
  context,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, ASHA)
  const home = connectionPath(page)
  await page.goto(`${home}/bills`)
  await page.goto('/account/offline')
  const shown = await page.locator('main dl').first().textContent()
  expect(await traces(page)).toEqual(NOTHING)

  await turnOn(page)
  expect(await traces(page)).toEqual({ databases: ['offline-copy'], caches: [], workers: 1 })
  expect(await onDisk(page)).not.toMatch(/4428|Asha|₹/)
  await context.setOffline(true)
  // Whatever they open: what can be read is there, with its day.
  await page.goto(home)
  await expect(page.getByText('You are offline. This is as of 23 Nov, 10:00 am.')).toBeVisible()
  await expect(page.getByText('It stays on this device until 23 December 2026.')).toBeVisible()
  expect(await page.locator('main dl').first().textContent()).toBe(shown)
  expect(await page.locator('script').count()).toBe(0)
  expect([...(await layoutFaults(page)), ...(await wordFaults(page, 'en'))]).toEqual([])
  const paper = page.waitForEvent('download')
  await page.getByRole('link', { name: /\(PDF\)/ }).click()
  expect((await paper).suggestedFilename()).toMatch(/^bill-2026-10-\d{4}\.pdf$/)
  expect(fs.readFileSync(await (await paper).path(), 'latin1').slice(0, 5)).toBe('%PDF-')
  await context.setOffline(false)

  // Another language is another copy, which the worker takes once a page was open with internet.
  await page.goto(home)
  await page.getByRole('button', { name: 'हिन्दी' }).first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'hi')
  await expect(async () => {
    await context.setOffline(false)
    await page.goto(home)
    await context.setOffline(true)
    await page.goto('/home')
    await expect(page.getByText('इंटरनेट नहीं है।')).toBeVisible({ timeout: 500 })
  }).toPass()
  expect([...(await layoutFaults(page)), ...(await wordFaults(page, 'hi'))]).toEqual([])
  await context.setOffline(false)

  await page.goto(`${home}/profile`)
  await page.locator('main form[action="/api/logout"] button').click()
  await page.waitForURL('**/login?bye=here')
  await expect.poll(() => traces(page)).toEqual(NOTHING)
})

test('what is kept outlives the login, and goes when another person logs in, or 30 days pass', async ({
  page,
  context,
  portal,
}) => {
  await speakEnglish(page)
  await logIn(page, portal, ASHA)
  await turnOn(page)
  await dropLogin(context)
  await page.goto('/calculator')
  await readsOffline(context, page)
  // Her son takes the phone.
  await logIn(page, portal, GANESH)
  await expect.poll(() => traces(page)).toEqual(NOTHING)

  await turnOn(page)
  await readsOffline(context, page)
  await context.setOffline(true)
  // The clock of a worker is its own; those that are gone say nothing.
  for (const worker of context.serviceWorkers())
    await worker
      .evaluate(() => {
        const now = Date.now()
        Date.now = () => now + 30.1 * 86_400_000
      })
      .catch(() => {})
  await page.goto('/home').catch(() => null)
  await expect(page.getByText('You are offline.')).toHaveCount(0)
  await context.setOffline(false)
  await page.goto('/calculator')
  await expect.poll(() => traces(page)).toEqual(NOTHING)

  // A store that is broken keeps nobody logged in.
  await turnOn(page)
  let broken = 0
  for (const worker of context.serviceWorkers())
    await worker
      .evaluate(() => {
        indexedDB.open = () => {
          throw new Error('The store is broken.')
        }
      })
      .then(() => broken++)
      .catch(() => {})
  expect(broken).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.waitForURL('**/login?bye=here')
  await page.goto('/account/offline')
  await page.waitForURL('**/login?*')
})

async function turnOn(page: Page): Promise<void> {
  await page.goto('/account/offline')
  await page.getByRole('button', { name: 'Keep on this device' }).click()
  await expect(page.getByText('Kept. Without internet')).toBeVisible()
}

async function readsOffline(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true)
  await page.goto('/home')
  await expect(page.getByText('You are offline.')).toBeVisible()
  await context.setOffline(false)
}

/** As after half an hour of rest: the browser stays known. */
async function dropLogin(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: 'session' })
}

/** Everything that the browser keeps for the portal beside its cookies. */
const traces = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))

/** All that stands in the database of the copy, as text. */
const onDisk = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('offline-copy')
      request.onsuccess = () => resolve(request.result)
    })
    const rows = await new Promise<unknown[]>((resolve) => {
      const request = database.transaction('copy').objectStore('copy').getAll()
      request.onsuccess = () => resolve(request.result)
    })
    database.close()
    const text = (value: unknown): string =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value) : JSON.stringify(value)
    return rows.map((row) => [row, ...Object.values(row as object)].map(text).join('\n')).join('\n')
  })
