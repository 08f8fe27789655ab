import { randomUUID } from 'node:crypto'
import { type Browser, type BrowserContext, test } from '@playwright/test'
import { PAYMENTS_A_PAGE } from '#lib/payments/list-payments.ts'
import { expect } from './fixtures.ts'
import { PORTAL_ROUTES } from './support/access/portal-routes.ts'
import { ask } from './support/books.ts'
import { ofConnection, PEOPLE, PUBLIC_STOPS } from './support/every-page.ts'
import { lengthenHistory } from './support/long-history.ts'
import { type Portal, startPortal } from './support/portal.ts'
import { explainStatements, type Returned, returnedDuring } from './support/returned-rows.ts'
import { addressOf } from './support/routes.ts'
import { Walker } from './support/walk.ts'

/** What a page shows is what it reads: each statement gives no more rows than its page has a use for, however long the history. */
const UUID = '[0-9a-f-]{36}'

/** Most pages: the days of a month, or the notices, camps and links that they list. */
const MOST = { rows: 31, because: 'the days of a month' }
const ESTIMATE = { rows: 124, because: 'an estimate goes by two months and the same two of the year before' }
const MOST_OF: Record<string, { rows: number; because: string }> = {
  '/c/[connection]': ESTIMATE,
  '/c/[connection]/consumption': ESTIMATE,
  '/c/[connection]/estimate': ESTIMATE,
  '/c/[connection]/balance': ESTIMATE,
  '/account/offline': { rows: 124, because: 'the copy has what Home shows' },
  '/c/[connection]/data/file': { rows: 124, because: 'its running period is estimated' },
  '/c/[connection]/bills/[bill]/check': { rows: 62, because: 'days of the bill and of the month before' },
  '/c/[connection]/bills/[bill]/compare': { rows: 36, because: 'three years of bills to choose from' },
  '/c/[connection]/payments': { rows: 51, because: 'a page of payments, and whether there are more' },
  '/c/[connection]/quality': { rows: 62, because: 'supply gone and back, as often as each day of a month' },
  '/c/[connection]/quality/csv': { rows: 62, because: 'the same' },
  '/api/v1/connections/[connection]/quality-days': { rows: 62, because: 'the same' },
  '/account/notices': { rows: 100, because: 'the newest notices' },
}

/** Pages whose list grows until it is full, and those that show a year before once there is one. */
const GROWS = [
  ...['/c/[connection]/bills', '/c/[connection]/payments', '/c/[connection]/bills/[bill]/compare', '/account/notices'],
  ...['/api/v1/connections/[connection]/bills', '/api/v1/connections/[connection]/payments'],
  ...['/c/[connection]/consumption/year', '/c/[connection]/consumption/year/csv'],
]

/** Tables of which a page takes no more into its hands either. What an account comes to is the sum of all of its entries. */
const LARGE = ['MeterDay', 'BlockDay', 'MeterEvent']
/** Fourteen months of the demo, five times. */
const BILLS = 70
const PAID = `select count(*)::int as "paid" from "Payment" join "MobileLink" l on l."connectionId" = "chainId"
   join "Consumer" on "Consumer"."id" = "consumerId" where "mobile" = $1`
/** A day's like of the year before, which the demo has of some days alone. */
const SLACK = 31

/** Routes that hold one row each, of what somebody without a login, or halfway into one, has in hand. */
const NOT_READ = [
  ...['/login/code', '/track/code', '/track/complaint', '/track/complaint/files/[file]'],
  ...['/quick-pay/amount', '/quick-pay/code', '/quick-pay/bill/[bill]', '/quick-pay/bill/[bill]/pdf'],
  ...['/quick-pay/pay/[attempt]', '/p/[code]', '/q/[code]', '/link/bill', '/link/old', '/link/code'],
  ...['/check/[stamp]', '/check/[stamp]/pay', '/connections/pay/[batch]', '/c/[connection]/pay/[attempt]/qr'],
  ...['/c/[connection]/complaints/[complaint]/files/[file]', '/api/offline/[copy]'],
  // Of machines (e2e/distribution-key.spec.ts).
  ...['/api/health', '/api/ready', '/api/metrics', '/.well-known/security.txt', '/manifest.webmanifest'],
  ...['/icons/[icon]', '/api/ingest/batches/[batch]/rejected'],
]

