import { expect, test } from '@playwright/test'
import { HELD_ROWS } from '#prisma/row-security.ts'
import { ask } from './support/books.ts'
import { logIn } from './support/log-in.ts'
import { startPortal } from './support/portal.ts'

const ASHA = '9000000028'
/** Of Asha's home, beside its bills and their papers: pages and files, for which she has all rights. */
const PARTS = [
  ...['', '/payments', '/payments/statement', '/payments/statement/csv', '/pay', '/profile', '/complaints'],
  ...['/consumption', '/consumption/csv', '/consumption/2026-11-03', '/consumption/year', '/estimate'],
  ...['/load', '/load/csv', '/quality', '/quality/csv', '/data/file?from=2026-10-01&to=2026-10-31'],
]

test('where the database lets a person meet no row, no page, file or form has anything for them', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const portal = await startPortal({ clock: '2026-11-05T12:00:00+05:30' })
  try {
    const context = await browser.newContext({ baseURL: portal.url })
    const page = await context.newPage()
    await logIn(page, portal, ASHA)
    const home = new URL(page.url()).pathname
    const billsListed = async () => {
      const list = await (await context.request.get(`${home}/bills`)).text()
      return [...list.matchAll(new RegExp(`${home}/bills/([0-9a-f-]{36})`, 'g'))].map(([, id]) => id ?? '')
    }
    const [bill = ''] = await billsListed()
    const addresses = [...PARTS, `/bills/${bill}`, `/bills/${bill}/pdf`, `/bills/${bill}/check`].map(
      (part) => home + part,
    )
    const answers = async () => {
      const got: Record<string, number> = {}
      for (const address of addresses) got[address.slice(home.length)] = (await context.request.get(address)).status()
      const pay = { headers: { Origin: portal.url }, form: { bill }, maxRedirects: 0 }
      got['a payment'] = (await context.request.post('/api/payments/start', pay)).status()
      return got
    }
    const found = await answers()
    expect(found).toEqual({ ...Object.fromEntries(Object.keys(found).map((what) => [what, 200])), 'a payment': 303 })
    // Our own queries stay as they are, and name her as before.
    for (const table of Object.keys(HELD_ROWS))
      await ask(portal.dataDir, `alter policy "asker" on "${table}" using (false)`)
    expect(await billsListed()).toEqual([])
    expect(await answers()).toEqual(Object.fromEntries(Object.keys(found).map((what) => [what, 404])))
    await context.close()
  } finally {
    await portal.stop()
  }
})
