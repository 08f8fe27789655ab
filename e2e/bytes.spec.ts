import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { decodeQr } from './support/decode.ts'
import { openAs } from './support/every-page.ts'
import { connectionPath, logIn, newestCode } from './support/log-in.ts'
import type { Portal } from './support/portal.ts'

declare global {
  interface Window {
    moved: string[]
  }
}

/** What pages may weigh on a cheap phone: Home at the first visit. The script of every page is weighed in design.spec.ts. */
test.use({ clock: '2026-11-05T12:00:00+05:30' })

const FIRST_VISIT = 200_000
const IMRAN = '9000001035'
/**
 * A usual connection by 2G as the developer tools of Firefox have it ("Regular 2G"): 250 kbit/s down, 50 up, 300 ms. The
 * times of a test say nothing; what comes for a page may be as much as this line carries in a second.
 */
const A_SECOND = 250_000 / 8
const REGULAR_2G = { offline: false, latency: 300, downloadThroughput: A_SECOND, uploadThroughput: 50_000 / 8 }

test('Home comes with at most 200 kB at the first visit', async ({ browser, page: visited, portal }) => {
  const home = await logInHere(visited, portal)
  const page = await openAs(browser, portal, { cookies: await visited.context().cookies() }, { locale: 'hi' })
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await page.goto(home, { waitUntil: 'networkidle' })
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThanOrEqual(FIRST_VISIT)

  // Somebody whose hand moves over the picture gets the one that answers, once the page's script is there.
  const picture = page
    .locator('figure', { has: page.locator('#last-days-finding') })
    .locator('svg')
    .first()
  await picture.hover()
  const { x = 0, y = 0 } = (await picture.boundingBox()) ?? {}
  let moved = 1
  const lively = async () => {
    await page.mouse.move(x + 10 + (moved++ % 50), y + 20)
    return page.locator('.recharts-surface').count()
  }
  await expect.poll(lively).toBe(1)
  await page.context().close()
})

test('at the speed of 2G and without JavaScript one logs in, reads Home and a bill, and comes to the QR', async ({
  browser,
  portal,
}) => {
  const how = { locale: 'hi', javaScriptEnabled: false } as const
  const page = await openAs(browser, portal, { cookies: [] }, how)
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', REGULAR_2G)
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  const arrives = async (name: string) => {
    await page.waitForLoadState('networkidle')
    expect(bytes, name).toBeGreaterThan(5_000)
    expect(bytes, name).toBeLessThanOrEqual(A_SECOND)
    bytes = 0
  }
  await page.goto('/login')
  await arrives('login')
  await page.locator('input[name=who]').fill(IMRAN)
  await page.locator('form[action="/api/login"] button').click()
  await page.waitForURL('**/login/code')
  await arrives('code')
  await page.locator('input[name=code]').fill(await newestCode(portal, IMRAN))
  await page.locator('form[action="/api/login/code"] button').click()
  await page.waitForURL('**/c/*')
  await arrives('home')
  await expect(page.locator('main h1')).toBeVisible()
  const home = connectionPath(page)
  await page.locator(`main a[href^="${home}/bills/"]`).first().click()
  await page.waitForURL('**/bills/*')
  await arrives('bill')
  const paper = page.waitForEvent('download')
  await page
    .locator(`main a[href^="${new URL(page.url()).pathname}/pdf"]`)
    .first()
    .click()
  expect(fs.statSync(await (await paper).path()).size).toBeLessThanOrEqual(5 * A_SECOND)
  bytes = 0
  await page.locator('form[action="/api/payments/start"] button').first().click()
  await page.waitForURL('**/pay/*')
  await arrives('pay')
  await page.locator('main svg[role=img]').evaluate((qr) => qr.scrollIntoView({ block: 'center' }))
  expect((await decodeQr(await page.screenshot())).jsqr).toMatch(/^upi:\/\/pay\?/)
  await page.context().close()
})

test('the pages that people open most ask for scripts once they are painted, and nothing moves by itself', async ({
  browser,
  page: visited,
  portal,
}) => {
  const home = await logInHere(visited, portal)
  const bill = await firstBill(visited, home)
  const cookies = await visited.context().cookies()
  const moved: string[] = []
  const pages = ['/', '/login', `${home}/consumption`, home, bill, `${home}/pay`]
  // Wide windows lay three of them out another way.
  for (const [locale, width, paths] of [
    ['hi', 360, pages],
    ['en', 1280, pages.slice(0, 3)],
  ] as const)
    for (const path of paths) {
      const who = path.startsWith('/c/') ? cookies : []
      const page = await openAs(browser, portal, { cookies: who }, { locale, viewport: { width, height: 800 } })
      const session = await page.context().newCDPSession(page)
      // A cheap phone reads a page in parts.
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await page.addInitScript(recordShifts)
      await page.goto(path)
      // Scripts come after the first paint (scripts/late-scripts.ts), and may move something as well.
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length === 1)
      // A slow machine may be idle between the two, and between one file and the next.
      await page.waitForFunction(scriptsCame)
      await page.waitForLoadState('networkidle')
      expect(await page.evaluate(scriptsBeforePaint), path).toEqual([])
      await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))))
      // What holds the first paint, and what it waits for.
      const end = await page.locator('link[rel=expect][blocking=render]').first().getAttribute('href')
      await expect(page.locator(`${end}`)).toHaveCount(1)
      for (const what of await page.evaluate(() => window.moved)) moved.push(`${path} at ${width} px: ${what}`)
      await page.context().close()
    }
  expect(moved).toEqual([])
})

/** Keeps what Chromium calls a layout shift, each with the first thing that moved. */
function recordShifts(): void {
  window.moved = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node: Node }[] })[]) {
      const node = entry.sources[0]?.node
      window.moved.push(`${entry.value.toFixed(4)} ${node instanceof Element ? node.outerHTML.slice(0, 80) : ''}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Each file of scripts that the page names was asked for and came. */
function scriptsCame(): boolean {
  const files = [...document.querySelectorAll<HTMLScriptElement>('script[src^="/_next/"]:not([nomodule])')]
  return (
    files.length > 0 && files.every(({ src, type }) => type !== 'late' && performance.getEntriesByName(src).length > 0)
  )
}

/** Files of scripts that a page asked for before anybody could read it. Says so where none came at all. */
function scriptsBeforePaint(): string[] {
  const paintedAt = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
  const files = performance.getEntriesByType('resource').filter(({ name }) => /\/_next\/.*\.js$/.test(name))
  if (files.length < 3) return [`only ${files.length} files of scripts came`]
  return files.filter(({ startTime }) => startTime < paintedAt).map(({ name }) => name)
}

async function logInHere(page: Page, portal: Portal): Promise<string> {
  await logIn(page, portal, IMRAN)
  return connectionPath(page)
}

async function firstBill(page: Page, home: string): Promise<string> {
  await page.goto(`${home}/bills`)
  return (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
}
