import path from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { type Certificate, testCertificate } from '#lib/platform/test-certificate.ts'
import { freePort, type Portal, startPortal } from '../support/portal.ts'
import type { Cluster } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import { liveSettings } from './live.ts'
import { type Nginx, startNginx } from './nginx.ts'

/** A live portal that its proxy reaches over a network, by docs/deploy.md, “Portals on other machines”. */
const issuer = testCertificate('portals.invalid', { isIssuer: true })
let port: number
let portal: Portal | undefined
const proxies: Nginx[] = []

test.beforeAll(async ({ cluster }) => {
  port = await freePort()
  portal = await startLive(cluster, testCertificate('portal.internal', { issuer }))
})
test.afterAll(async () => {
  for (const { server } of proxies) await server.stop()
  await portal?.stop()
})

async function startLive(cluster: Cluster, { cert, key }: Certificate): Promise<Portal> {
  const own = { HOST: '0.0.0.0', TRUSTED_PROXIES: '127.0.0.1,10.20.0.4', TLS_CERT: cert + issuer.cert, TLS_KEY: key }
  return startPortal({ port, env: { ...own, ...(await liveSettings(cluster, 'apart')) } })
}

/** What the world is told through a proxy that believes this issuer. */
async function statusThrough({ folder, programs }: Cluster, request: APIRequestContext, of: Certificate) {
  const own = path.join(folder, 'servers', `nginx-${proxies.length}`)
  const nginx = await startNginx(own, programs, [port, port], { issuer: of.cert })
  proxies.push(nginx)
  return (await request.get(`https://localhost:${nginx.port}/login`)).status()
}

test('the proxy asks over TLS, and the portal answers', async ({ cluster, request }) => {
  expect(await statusThrough(cluster, request, issuer)).toBe(200)
})

test('whoever shows a certificate of somebody else is sent nothing', async ({ cluster, request }) => {
  expect(await statusThrough(cluster, request, testCertificate('portals.invalid', { isIssuer: true }))).toBe(502)
})

test('nobody is answered in the clear', async () => {
  await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow('fetch failed')
})
