import type { BrowserContext } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { decodeQr } from './support/decode.ts'
import { openAs } from './support/every-page.ts'
import { connectionPath, logIn } from './support/log-in.ts'

declare global {
  interface Window {
    moves: string[]
  }
}

/**
 * What people set on their devices: colours of their own (Windows' contrast themes), and less motion. Letters twice as large,
 * wider spacing and 400 % zoom, which is 320 px of 1280, are looked at on every page by design.spec.ts.
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
    const page = await openAs(browser, portal, { cookies }, { locale: 'hi', colorScheme, forcedColors: 'active' })
    const faults: string[] = []
    // The same rules hold in both: one is looked at on all pages.
    for (const path of colorScheme === 'dark' ? paths : paths.slice(0, 1)) {
      await page.goto(path)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      faults.push(...(await page.evaluate(unseen)).map((fault) => `${path}: ${fault}`))
    }
    expect(faults).toEqual([])
    await page.goto(home)
    await page.locator('main form[action="/api/payments/start"] button').first().click()
    await page.waitForURL('**/pay/*')
    await page.locator('main svg[role=img]').evaluate((qr) => qr.scrollIntoView({ block: 'center' }))
    const { jsqr, zxing } = await decodeQr(await page.screenshot())
    expect(jsqr).toMatch(/^upi:\/\/pay\?/)
    expect(zxing).toBe(jsqr)
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

/** What a reader with colours of their own would not find: runs in the page. */
function unseen(): string[] {
  const faults: string[] = []
  const nameOf = (element: Element) => `<${element.tagName.toLowerCase()}> ${element.textContent?.trim().slice(0, 40)}`
  const at = document.activeElement
  const ring = at && at !== document.body ? getComputedStyle(at) : null
  if (!ring || ring.outlineStyle === 'none' || Number.parseFloat(ring.outlineWidth) < 2) faults.push('no ring of focus')
  for (const button of document.querySelectorAll('main button, main a.rounded-xl, main input, main select')) {
    // A device draws boxes to tick and files to choose in colours that it knows to be seen.
    if (!button.checkVisibility() || button.matches('[type=hidden], [type=radio], [type=checkbox], [type=file]'))
      continue
    // What is a button by its ground or edge alone, not by underlined or coloured words.
    if (button.matches('button, a') && !/\b(bg-primary|border(-\[[^\]]+\])?)(?=\s|$)/.test(button.className)) continue
    const { borderTopStyle, borderTopWidth } = getComputedStyle(button)
    if (borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) < 1) faults.push(`no edge: ${nameOf(button)}`)
  }
  for (const chosen of document.querySelectorAll('a[aria-current]'))
    if (!getComputedStyle(chosen).textDecorationLine.includes('underline')) faults.push(`chosen: ${nameOf(chosen)}`)
  const ground = getComputedStyle(document.body).backgroundColor
  for (const mark of document.querySelectorAll('main figure svg :is(rect, path, circle)')) {
    const { stroke, strokeWidth, fill } = getComputedStyle(mark)
    const isDrawn = stroke !== 'none' && stroke !== ground && Number.parseFloat(strokeWidth) > 0
    if (!isDrawn && (fill === 'none' || fill === ground))
      faults.push(`nothing of a mark: ${mark.outerHTML.slice(0, 80)}`)
  }
  return [...new Set(faults)]
}
