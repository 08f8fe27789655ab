import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { ofConnection, openAs, PUBLIC_STOPS } from './support/every-page.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import type { Portal } from './support/portal.ts'
import { pagesOnDisk } from './support/routes.ts'
import { ROOT } from './support/run-program.ts'

declare global {
  interface Window {
    moved: string[]
  }
}

/** What pages may weigh on a cheap phone: script of their own beyond that of Next.js, and Home at the first visit. */
test.use({ clock: '2026-11-05T12:00:00+05:30' })

const OWN_SCRIPT = 5_000
/** An officer's device for camps without internet forgets its entries before the next login. */
const OFFICERS_DEVICE = '/desk/login'
const FIRST_VISIT = 200_000
const IMRAN = '9000001035'

/** What Next.js brings to each page: its own list, and the piece that lays pages into each other. */
const { rootMainFiles, polyfillFiles } = JSON.parse(
  fs.readFileSync(path.join(ROOT, '.next', 'build-manifest.json'), 'utf8'),
) as { rootMainFiles: string[]; polyfillFiles: string[] }
const FLOOR = new Set([...rootMainFiles, ...polyfillFiles])
const LAYS_PAGES = /\bOuterLayoutRouter\b|\bLayoutRouterContext\b/

test('no page without a chart brings more than 5 kB of script of its own', async ({ page, portal }) => {
  const weights = new Map<string, number>()
  const heavy: string[] = []
  const home = await logInHere(page, portal)
  const own = pagesOnDisk().filter((address) => /^\/(account|connections|menu)(\/[a-z]+)*$/.test(address))
  const paths = [...PUBLIC_STOPS, ...ofConnection(home)].map(({ path }) => path)
  for (const path of [...paths, ...own, await firstBill(page, home)]) {
    const html = await (await page.request.get(path)).text()
    // A picture that answers to a finger brings more, and loads it when there is time.
    if (html.includes('<figure') || path === OFFICERS_DEVICE) continue
    const scripts = scriptsOf(html).filter((file) => !FLOOR.has(file))
    const bytes = scripts.reduce((sum, file) => sum + weigh(file, weights), 0)
    if (bytes > OWN_SCRIPT) heavy.push(`${path}: ${bytes} bytes in ${scripts.join(' ')}`)
  }
  expect(weights.size, 'scripts of pages').toBeGreaterThan(5)
  expect(heavy).toEqual([])
})

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

test('nothing moves by itself on the pages that people open most', async ({ browser, page: visited, portal }) => {
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
      await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))))
      expect(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length)).toBe(1)
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

async function logInHere(page: Page, portal: Portal): Promise<string> {
  await logIn(page, portal, IMRAN)
  return connectionPath(page)
}

async function firstBill(page: Page, home: string): Promise<string> {
  await page.goto(`${home}/bills`)
  return (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
}

/** The files that a page asks for at once, with those that it says it will ask for. */
function scriptsOf(html: string): string[] {
  const named = html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/_next\/(static\/[^"?]+\.js)/g)
  return [...new Set([...named].map(([, file]) => file as string))]
}

function weigh(file: string, known: Map<string, number>): number {
  const script = () => fs.readFileSync(path.join(ROOT, '.next', file))
  const bytes = known.get(file) ?? (LAYS_PAGES.test(script().toString()) ? 0 : gzipSync(script()).length)
  known.set(file, bytes)
  return bytes
}
