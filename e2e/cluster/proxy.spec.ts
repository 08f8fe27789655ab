import tls, { type ConnectionOptions } from 'node:tls'
import { expect, test } from './fixtures.ts'

/** What nginx lets through, by docs/deploy/nginx.conf. */

test('pages are led from http to https, and what programs call is refused there', async ({ cluster }) => {
  const ask = (path: string) => fetch(`${cluster.plainUrl}${path}`, { redirect: 'manual' })
  const page = await ask('/login')
  expect([page.status, page.headers.get('location')]).toEqual([301, `${cluster.url}/login`])
  for (const path of ['/api/v1/connections', '/api/ingest/payments', '/api/webhooks/razorpay', '/api/login'])
    expect((await ask(path)).status, path).toBe(403)
})

test('what watches a portal is for whoever asks that portal, not for the world', async ({ cluster, page }) => {
  for (const path of ['/api/metrics', '/api/ready'])
    expect((await page.request.get(cluster.url + path, { ignoreHTTPSErrors: true })).status(), path).toBe(404)
  expect((await fetch(`${cluster.portals[0].url}/api/ready`)).status).toBe(200)
})

test('TLS is 1.2 or 1.3, with forward secrecy and authenticated encryption', async ({ cluster }) => {
  const modern = { minVersion: 'TLSv1.3' } as const
  const with12 = (ciphers: string) => ({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers }) as const
  // Without this our own side would not even ask for it.
  const anything = 'ALL:@SECLEVEL=0'
  expect(await tlsOf(cluster.url, modern)).toBe('TLSv1.3')
  expect(await tlsOf(cluster.url, with12('ECDHE-ECDSA-AES128-GCM-SHA256'))).toBe('TLSv1.2')
  for (const old of ['TLSv1', 'TLSv1.1'] as const) {
    const offer = { minVersion: old, maxVersion: old, ciphers: anything }
    expect(await tlsOf(cluster.url, offer), old).toBe('refused')
  }
  for (const weak of ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA384', 'AES128-GCM-SHA256', 'AES256-SHA'])
    expect(await tlsOf(cluster.url, with12(`${weak}:@SECLEVEL=0`)), weak).toBe('refused')
})

test('a request that says twice where it ends is refused, and what follows it is none', async ({ cluster }) => {
  const second = 'GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const heads = [
    `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${second}`,
    `Content-Length: 0\r\nContent-Length: ${second.length}\r\n\r\n${second}`,
    `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${second}`,
    `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${second}`,
  ]
  for (const head of heads) {
    const answers = await answersTo(
      cluster.url,
      `POST /api/language HTTP/1.1\r\nHost: ${new URL(cluster.url).host}\r\n${head}`,
    )
    expect(answers, head).toHaveLength(1)
    expect(['400', '501'], head).toContain(answers[0])
  }
})

/** The version that was agreed on. */
function tlsOf(url: string, options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(url, options)
    socket.once('secureConnect', () => {
      resolve(socket.getProtocol() ?? 'none')
      socket.destroy()
    })
    socket.once('error', ({ message }) => resolve(/alert|disconnected/.test(message) ? 'refused' : message))
  })
}

/** The statuses of all that is answered to these bytes until the connection is closed. */
function answersTo(url: string, bytes: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(url, {})
    socket.once('secureConnect', () => socket.write(bytes))
    socket.on('data', (chunk) => (said += chunk))
    socket.once('error', reject)
    socket.once('close', () =>
      resolve([...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status as string)),
    )
  })
}

function connect(url: string, options: ConnectionOptions) {
  const { hostname, port } = new URL(url)
  return tls.connect({
    host: hostname,
    servername: hostname,
    port: Number(port),
    rejectUnauthorized: false,
    ...options,
  })
}