type Stop = { address: string; path: string; read: () => Promise<void> }

test('a long history makes no page read more than it shows', async ({ browser }) => {
  test.setTimeout(600_000)
  const portal = await startPortal({ clock: '2026-11-05T12:00:00+05:30' })
  const crowd = new Crowd(browser, portal)
  try {
    await crowd.readPublicPages()
    for (const name of ['asha', 'sunil', 'fatima'] as const) await crowd.readPages(name)
    await crowd.readByKey()
    const routes = Object.keys(PORTAL_ROUTES).flatMap((route) => (route.startsWith('GET ') ? [route.slice(4)] : []))
    const addresses = new Set(crowd.stops.map(({ address }) => address))
    expect(routes.filter((route) => !addresses.has(route) && !NOT_READ.includes(route))).toEqual([])

    await explainStatements(portal)
    // The first visitors fill what the process keeps, such as the tariff.
    await crowd.readAll()
    const before = await crowd.readAll()
    await lengthenHistory(portal.dataDir)
    const after = await crowd.readAll()

    expect(after.flat().length).toBeGreaterThan(500)
    const tooMany: string[] = []
    for (const [index, { address, path }] of crowd.stops.entries()) {
      const [short = [], long = []] = [before[index], after[index]]
      const { rows: most } = MOST_OF[address] ?? MOST
      for (const { statement, rows } of long)
        if (rows > most) tooMany.push(`${path}: ${rows} rows, not ${most}: ${statement}`)
      if (!GROWS.includes(address) && rowsOf(long) > rowsOf(short))
        tooMany.push(`${path}: ${rowsOf(long)} rows, before ${rowsOf(short)}`)
      for (const table of LARGE)
        if (touched(long, table) > touched(short, table) + SLACK)
          tooMany.push(`${path}: ${touched(long, table)} of ${table}, before ${touched(short, table)}`)
    }
    expect(tooMany).toEqual([])
    // Nothing of it is out of reach: page by page to the first bill and the first payment.
    expect(await crowd.listed('bills')).toBe(BILLS)
    const [{ paid }] = await ask(portal.dataDir, PAID, [PEOPLE.kavita])
    expect(await crowd.listed('payments')).toBe(paid)
    expect(paid).toBeGreaterThan(PAYMENTS_A_PAGE)
  } finally {
    await crowd.leave()
    await portal.stop()
  }
})

const rowsOf = (of: readonly Returned[]): number => of.reduce((sum, { rows }) => sum + rows, 0)
const touched = (of: readonly Returned[], table: string): number =>
  of.flatMap((each) => each.touched).reduce((sum, one) => sum + (one.table === table ? one.rows : 0), 0)

/** People of the demo, and the pages that they read again and again. */
class Crowd {
  readonly stops: Stop[] = []
  readonly #contexts: BrowserContext[] = []
  readonly #taken = new Set<string>()
  readonly #browser: Browser
  readonly #portal: Portal

  constructor(browser: Browser, portal: Portal) {
    this.#browser = browser
    this.#portal = portal
  }

  async readPublicPages(): Promise<void> {
    const one = await this.#walker()
    for (const { path } of PUBLIC_STOPS) if (!/^\/demo|^\/desk|nowhere|2222/.test(path)) this.#add(one, path)
    this.#add(one, '/api/openapi.json')
  }

  async readPages(name: keyof typeof PEOPLE): Promise<void> {
    const one = await this.#walker()
    await one.logIn(PEOPLE[name])
    const list = await one.read('/connections')
    const home = new RegExp(`href="(/c/${UUID})`).exec(list)?.[1] ?? (await one.get('/home')).headers().location ?? ''
    for (const { path } of ofConnection(home)) this.#add(one, path)
    const account = ['confirm', 'number', 'offline', 'passkey', 'tokens', 'data', 'erase', 'notices', 'notices/choices']
    for (const path of ['/home', '/connections', ...account.map((part) => `/account/${part}`)]) this.#add(one, path)
    const bill = await one.find(`${home}/bills`, new RegExp(`href="(${home}/bills/${UUID})"`))
    for (const part of ['', '/compare', '/check', '/pdf']) this.#add(one, bill + part)
    const span = 'from=2026-10-01&to=2026-10-31'
    for (const file of [
      ...[
        'consumption/csv',
        'consumption/2026-11-03',
        'consumption/2026-11-03/csv',
        'consumption/year/csv',
        'load/csv',
      ],
      ...['quality/csv', 'payments/statement/csv', 'payments/statement/pdf', `data/file?format=ies&${span}`],
    ])
      this.#add(one, `${home}/${file}`)
    if (name === 'sunil') this.#add(one, `${home}/balance`)
    if (name === 'asha') await this.#payAndComplain(one, home, bill)
  }

