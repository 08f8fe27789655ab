import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { connectionPath, logIn, speakEnglish } from './support/log-in.ts'
import { enliven } from './support/page-faults.ts'

// Charts with and without their script: the same picture, and with it a word for each value.
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'lively charts' })

/** Of this file alone: its logins use up the codes that one number may have in an hour. */
const RAJESH = '9000001039'
const SURESH = '9000001047'
const PAGES = [
  { path: 'consumption', figures: ['days'] },
  { path: 'consumption/year', figures: ['year'] },
  { path: 'estimate', figures: ['estimate-line', 'estimate-cliff'] },
  { path: 'load', figures: ['load', 'hours'] },
  { path: 'quality', figures: ['voltage'] },
] as const

type Shift = { value: number; startTime: number; sources: { node: Node | null }[] }

declare global {
  interface Window {
    /** What of the page has moved by itself since it was opened. */
    shifts: Shift[]
    /** When the whole page had been shown, or the script drew its first chart. */
    shownAt: number
    /** How many shapes could be seen in the plot, in each frame in which that changed. */
    shapesSeen: number[]
  }
}

/** How much of the page proper has moved once it was all shown: a slow page may still grow while it comes in. */
function shiftOfCharts(): number {
  return window.shifts
    .filter(
      ({ startTime, sources }) =>
        startTime > window.shownAt && sources.some(({ node }) => node?.parentElement?.closest('main')),
    )
    .reduce((sum, { value }) => sum + value, 0)
}

for (const [width, height] of [
  [360, 760],
  [1280, 900],
] as const)
  test(`the script leaves each picture as the server drew it, at ${width} px`, async ({ browser, page, portal }) => {
    await page.setViewportSize({ width, height })
    await page.addInitScript(() => {
      window.shifts = []
      window.shownAt = Number.POSITIVE_INFINITY
      // Its last part is read before it is drawn: that takes until the frame after the next.
      const shown = () => {
        window.shownAt = Math.min(window.shownAt, performance.now())
      }
      addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => requestAnimationFrame(shown)))
      // Whatever the script draws counts, however early it comes.
      new MutationObserver((_, observer) => {
        if (!document.querySelector('.recharts-surface')) return
        shown()
        observer.disconnect()
      }).observe(document, { childList: true, subtree: true })
      new PerformanceObserver((list) => {
        window.shifts.push(...(list.getEntries() as unknown as Shift[]))
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await speakEnglish(page)
    await logIn(page, portal, RAJESH)
    const home = connectionPath(page)
    const plain = await browser.newContext({
      ...{ storageState: await page.context().storageState(), baseURL: portal.url, viewport: { width, height } },
      javaScriptEnabled: false,
    })
    const still = await plain.newPage()
    for (const { path, figures } of PAGES)
      await test.step(path, async () => {
        await still.goto(`${home}/${path}`)
        await page.goto(`${home}/${path}`)
        await enliven(page)
        for (const id of figures) {
          const lively = pictureOf(page, id)
          await lively.scrollIntoViewIfNeeded()
          await expect(lively.locator('.recharts-surface').filter({ visible: true })).toHaveCount(1)
          const [drawn, redrawn] = [await lookOf(pictureOf(still, id)), await lookOf(lively)]
          expect(redrawn.height, id).toBe(drawn.height)
          expect(
            redrawn.labels.map(({ text }) => text),
            id,
          ).toEqual(drawn.labels.map(({ text }) => text))
          for (const [index, { text, x, y }] of drawn.labels.entries()) {
            expect(Math.abs((redrawn.labels[index]?.x ?? 0) - x), text).toBeLessThanOrEqual(1)
            expect(Math.abs((redrawn.labels[index]?.y ?? 0) - y), text).toBeLessThanOrEqual(1)
          }
          expect(redrawn.shapes, id).toEqual(drawn.shapes)
        }
        expect(await page.evaluate(shiftOfCharts)).toBe(0)
      })
    await plain.close()
  })

test('while the script draws, a slow phone shows no picture without its shapes', async ({ page, portal }) => {
  await page.setViewportSize({ width: 360, height: 760 })
  await speakEnglish(page)
  await logIn(page, portal, RAJESH)
  const home = connectionPath(page)
  await page.addInitScript(countShapes)
  const browser = await page.context().newCDPSession(page)
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  for (const path of ['consumption/year', 'estimate']) {
    await page.goto(`${home}/${path}`)
    await enliven(page)
    const seen = await page.evaluate(() => window.shapesSeen)
    expect(Math.min(...seen) / Math.max(...seen), `${path}: ${seen}`).toBeGreaterThan(0.5)
  }
})

/** In each frame once the page has come in: the picture is there as a whole by then. */
function countShapes(): void {
  window.shapesSeen = []
  const count = () => {
    const figure = document.querySelector('main figure')
    const shapes = [...(figure?.querySelectorAll('svg rect, svg path, svg line, svg circle') ?? [])].filter(
      (one) => !one.closest('ul, details, defs') && one.checkVisibility({ visibilityProperty: true }),
    )
    const isWhole = figure !== null && document.readyState !== 'loading'
    if (isWhole && shapes.length !== window.shapesSeen.at(-1)) window.shapesSeen.push(shapes.length)
    requestAnimationFrame(count)
  }
  count()
}

test('the keys walk over each chart, and what they reach is said and shown', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, RAJESH)
  const home = connectionPath(page)
  for (const { path, figures } of PAGES) {
    await page.goto(`${home}/${path}`)
    await enliven(page)
    for (const id of figures)
      await test.step(id, async () => {
        const figure = page.locator('figure', { has: page.locator(`#${id}-finding`) })
        const plot = figure.locator('[role="group"]').filter({ visible: true })
        const finding = (await page.locator(`#${id}-finding`).textContent()) ?? ''
        await expect(plot).toHaveAccessibleName(finding)
        await expect(plot).toHaveAccessibleDescription(/Press the left and right arrows to go from value to value$/)
        // What is drawn is said by name, description and the value reached, and by nothing else.
        await expect(plot.locator('> [aria-hidden] svg').first()).toBeAttached()
        expect(await plot.locator('> :not([aria-hidden]) text').count()).toBe(0)
        await plot.focus()
        const [first, last] = [await said(page, figure, 'Home'), await said(page, figure, 'End')]
        expect(first).toMatch(/\d/)
        expect(last).not.toBe(first)
        await said(page, figure, 'ArrowLeft')
        expect(await said(page, figure, 'ArrowRight')).toBe(last)
        expect(await said(page, figure, 'ArrowRight')).toBe(last)
        await page.keyboard.press('Escape')
        await expect(figure.getByRole('status').filter({ hasText: /\S/ })).toHaveCount(0)
      })
  }
})

