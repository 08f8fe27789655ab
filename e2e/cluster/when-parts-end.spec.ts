import { expect, test } from './fixtures.ts'
import { askPortal, logInAcross, newBrowser } from './person.ts'
import { steadyLoad } from './steady-load.ts'

/** What people see while a part of the cluster is restarted or gone. */
const KAVITA = '9000001045'
const PEOPLE = 6

test('portals that are restarted in turn lose no request, pages and forms alike', async ({ cluster }) => {
  const kavita = newBrowser()
  const home = await logInAcross(cluster, kavita, KAVITA)
  const cookie = [...kavita.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const page = (path: string) => ({ path, cookie, expects: 200 })
  // A form that was sent may not be sent again, so the proxy cannot help a portal that drops one.
  const form = (language: string) => ({ path: '/api/language', form: { language }, expects: 303 })
  const asked = [page(home), form('hi'), page(`${home}/bills`), page('/'), form('en'), page(`${home}/consumption`)]

  const load = steadyLoad(cluster.url, asked, PEOPLE)
  const before = cluster.servedBy().length
  for (const which of [0, 1] as const) await cluster.restart(which)
  // Both take part again.
  const { answered, failed, slowestMs } = await load.stop()
  process.stdout.write(`· ${answered} requests answered, ${failed.length} failed, the slowest after ${slowestMs} ms\n`)
  expect(failed).toEqual([])
  expect(answered).toBeGreaterThan(500)
  expect(new Set(cluster.servedBy().slice(before)).size).toBe(2)
  for (const portal of cluster.portals)
    expect((await askPortal(cluster, portal, kavita, { path: home })).status).toBe(200)
})

test('while the pooler is away pages say so, and when it is back everybody is still logged in', async ({ cluster }) => {
  const kavita = newBrowser()
  const home = await logInAcross(cluster, kavita, KAVITA)
  await cluster.pgbouncer.stop()
  for (const portal of cluster.portals) {
    expect((await askPortal(cluster, portal, kavita, { path: home })).status).toBe(503)
    expect(await (await fetch(`${portal.url}/api/ready`)).json()).toEqual({ status: 'not ready', reason: 'database' })
  }
  await cluster.pgbouncer.start()
  for (const portal of cluster.portals) {
    await expect.poll(async () => (await fetch(`${portal.url}/api/ready`)).status).toBe(200)
    expect((await askPortal(cluster, portal, kavita, { path: home })).status).toBe(200)
  }
})