  async #payAndComplain(one: Walker, home: string, bill: string): Promise<void> {
    const connection = home.slice(3)
    this.#add(one, `${bill}/calendar`)
    const receipt = await one.find(`${home}/payments`, new RegExp(`href="(${home}/payments/${UUID})"`))
    for (const part of ['', '/pdf']) this.#add(one, receipt + part)
    const attempt = await one.send('/api/payments/start', { connection, amount: '250', key: randomUUID() })
    for (const path of [attempt, `/api/payments/${attempt.split('/').at(-1)}`]) this.#add(one, path)
    const form = { connection, key: randomUUID(), category: 'BILL', since: 'October', detail: 'Too much.' }
    this.#add(one, (await one.send('/api/complaints', form, 'multipart')).split('?')[0] ?? '')
  }

  /** A program reads for Asha. */
  async readByKey(): Promise<void> {
    const one = await this.#walker()
    await one.logIn(PEOPLE.kavita)
    const page = await one.read('/account/tokens?other=1')
    const scope = [...page.matchAll(/name="scope"[^>]*value="([^"]+)"/g)].map(([, value]) => value ?? '')
    await one.send('/api/account/tokens', { name: 'Rows', connection: '', days: '30', scope })
    const made = await one.send('/api/account/tokens/code', { code: await one.code(PEOPLE.kavita) })
    const key = await one.find(made, /id="token"[^>]*>(bk_[\w-]+)</)
    const headers = { Authorization: `Bearer ${key}` }
    const read = async (path: string) => JSON.parse(await (await one.get(path, headers)).text()).data
    const all = '/api/v1/connections'
    const [{ id }] = await read(all)
    const [bill] = await read(`${all}/${id}/bills`)
    const days = 'from=2026-10-01&to=2026-10-31'
    for (const part of [
      ...['', `/${id}`, `/${id}/bills`, `/${id}/bills/${bill.id}`, `/${id}/payments`, `/${id}/days?${days}`],
      ...[`/${id}/load-days?${days}`, `/${id}/quality-days?${days}`, `/${id}/days/2026-11-03/blocks`],
    ])
      this.#add(one, all + part, headers)
  }

  /** How many bills or payments of Kavita's the pages of her list have together. */
  async listed(what: 'bills' | 'payments'): Promise<number> {
    const one = await this.#walker()
    await one.logIn(PEOPLE.kavita)
    const home = await one.find('/home', new RegExp(`href="(/c/${UUID})`))
    const listed = new Set<string>()
    for (let next: string | undefined = `${home}/${what}`; next; ) {
      const page = await one.read(next)
      for (const [, id = ''] of page.matchAll(new RegExp(`href="${home}/${what}/(${UUID})"`, 'g'))) listed.add(id)
      next = new RegExp(`href="(${home}/${what}\\?before=[\\da-f-]+)"`).exec(page)?.[1]
    }
    return listed.size
  }

  /** What each stop's statements returned. */
  async readAll(): Promise<Returned[][]> {
    const all: Returned[][] = []
    for (const { read } of this.stops) all.push(await returnedDuring(this.#portal, read))
    return all
  }

  async leave(): Promise<void> {
    for (const context of this.#contexts) await context.close()
  }

  async #walker(): Promise<Walker> {
    const context = await this.#browser.newContext({ baseURL: this.#portal.url })
    this.#contexts.push(context)
    return new Walker(context, this.#portal, this.#taken)
  }

  #add(one: Walker, path: string, headers: Record<string, string> = {}): void {
    const routes = Object.keys(PORTAL_ROUTES).map((route) => route.split(' ')[1] ?? '')
    this.stops.push({
      address: addressOf(path, routes) ?? path,
      path,
      read: async () => {
        expect((await one.get(path, headers)).status(), path).toBeLessThan(400)
      },
    })
  }
}
