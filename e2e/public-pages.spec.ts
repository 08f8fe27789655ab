import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { expect, test } from './fixtures.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30' })

test('the portal says that it lives and that it is ready', async ({ request }) => {
  const health = await request.get('/api/health')
  expect(health.status()).toBe(200)
  // A proxy that uses a connection again must not meet one that we are just closing.
  expect(health.headers()['keep-alive']).toBe('timeout=75')
  expect(await (await request.get('/api/ready')).json()).toMatchObject({
    status: 'ready',
    clock: { secondsAhead: null },
    scanner: null,
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } })

  test('an address of no page is told so in one frame, and in the other language too', async ({ page }) => {
    for (const path of ['/about/nothing', '/nothing']) {
      expect((await page.goto(path))?.status(), path).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('यह पेज नहीं मिला')
      expect(await page.locator('header').count(), path).toBe(1)
    }
    await page.getByRole('button', { name: 'English' }).click()
    await page.waitForURL('**/nothing')
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/)
  })

  test('somebody works out a bill in Hindi, then in English', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('बिजली का पूरा हिसाब, अपने फ़ोन पर')
    await page
      .getByRole('main')
      .getByRole('link', { name: /बिल कैलकुलेटर/ })
      .click()
    await page.getByLabel('यूनिट (kWh)').fill('201')
    await page.getByRole('button', { name: 'बिल देखें' }).click()
    await expect(page.getByRole('status')).toHaveText('₹1,075.00')

    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'Bill calculator' })).toBeVisible()
    await page.getByLabel('Units (kWh)').fill('200')
    await page.getByRole('button', { name: 'See the bill' }).click()
    await expect(page.getByRole('status')).toHaveText('Nothing to pay')
  })

  test('a wrong answer is named on top and at its field, and nothing typed is lost', async ({ page }) => {
    await page.goto('/calculator?units=many&category=DS_URBAN&month=2026-10')
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByRole('textbox').first()).toHaveValue('many')
  })
})

