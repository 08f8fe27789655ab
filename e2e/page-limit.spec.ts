import { type Browser, type Page, test } from '@playwright/test'
import { expect } from './fixtures.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { layoutFaults } from './support/page-faults.ts'
import { type Portal, startPortal } from './support/portal.ts'

/** One login that asks for everything at once; a minute of this portal is short, so that its end can be waited for. */
const CLOCK = '2026-11-23T10:00:00+05:30'
const A_MINUTE = 60
const IMRAN = '9000001035'
const JYOTI = '9000001033'
const METRICS_TOKEN = 'who-reads-the-metrics-of-this-portal-123'

let portal: Portal
test.beforeAll(async () => {
  portal = await startPortal({ clock: CLOCK, env: { PAGES_A_MINUTE: String(A_MINUTE), METRICS_TOKEN } })
})
test.afterAll(() => portal?.stop())

test('a login that asks too fast is told to wait, nobody else is, and after that it is served again', async ({
  browser,
}) => {
  const [script, jyoti] = [await reader(browser, IMRAN), await reader(browser, JYOTI)]
  const papers = await papersOf(script.page, script.home)
  let refused = await script.ask(script.home)
  for (let turn = 0; turn < 4 * A_MINUTE && refused.status !== 429; turn++)
    refused = await script.ask(papers[turn % papers.length] as string)
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('cache-control')]).toEqual([
    ...[429, '1', 'no-store'],
  ])
  // While she reads, he is refused: eight at once are more than a second brings.
  const [hers, ...his] = await Promise.all([
    jyoti.ask(jyoti.home),
    ...Array.from({ length: 8 }, () => script.ask(script.home)),
  ])
  expect(hers.status).toBe(200)
  expect(his.filter(({ status }) => status === 429).length).toBeGreaterThan(4)

  await test.step('in words, in a browser, and with the files that the page before still needs', async () => {
    await script.page.setViewportSize({ width: 360, height: 800 })
    const files = await script.page
      .locator('link[rel=stylesheet]')
      .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href))
    await expect(async () => {
      await Promise.all(Array.from({ length: 8 }, () => script.ask(script.home)))
      expect((await script.page.goto(script.home))?.status()).toBe(429)
    }).toPass({ timeout: 30_000 })
    await expect(script.page.getByRole('heading')).toHaveText([
      ...['थोड़े समय में बहुत सारे पेज खोले गए', 'Very many pages were opened in a short time'],
    ])
    expect(await layoutFaults(script.page)).toEqual([])
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect((await script.ask(new URL(file).pathname)).status).toBe(200)
  })

  await expect.poll(async () => (await script.ask(script.home)).status).toBe(200)
  const metrics = await fetch(`${portal.url}/api/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } })
  expect(Number(/^portal_refusals_total\{reason="limit"\} (\d+)/m.exec(await metrics.text())?.[1])).toBeGreaterThan(4)
  expect(portal.output()).toContain('"kind":"pages"')
  expect(portal.output()).not.toContain(script.cookie)
})

test('a page asks for little beside itself: the default leaves room for whoever opens one a second', async ({
  browser,
}) => {
  const { page, home } = await reader(browser, JYOTI)
  const [bill] = await papersOf(page, home)
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!/^\/(?:_next\/static|icons)\/|^\/(?:icon\.svg|favicon\.ico|manifest\.webmanifest)$/.test(pathname))
      asked.push(pathname)
  })
  const paths = [home, `${home}/bills`, (bill as string).replace(/\/pdf$/, ''), `${home}/daily`]
  for (const path of paths) await page.goto(path, { waitUntil: 'networkidle' })
  expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(2 * paths.length)
})

async function reader(browser: Browser, mobile: string) {
  const context = await browser.newContext({ baseURL: portal.url })
  const page = await context.newPage()
  await logIn(page, portal, mobile)
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const ask = async (path: string) => {
    const answer = await fetch(`${portal.url}${path}`, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
    await answer.arrayBuffer()
    return answer
  }
  return { page, home: connectionPath(page), cookie, ask }
}

async function papersOf(page: Page, home: string): Promise<string[]> {
  await page.goto(`${home}/bills`)
  const links = page.locator(`main a[href^="${home}/bills/"][href$="/pdf"]`)
  const papers = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') as string))
  expect(papers.length).toBeGreaterThan(0)
  return papers
}
