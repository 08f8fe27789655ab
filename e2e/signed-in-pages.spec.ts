import config from '../playwright.config.ts'
import { expect, test } from './fixtures.ts'
import { ofConnection } from './support/every-page.ts'
import { connectionPath, logIn } from './support/log-in.ts'

test.use({
  clock: '2026-11-23T10:00:00+05:30',
  apart: 'signed in',
  // People's browsers keep pages to go back to; Playwright's do not.
  launchOptions: { ...config.use?.launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] },
})

/** Has paid ahead, and bills; logs in here alone. */
const RAJESH = '9000001039'
const ACCOUNT = [
  '/account/notices',
  '/account/notices/choices',
  '/account/data',
  '/account/passkey',
  '/account/tokens',
  '/account/number',
  '/account/erase',
  '/account/confirm?everywhere=yes',
]

test('what somebody sees after logging in is kept nowhere, stands in no other page, and runs no script but its own', async ({
  page,
  portal,
}) => {
  await logIn(page, portal, RAJESH)
  const home = connectionPath(page)
  const list = await (await page.request.get(`${home}/bills`)).text()
  const bill = new RegExp(`${home}/bills/[0-9a-f-]{36}`).exec(list)?.[0] ?? ''
  expect(bill).not.toBe('')
  const pages = [
    home,
    ...ofConnection(home).map(({ path }) => path),
    bill,
    `${bill}/compare`,
    `${bill}/check`,
    ...ACCOUNT,
  ]
  const files = [`${bill}/pdf`, `${home}/consumption/csv`]
  for (const path of [...pages, ...files]) {
    const answer = await page.request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(200)
    const headers = answer.headers()
    expect(headers, path).toMatchObject({
      'cache-control': expect.stringMatching(/\bprivate\b.*\bno-store\b/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, path).toMatch(/script-src 'nonce-[\w-]+' 'strict-dynamic';/)
    expect(policy, path).not.toMatch(/unsafe-inline|unsafe-eval|https?:/)
    for (const directive of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy.split('; '), path).toContain(directive)
    expect(policy, path).toMatch(/; require-trusted-types-for 'script'; trusted-types default$/)
    if (files.includes(path)) continue
    expect(headers['content-type'], path).toBe('text/html; charset=utf-8')
    const html = await answer.text()
    expect(html, `${path} has the way out`).toContain('action="/api/logout"')
    // Numbers stand in bodies and cookies.
    const addresses = [...html.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, address]) => address as string)
    const named = addresses.filter((address) => /100044280039|9000001039/.test(address) && !address.startsWith('/demo'))
    expect(named, path).toEqual([])
  }
})

test('going back after logging out shows nothing of what was there', async ({ page, portal }) => {
  await logIn(page, portal, RAJESH)
  const home = connectionPath(page)
  await page.goto(`${home}/bills`)
  await page.locator(`main a[href^="${home}/bills/"]:visible`).first().click()
  await page.waitForURL(`**${home}/bills/*`)
  await page.locator('form[action="/api/logout"]:visible button').first().click()
  await expect(page).not.toHaveURL(new RegExp(home))
  for (let steps = 0; steps < 3; steps++) {
    await page.goBack()
    await expect(page).toHaveURL(/\/login/)
    await expect(page.locator('body')).not.toContainText(/100044280039|राजेश/)
  }
})

test('a second login in one browser ends the first, and each has a cookie of its own', async ({ page, portal }) => {
  const session = async () => (await page.context().cookies()).find(({ name }) => name === 'session')?.value ?? ''
  await logIn(page, portal, RAJESH)
  const [home, first] = [connectionPath(page), await session()]
  const headers = { Origin: portal.url }
  await page.request.post('/api/login', { form: { who: RAJESH }, headers })
  const code =
    /\d{6}/.exec((await portal.messages(RAJESH)).find(({ text }) => /^\d{6}\b/.test(text))?.text ?? '')?.[0] ?? ''
  await page.request.post('/api/login/code', { form: { code }, headers })
  expect(await session()).not.toBe(first)
  expect((await page.request.get(home, { maxRedirects: 0 })).status()).toBe(200)
  const kept = await fetch(`${portal.url}${home}`, { headers: { Cookie: `session=${first}` }, redirect: 'manual' })
  expect([kept.status, kept.headers.get('location')]).toEqual([307, expect.stringContaining('/login')])
})

test('a picture of another site that gets into a page is not loaded', async ({ page, portal, breaches }) => {
  await page.goto('/login')
  const answered: string[] = []
  page.on('response', (answer) => answered.push(answer.url()))
  const refused = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective))
        const picture = document.createElement('img')
        picture.src = 'https://evil.example/qr.png'
        document.body.append(picture)
      }),
  )
  expect(refused).toBe('img-src')
  await expect.poll(() => breaches.splice(0)).toEqual([expect.stringContaining('https://evil.example/qr.png')])
  expect(answered.filter((url) => !url.startsWith(portal.url))).toEqual([])
})