for (const width of [320, 360, 768, 1280]) {
  test(`nothing is wider than the window at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    for (const path of ['/', '/calculator', '/not-linked']) {
      await page.goto(path)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  })
}

test('no page breaks its own content security policy', async ({ page, breaches }) => {
  for (const path of ['/', '/calculator?units=300', '/not-linked']) await page.goto(path, { waitUntil: 'networkidle' })
  expect(breaches).toEqual([])
})

test('no text becomes HTML or a script in a page, and no address but those of the portal’s scripts', async ({
  page,
  breaches,
}) => {
  await page.goto('/calculator?units=300', { waitUntil: 'networkidle' })
  const refused = await page.evaluate(() => {
    const [box, script, frame] = [
      document.createElement('div'),
      document.createElement('script'),
      document.createElement('iframe'),
    ]
    const of = (address: string) => () => {
      script.src = address
    }
    const tries: [name: string, write: () => unknown][] = [
      ['HTML', () => (box.innerHTML = '<img src="x" onerror="alert(1)">')],
      ['more HTML', () => box.insertAdjacentHTML('beforeend', '<b>x</b>')],
      ['a frame', () => (frame.srcdoc = '<b>x</b>')],
      ['code', () => (script.text = 'alert(1)')],
      ['an address elsewhere', of('https://evil.example/_next/static/x.js')],
      ['what somebody sent', of('/c/1/complaints/2/files/3')],
      ['the way back from our files', of('/_next/static/../../c/1.js')],
      ['data', of('data:text/javascript,alert(1)//_next/static/x.js')],
      ['another policy', () => Reflect.get(window, 'trustedTypes').createPolicy('nextjs', {})],
      ['the policy again', () => Reflect.get(window, 'trustedTypes').createPolicy('default', {})],
      ['our own', of('/_next/static/chunks/x.js')],
      ['our own worker', of('/offline-worker.js')],
    ]
    return tries.flatMap(([name, write]) => {
      try {
        write()
        return []
      } catch (error) {
        return error instanceof TypeError ? [name] : [`${name}: ${error}`]
      }
    })
  })
  expect(refused).toEqual([
    ...['HTML', 'more HTML', 'a frame', 'code', 'an address elsewhere', 'what somebody sent'],
    ...['the way back from our files', 'data', 'another policy', 'the policy again'],
  ])
  // All of them were told of, as a breach in another test would be.
  await expect.poll(() => breaches.length).toBe(refused.length)
  breaches.length = 0
})

test('every answer says that it is what it says, and belongs to this site alone', async ({ page, request }) => {
  await page.goto('/')
  const script = await page.locator('script[src]').first().getAttribute('src')
  const asked = [
    ...['/', '/login', '/no-such-page', '/icon.svg', script as string],
    ...['/api/ready', '/api/openapi.json', '/api/v1/connections', '/api/no-such-thing'],
  ]
  for (const path of asked) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers()
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = headers['content-security-policy']
    if (path.startsWith('/api/')) expect(policy, path).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
  }
})

test('a page trusts no script but its own, by a nonce that no other page has', async ({ request }) => {
  const policyOf = async (path: string) => (await request.get(path)).headers()['content-security-policy'] ?? ''
  const policies = await Promise.all(['/', '/', '/login', '/no-such-page'].map(policyOf))
  for (const policy of policies) {
    // 16 bytes, as 22 letters of base64.
    expect(policy).toMatch(/script-src 'nonce-[\w-]{22}' 'strict-dynamic';/)
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/)
    for (const directive of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy.split('; ')).toContain(directive)
    expect(policy).toMatch(/; require-trusted-types-for 'script'; trusted-types default$/)
  }
  expect(new Set(policies).size).toBe(policies.length)
})

test('methods that no page has are refused, and nothing of the request comes back', async ({ portal }) => {
  /** The status, and what was answered; 0 where the connection was closed without a word. */
  const answerTo = (method: string, path: string) =>
    new Promise<{ status: number; body: string }>((resolve) => {
      const { hostname, port } = new URL(portal.url)
      const headers = { Cookie: 'session=canary-cookie', 'X-Canary': 'canary-header' }
      const request = http.request({ hostname, port, method, path, headers }, (answer) => {
        let body = JSON.stringify(answer.headers)
        answer.on('data', (chunk) => (body += chunk))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
      })
      request.on('connect', (answer) => resolve({ status: answer.statusCode ?? 0, body: '' }))
      request.on('error', () => resolve({ status: 0, body: '' }))
      request.end()
    })
  for (const path of ['/', '/login', '/api/login', '/c/00000000-0000-4000-8000-000000000000', '/icon.svg'])
    for (const method of ['TRACE', 'PROPFIND', 'MKCOL', 'SEARCH', 'PURGE']) {
      const { status, body } = await answerTo(method, path)
      expect(status, `${method} ${path}`).toBe(405)
      expect(body, `${method} ${path}`).not.toContain('canary')
    }
  // Node.js knows no other method, and a tunnel is closed.
  expect((await answerTo('CONNECT', 'bijli-inaam.example:443')).status).toBe(0)
  for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await answerTo(method, '/api/login')).status).toBe(405)
  for (const method of ['POST', 'PUT', 'OPTIONS']) expect((await answerTo(method, '/icon.svg')).status).toBe(405)
  const conditions: [string, string][] = [
    ['Range', 'bytes=9999999-'],
    ['If-Match', '"x"'],
  ]
  for (const condition of conditions)
    expect((await fetch(`${portal.url}/icon.svg`, { headers: [condition] })).status).toBe(200)
})

test('two hundred connections that trickle their headers hold up nobody, and are ended by the portal', async ({
  portal,
}) => {
  const { port } = new URL(portal.url)
  const slow = Array.from({ length: 200 }, () => net.connect(Number(port), 'localhost'))
  const ended = slow.map(async (socket) => {
    let heard = ''
    socket.on('data', (piece) => (heard += piece))
    socket.on('error', () => {})
    socket.write('GET /login HTTP/1.1\r\nHost: localhost\r\n')
    const drip = setInterval(() => socket.write('X-Slow: a\r\n'), 1_000)
    // Not by `once`, which fails where the portal has closed it just before a drop came.
    await new Promise((resolve) => socket.on('close', resolve))
    clearInterval(drip)
    return heard
  })
  const isServed = async () => {
    for (const path of ['/api/health', '/', '/login']) expect((await fetch(portal.url + path)).status, path).toBe(200)
  }
  await Promise.all(slow.map((socket) => socket.connecting && once(socket, 'connect')))
  await isServed()
  const heard = await Promise.all(ended)
  expect(heard.filter((words) => !/^HTTP\/1.1 408 |^$/.test(words))).toEqual([])
  expect(heard.join('')).toContain('408')
  await isServed()
})
