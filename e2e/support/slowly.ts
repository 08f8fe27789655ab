import type { Browser, BrowserContext, Page } from '@playwright/test'

/** Slow 3G: 400 kbit/s either way, and 400 ms before anything comes. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }

/** A page that came, and how long after it was asked for it stood there whole. */
export type Came = { path: string; ms: number }

/** Lets a page come at slow 3G; with `processor` on one that is so many times slower. */
export async function slowDown(page: Page, { processor = 1 } = {}): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', SLOW_3G)
  await session.send('Emulation.setCPUThrottlingRate', { rate: processor })
}

/** The browser of somebody with slow 3G, a phone of 360 dots and no JavaScript. What comes is added to `came`. */
export function slowly(browser: Browser, came: Came[]): Browser {
  const newContext: Browser['newContext'] = async (options) => {
    const phone = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }
    return slowContext(await browser.newContext({ ...options, ...phone }), came)
  }
  return new Proxy(browser, {
    get: (target, name) => {
      const value = name === 'newContext' ? newContext : Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function slowContext(context: BrowserContext, came: Came[]): BrowserContext {
  const newPage = context.newPage.bind(context)
  context.newPage = async () => {
    const page = await newPage()
    await slowDown(page)
    let askedAt = 0
    page.on('request', (request) => {
      // What a form leads to is part of the same wait.
      const isNew = request.isNavigationRequest() && request.frame() === page.mainFrame() && !request.redirectedFrom()
      if (isNew) askedAt = performance.now()
    })
    page.on('load', () => came.push({ path: new URL(page.url()).pathname, ms: performance.now() - askedAt }))
    return page
  }
  return context
}
