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
