import type { BrowserContext } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { ask } from './support/books.ts'
import { decodeQr } from './support/decode.ts'
import { openAs } from './support/every-page.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { ownColourFaults } from './support/own-settings.ts'
import { enliven } from './support/page-faults.ts'
import { keyFaults } from './support/walk-by-keys.ts'

declare global {
  interface Window {
    moves: string[]
  }
}

/**
 * What people set on their devices: colours of their own (Windows' contrast themes), and less motion, as charts have it
 * and what they change at a touch. On every page design.spec.ts looks at both, at letters twice as large, wider spacing and
 * 400 % zoom, which is 320 px of 1280.
 */
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts' })

/** Owes half a bill, and has days and half hours. */
const ANIL = '9000001049'

let home: string
let paths: string[]
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>

test.beforeAll('somebody logs in', async ({ browser, portal }) => {
  const page = await browser.newPage({ baseURL: portal.url })
  await logIn(page, portal, ANIL)
  home = connectionPath(page)
  await page.goto(`${home}/bills`)
  const bill = (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
  const pages = ['consumption', 'estimate', 'load', 'quality', 'complaints/new'].map((name) => `${home}/${name}`)
  paths = [home, bill, ...pages]
  cookies = await page.context().cookies()
  await page.close()
})

test('paper says whose connection it is, and asks for nothing', async ({ browser, portal }) => {
  const page = await openAs(browser, portal, { cookies }, { locale: 'hi', javaScriptEnabled: false })
  await page.emulateMedia({ media: 'print' })
  for (const path of paths) {
    await page.goto(path)
    await expect(page.getByText(/^उपभोक्ता संख्या 1000\s4428\s0049 · बिजली खाता/)).toBeVisible()
    await expect(page.locator('button, textarea, input[type=file], nav').filter({ visible: true })).toHaveCount(0)
    const addresses = page.locator('main p a[href^="/c/"]')
    const shown = await addresses.evaluateAll((links) => links.map((a) => getComputedStyle(a, '::after').content))
    expect(shown.filter((content) => content !== 'none')).toEqual([])
  }
  await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`in colours of one’s own, ${colorScheme}, focus, buttons, choices, charts and QR codes stay to be seen`, async ({
    browser,
    portal,
  }) => {
    const page = await openAs(browser, portal, { cookies }, { locale: 'hi', colorScheme })
    const faults: string[] = []
    // The same rules hold in both: one is looked at on all pages.
    for (const path of colorScheme === 'dark' ? paths : paths.slice(0, 1)) {
      await page.goto(path)
      faults.push(...(await ownColourFaults(page)).map((fault) => `${path}: ${fault}`))
    }
    expect(faults).toEqual([])
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await keyFaults(page)).toEqual([])
    await page.goto(home)
    await page.locator('main form[action="/api/payments/start"] button').first().click()
    await page.waitForURL('**/pay/*')
    await page.locator('main svg[role=img]').evaluate((qr) => qr.scrollIntoView({ block: 'center' }))
    const { jsqr, zxing } = await decodeQr(await page.screenshot())
    expect(jsqr).toMatch(/^upi:\/\/pay\?/)
    expect(zxing).toBe(jsqr)
    const kept = `select "reference" as "tr", ("amountPaise" / 100.0)::numeric(12, 2)::text as "am"
      from "PaymentAttempt" where "id" = $1`
    const [attempt] = await ask(portal.dataDir, kept, [new URL(page.url()).pathname.split('/').at(-1)])
    expect(Object.fromEntries(new URL(jsqr ?? '').searchParams)).toMatchObject(attempt)
    // Paper opens no app: it says how to scan.
    await page.setViewportSize({ width: 718, height: 1000 })
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByText('ऐप चुनें')).toBeHidden()
    await expect(page.getByText('फ़ोन में UPI ऐप खोलें और यह QR स्कैन करें।')).toBeVisible()
    await page.context().close()
  })

for (const reducedMotion of ['no-preference', 'reduce'] as const)
  test(`${reducedMotion === 'reduce' ? 'nothing' : 'something'} moves for who asks for ${reducedMotion === 'reduce' ? 'less' : 'no less'} motion`, async ({
    browser,
    portal,
  }) => {
    const page = await openAs(browser, portal, { cookies }, { locale: 'hi', reducedMotion })
    await page.addInitScript(() => {
      window.moves = []
      for (const name of ['animationstart', 'transitionrun'])
        addEventListener(name, ({ target }) => window.moves.push((target as Element).outerHTML.slice(0, 80)), true)
    })
    const moves: string[] = []
    for (const path of reducedMotion === 'reduce' ? [...paths.slice(1, 4), home] : [home]) {
      await page.goto(path)
      await page.locator('main :is(a, button, summary):visible').first().hover()
      moves.push(...(await page.evaluate(movesByNow)))
    }
    await enliven(page)
    await page.locator('nav a[href$="/menu"]').click()
    await expect(page.locator('.menu-sheet[open]')).toBeVisible()
    moves.push(...(await page.evaluate(movesByNow)))
    if (reducedMotion === 'reduce') expect(moves).toEqual([])
    else expect(moves.length).toBeGreaterThan(0)
    await page.context().close()
  })

/** What began to move; what begins with a frame is known after the next. */
async function movesByNow(): Promise<string[]> {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  return window.moves.splice(0)
}