test('pages without a chart load none of it, and a chart that nobody touches neither', async ({ page, portal }) => {
  const scripts = new Set<string>()
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) scripts.add(answer.url())
  })
  await logIn(page, portal, RAJESH)
  const home = connectionPath(page)
  // Home has a chart of its own, which comes with the first key.
  await enliven(page)
  scripts.clear()
  for (const path of ['menu', 'profile', 'payments', 'bills']) {
    await page.goto(`${home}/${path}`)
    await page.waitForLoadState('networkidle')
  }
  await page.goto(`${home}/quality`)
  await page.waitForLoadState('networkidle')
  const early = new Set(scripts)
  await enliven(page)
  const draws = new Map<string, boolean>()
  for (const url of scripts)
    draws.set(url, (await (await page.request.get(url)).text()).includes('recharts-tooltip-wrapper'))
  expect(early.size).toBeGreaterThan(0)
  expect([...draws].filter(([url, has]) => has && early.has(url))).toEqual([])
  expect([...draws.values()].some(Boolean)).toBe(true)
})

test('a page whose picture gets no script stays as the server drew it', async ({ page, portal }) => {
  await speakEnglish(page)
  await logIn(page, portal, SURESH)
  const home = connectionPath(page)
  const failed: string[] = []
  page.on('pageerror', ({ message }) => failed.push(message))
  for (const path of ['consumption', 'quality']) {
    const html = await (await page.request.get(`${home}/${path}`)).text()
    let missing = 0
    await page.route('**/_next/static/chunks/*.js', (route) => {
      const isOfPage = html.includes(new URL(route.request().url()).pathname)
      if (!isOfPage) missing += 1
      return isOfPage ? route.continue() : route.abort()
    })
    await page.goto(`${home}/${path}`, { waitUntil: 'networkidle' })
    expect(missing, path).toBeGreaterThan(0)
    expect(failed).toEqual([])
    await expect(page.locator('main h1')).toBeVisible()
    expect(await page.locator('main figure svg rect').count()).toBeGreaterThan(10)
    await page.unroute('**/_next/static/chunks/*.js')
  }
})

/** What stands between the finding and the legend. */
const pictureOf = (page: Page, id: string): Locator => page.locator('figure', { has: page.locator(`#${id}-finding`) })

/** Height, labels with their places, and how many shapes of each look a picture has. */
async function lookOf(figure: Locator) {
  return figure.evaluate((found) => {
    const top = found.getBoundingClientRect()
    const isSeen = (one: Element) => one.getClientRects().length > 0
    const within = [
      ...found.querySelectorAll('svg text, svg rect, svg line, svg circle, svg path, svg polygon'),
    ].filter((one) => isSeen(one) && !one.closest('ul, details, .recharts-tooltip-wrapper, defs'))
    const count = new Map<string, number>()
    for (const one of within) {
      // The running total is one line for Recharts and many for the server; what is beside it is the same.
      if (one.tagName === 'text' || one.closest('.recharts-line') || one.getAttribute('stroke-linecap') === 'round')
        continue
      const look = `${one.tagName} ${one.getAttribute('fill')} ${one.getAttribute('stroke')}`
      count.set(look, (count.get(look) ?? 0) + 1)
    }
    return {
      height: Math.round(top.height),
      labels: within
        .filter(({ tagName }) => tagName === 'text')
        .map((one) => {
          const box = one.getBoundingClientRect()
          return { text: one.textContent ?? '', x: box.x - top.x, y: box.y - top.y }
        })
        // The same figure may stand twice; then the left one comes first.
        .sort((a, b) => a.text.localeCompare(b.text) || a.x - b.x || a.y - b.y),
      shapes: [...count].sort(),
    }
  })
}

/** Presses a key and returns the sentence for those who listen, which stands beside the value for those who see. */
async function said(page: Page, figure: Locator, key: string): Promise<string> {
  await page.keyboard.press(key)
  const status = figure.getByRole('status').filter({ hasText: /\S/ })
  await expect(status).toHaveCount(1)
  const sentence = (await status.textContent()) ?? ''
  await expect(figure.locator('.recharts-tooltip-wrapper').filter({ visible: true })).toContainText(sentence)
  return sentence
}
