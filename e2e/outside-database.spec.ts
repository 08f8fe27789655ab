import { createHmac, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, test as plain } from '@playwright/test'
import pg from 'pg'
import { type TestMsg91, testMsg91 } from '#lib/messaging/sms/test-msg91.ts'
import { expect } from './fixtures.ts'
import { newDataDir } from './support/data-dir.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { send } from './support/odd-requests.ts'
import { type OutsidePostgres, outsidePostgres } from './support/outside-postgres.ts'
import { failingStart, freePort, type Portal, startPortal } from './support/portal.ts'
import { ROOT } from './support/run-program.ts'

/** On a PostgreSQL that the utility runs: the oldest that the portal promises, with an account that owns one database. */
const ASHA = '9000000028'
/** Owes a part of a bill. */
const ANIL = '9000001049'
const VERIFY = 'lib/payments/verify-ledger-command.ts'
const DESK_HOST = 'desk.localhost'
const MIGRATE = 'prisma/migrate-command.ts'

let outside: OutsidePostgres
plain.beforeAll(async () => {
  plain.setTimeout(120_000)
  outside = await outsidePostgres()
})
plain.afterAll(() => outside?.remove())

plain.describe('as a demo', () => {
  let portal: Portal
  let url: string
  plain.beforeAll(async () => {
    plain.setTimeout(240_000)
    url = await outside.newDatabase('demo')
    portal = await startPortal({
      clock: '2026-11-23T12:00:00+05:30',
      env: { DATABASE_URL: url, PORTAL_MODE: 'demo', DESK_HOST, DESK_NETWORKS: '127.0.0.0/8,::1' },
    })
  })
  plain.afterAll(() => portal?.stop())

  const openPage = async (browser: Browser) => (await browser.newContext({ baseURL: portal.url })).newPage()

  plain('somebody logs in, pays the newest bill and sees it paid', async ({ browser }) => {
    const page = await openPage(browser)
    expect(outside.version).toMatch(/PostgreSQL\) 1[5-9]/)
    await logIn(page, portal, ASHA)
    const home = connectionPath(page)
    await page.goto(`${home}/bills`)
    await page.locator(`main a[href^="${home}/bills/"]:not([href$="/pdf"]):visible`).first().click()
    await page.waitForURL(`**${home}/bills/*`)
    const pdf = await page.request.get(`${new URL(page.url()).pathname}/pdf`)
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf'])
    await page.locator('form[action="/api/payments/start"] button').first().click()
    await page.waitForURL(`**${home}/pay/*`)
    const uri = await page.locator('a[href^="upi://"]').first().getAttribute('href')
    const paid = await page.request.post('/demo/upi/pay', { data: { uri, copies: 5 } })
    expect((await paid.json()).statuses).toEqual([200, 200, 200, 200, 200])
    await page.goto(`${home}/payments`)
    await expect(page.locator(`main a[href^="${home}/payments/"]:visible`).first()).toBeVisible()
    await page.context().close()
  })

  plain('readings that stopped two days ago are said to have, and paying goes on', async ({ browser }) => {
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    const ofAnil = `"connectionId" in (select id from "Connection" where "consumerNo" = '100044280049')`
    // As if they had never come: the sums of their files, which INV12 compares, are without them too.
    for (const [table, kind, energy] of [
      ['MeterDay', 'DAYS', 'energyWh'],
      ['BlockDay', 'BLOCKS', 'energyKnownWh'],
    ])
      await admin.query(`
        with gone as (
          delete from "${table}" where ${ofAnil} and "onDay" > '2026-11-20' returning "batchId", "${energy}" as wh
        ), sums as (select "batchId", count(*) as rows, sum(wh) as wh from gone group by "batchId")
        update "ReadingTotal" t set "rows" = t."rows" - sums.rows, "energyWh" = t."energyWh" - sums.wh from sums
         where t."batchId" = sums."batchId" and t."byBatchId" = t."batchId" and t."readings" = '${kind}' and t."month" = '2026-11-01'`)
    await admin.end()
    const page = await openPage(browser)
    await logIn(page, portal, ANIL)
    const home = connectionPath(page)
    for (const below of ['', '/consumption', '/estimate']) {
      await page.goto(`${home}${below}`)
      await expect(page.locator('main'), below).toContainText(/20\sनवंबर\s2026/)
    }
    const receipts = page.locator(`main a[href^="${home}/payments/"]:not([href$="/pdf"]):visible`)
    await page.goto(`${home}/payments`)
    const before = await receipts.count()
    await page.goto(home)
    await page.locator('form[action="/api/payments/start"] button').first().click()
    await page.waitForURL(`**${home}/pay/*`)
    const uri = await page.locator('a[href^="upi://"]').first().getAttribute('href')
    const paid = await page.request.post('/demo/upi/pay', { data: { uri, copies: 1 } })
    expect((await paid.json()).statuses).toEqual([200])
    await page.goto(`${home}/payments`)
    await expect(receipts).toHaveCount(before + 1)
    await page.context().close()
  })

  plain('the desk answers at its host and in its networks alone, consumers’ pages at theirs', async () => {
    const { host, port } = new URL(portal.url)
    const desk = `${DESK_HOST}:${port}`
    const asked = (method: string, path: string, at: string, more = {}, body = '') =>
      send(portal.url, { method, path, headers: { Host: at, ...more }, body: Buffer.from(body) })
    const statuses = async (at: string, more = {}) => {
      const answers = [asked('GET', '/desk/login', at, more), asked('GET', '/login', at, more)]
      const form = { ...more, Origin: `http://${at}`, 'Content-Type': 'application/x-www-form-urlencoded' }
      answers.push(asked('POST', '/api/desk/login', at, form, 'mobile=9000000000'))
      answers.push(asked('GET', '/desk/camps/worker.js', at, more), asked('GET', '/api/health', at, more))
      return (await Promise.all(answers)).map(({ status }) => status)
    }
    expect(await statuses(host)).toEqual([404, 200, 404, 404, 200])
    expect(await statuses(desk)).toEqual([200, 404, 303, 200, 200])
    // As a proxy on this machine tells of somebody elsewhere.
    expect(await statuses(desk, { 'X-Forwarded-For': '203.0.113.9' })).toEqual([404, 404, 404, 404, 200])
    const [kept, none] = await Promise.all([asked('GET', '/desk/login', host), asked('GET', '/none/login', host)])
    const mainOf = ({ text }: { text: string }) => /<main.*<\/main>/s.exec(text)?.[0]
    expect(mainOf(kept)).toContain('<h1')
    expect(mainOf(kept)).toBe(mainOf(none))
  })

  plain('the commands work on it', async () => {
    const verified = await portal.command(VERIFY)
    expect(verified.code, verified.output).toBe(0)
    expect(await portal.command(MIGRATE, 'apply')).toEqual({ code: 0, output: 'The database lacks nothing.\n' })
    const checked = await portal.command(MIGRATE, 'check')
    expect(checked.code).toBe(1)
    expect(checked.output).toMatch(/^Migrations are tried in .*CREATEDB.*\n$/)
    // One account owns the tables here, and readiness says what that means.
    const ready = await (await fetch(`${portal.url}/api/ready`)).json()
    expect(ready.ledger.guardedBy).toEqual(['triggers'])
    expect(ready.rowsHeld).toBe(false)
    const issued = await portal.command('lib/billing/issue-bills-command.ts', '--month', '2026-10')
    expect(issued.code, issued.output).toBe(0)
  })

  plain('while it is away every page says so in words, and all is well when it is back', async ({ browser }) => {
    const page = await openPage(browser)
    await logIn(page, portal, ASHA)
    const home = connectionPath(page)
    await page.goto(`${home}/bills`)
    const bill = await page
      .locator(`main a[href^="${home}/bills/"]:not([href$="/pdf"]):visible`)
      .first()
      .getAttribute('href')
    const pages = [
      '/',
      '/login',
      '/calculator?units=201',
      '/connections',
      home,
      `${home}/bills`,
      `${bill}`,
      `${bill}/pdf`,
    ]
    for (const below of ['consumption', 'payments', 'profile', 'menu']) pages.push(`${home}/${below}`)
    const machines = ['/api/payments/00000000-0000-4000-8000-000000000000', `/demo/messages.json?to=${ASHA}`]
    const forms = ['/api/login', '/api/payments/start', '/api/sessions/end', '/api/logout']

    await outside.stop()
    for (const address of pages) {
      const answer = await page.request.get(address, { headers: { Accept: 'text/html' }, maxRedirects: 0 })
      expect([answer.status(), answer.headers()['retry-after']], address).toEqual([503, '10'])
      const text = await answer.text()
      expect(text, address).toContain('पोर्टल अभी नहीं खुल रहा')
      expect(text, address).toContain('The portal cannot be opened right now')
      expect(text, address).not.toMatch(/prisma|postgres|127\.0\.0\.1|\bat \S+:\d+/i)
    }
    for (const address of machines) {
      const answer = await page.request.get(address)
      expect([answer.status(), await answer.json()], address).toEqual([503, { error: 'unavailable' }])
    }
    for (const address of forms) {
      const form = { who: ASHA, bill: 'x', session: 'x' }
      const headers = { Origin: portal.url, Accept: 'text/html' }
      const answer = await page.request.post(address, { form, headers, maxRedirects: 0 })
      expect([answer.status(), answer.headers()['content-type']], address).toEqual([503, 'text/html; charset=utf-8'])
    }
    const calculated = await page.request.post('/api/tariff/calculate', { data: {} })
    expect(calculated.status()).toBe(503)
    expect((await page.request.get('/api/health')).status()).toBe(200)
    const ready = await page.request.get('/api/ready')
    expect([ready.status(), await ready.json()]).toEqual([503, { status: 'not ready', reason: 'database' }])
    await page.goto(home)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(2)

    await outside.start()
    await expect.poll(async () => (await page.request.get('/api/ready')).status()).toBe(200)
    // Still logged in: sessions live in the database, and nothing was lost.
    expect((await page.request.get(home, { maxRedirects: 0 })).status()).toBe(200)
    await page.context().close()
  })
})

plain.describe('live', () => {
  const settings = () => ({
    PORTAL_MODE: 'live',
    HOST: '127.0.0.1',
    PORTAL_URL: 'https://khata.invalid',
    AUTH_SECRET: 'only-for-this-test-0123456789abcdefghij',
    UPI_VPA: 'utility@bank',
    UPI_PAYEE_NAME: 'Utility',
    RAZORPAY_WEBHOOK_SECRET: 'whsec-of-this-test',
    SMS_PROVIDER: 'msg91',
    MSG91_AUTH_KEY: 'key-of-this-test',
    MSG91_API_URL: sms.apiUrl,
    SMS_TEMPLATE_OTP: 'otp-in-hindi',
    SMS_TEMPLATE_BILLS_DUE: 'bill-in-hindi',
    SMS_TEMPLATE_BILLS_NOTHING_DUE_STATE: 'bill-in-hindi',
    // So that last month is due for billing on any day on which this runs.
    BILL_DAY: '1',
    // And goes out at any hour.
    NEWS_HOURS: '0-24',
  })
  let portal: Portal
  let sms: TestMsg91
  let addresses: { DATABASE_URL: string; DATABASE_OWNER_URL: string }
  let url: string
  plain.beforeAll(async () => {
    plain.setTimeout(240_000)
    sms = await testMsg91()
    addresses = await outside.newOwnedDatabase('live')
    url = addresses.DATABASE_URL
    portal = await startPortal({ env: { ...settings(), ...addresses } })
  })
  plain.afterAll(async () => {
    await portal?.stop()
    await sms?.close()
  })

  plain('does not start on settings that lack something or play at being real', async () => {
    const dataDir = newDataDir()
    const own = { PORT: String(await freePort()), PORTAL_DATA_DIR: dataDir }
    const bare = await failingStart({ ...own, DATABASE_URL: url })
    expect(bare.code).toBe(1)
    expect(bare.output.trim().split('\n')).toEqual([
      'These settings are wrong:',
      '  AUTH_SECRET is needed in live mode',
      '  PORTAL_URL must be an https:// address in live mode',
      '  UPI_VPA must be the real payee in live mode',
      '  UPI_PAYEE_NAME is needed in live mode',
      '  RAZORPAY_WEBHOOK_SECRET is needed in live mode',
      '  SMS_PROVIDER must be a real provider in live mode, such as msg91',
      '  MSG91_AUTH_KEY is needed in live mode',
    ])
    const fakes = { UPI_VPA: 'demo@invalid', SMS_PROVIDER: 'demo', PORTAL_CLOCK: '+1d' }
    const played = await failingStart({ ...own, ...settings(), ...fakes, DATABASE_URL: url })
    expect(played.code).toBe(1)
    for (const name of Object.keys(fakes)) expect(played.output).toContain(`  ${name} `)
    rmSync(dataDir, { recursive: true })
  })

  plain('takes its secrets from files that systemd hands over, and leaves them there', async () => {
    plain.setTimeout(120_000)
    const [dataDir, folder] = [newDataDir(), mkdtempSync(path.join(tmpdir(), 'bijli-credentials-'))]
    const { AUTH_SECRET, MSG91_AUTH_KEY, RAZORPAY_WEBHOOK_SECRET, ...plainly } = settings()
    const secrets = { AUTH_SECRET, MSG91_AUTH_KEY, RAZORPAY_WEBHOOK_SECRET, ...addresses }
    for (const [name, secret] of Object.entries(secrets)) writeFileSync(path.join(folder, name), `${secret}\n`)
    const absent = Object.fromEntries(Object.keys(secrets).map((name) => [name, undefined]))
    const own = await startPortal({ dataDir, env: { ...absent, ...plainly, CREDENTIALS_DIRECTORY: folder } })
    try {
      const ready = await (await fetch(`${own.url}/api/ready`)).json()
      expect(ready.ledger.guardedBy).toEqual(['triggers', 'role'])
      const verified = await own.command(VERIFY)
      expect(verified.code, verified.output).toBe(0)
      const environments = readdirSync('/proc').flatMap((id) => (/^\d+$/.test(id) ? environmentOf(id) : []))
      const ofPortal = environments.filter((environment) => environment.includes(`PORTAL_DATA_DIR=${dataDir}\0`))
      expect(ofPortal.length, 'the first script, the watch and the web server').toBeGreaterThanOrEqual(3)
      for (const secret of Object.values(secrets))
        expect(ofPortal.filter((environment) => environment.includes(secret))).toEqual([])
    } finally {
      await own.stop()
      for (const made of [dataDir, folder]) rmSync(made, { recursive: true })
    }
  })

  plain('works with an account that cannot change history, and says so', async ({ request }) => {
    const ready = await (await request.get(`${portal.url}/api/ready`)).json()
    expect(ready.ledger.guardedBy).toEqual(['triggers', 'role'])
    expect(ready.rowsHeld).toBe(true)
    const account = new pg.Client({ connectionString: url })
    await account.connect()
    for (const statement of ['delete from "LedgerEntry"', 'truncate "AuditEntry"', 'drop table "Bill"'])
      await expect(account.query(statement)).rejects.toMatchObject({ code: '42501' })
    await account.end()
  })

  plain('has nothing of the demo', async ({ request }) => {
    const front = await request.get(`${portal.url}/`)
    expect(front.status()).toBe(200)
    expect(front.headers()['strict-transport-security']).toContain('max-age=')
    expect(await front.text()).not.toContain('href="/demo"')
    for (const address of ['/demo', '/demo?to=9000000028', '/demo/messages.json?to=9000000028']) {
      expect((await request.get(`${portal.url}${address}`)).status(), address).toBe(404)
    }
    const uri = 'upi://pay?pa=utility%40bank&pn=Utility&tr=X1&am=1.00&cu=INR'
    const paid = await request.post(`${portal.url}/demo/upi/pay`, { data: { uri } })
    expect(paid.status()).toBe(404)
    const unsigned = await request.post(`${portal.url}/api/webhooks/razorpay`, { data: {} })
    expect(unsigned.status()).toBe(401)
  })

  plain('takes in files, issues bills by command and tells of them by SMS', async ({ request }) => {
    plain.setTimeout(240_000)
    const last = monthBefore(new Date())
    const file = (name: string, text: string) => {
      const written = path.join(portal.dataDir, name)
      writeFileSync(written, text)
      return written
    }
    const tariffs = file('tariffs.json', readFileSync(path.join(ROOT, 'prisma/seed/tariffs.json'), 'utf8'))
    const master = file('master.csv', `${MASTER_HEADER}\n${MASTER_ROW}\n`)
    const rows = daysOf(last).map((day) => `OUT1,${day},4.200`)
    const reads = file('reads.csv', ['meter_no,date,kwh', ...rows, ''].join('\n'))
    for (const [kind, from] of [
      ['tariffs', tariffs],
      ['consumers', master],
      ['daily-reads', reads],
    ] as const) {
      const taken = await portal.command('lib/ingest/command.ts', kind, from)
      expect(taken.code, taken.output).toBe(0)
    }
    const issued = await portal.command('lib/billing/issue-bills-command.ts', '--month', last)
    expect(issued.output).toContain('1 issued')
    expect(issued.code, issued.output).toBe(0)
    const verified = await portal.command(VERIFY)
    expect(verified.code, verified.output).toBe(0)
    expect(verified.output).toContain('0 failed')
    expect((await portal.command(MIGRATE, 'apply')).code).toBe(0)

    // At night the news of a bill waits for the morning, which this brings on; by day it may have gone already.
    const account = new pg.Client({ connectionString: url })
    await account.connect()
    const told = await account.query(
      `update "Message" set "sendAfter" = now() - interval '1 minute'
        where "toMobile" = '9000200001' and "kind" = 'BILL_READY' and "state" = 'WAITING'`,
    )
    await account.end()
    expect(told.rowCount).toBeLessThanOrEqual(1)
    const sentTo = (template: string) =>
      sms.asked.filter(({ body }) => body.template_id === template).map(({ body }) => body.recipients)
    await expect.poll(() => sentTo('bill-in-hindi')).toMatchObject([[{ mobiles: '919000200001' }]])
    await request.post(`${portal.url}/api/login`, {
      form: { who: '9000200001' },
      headers: { origin: settings().PORTAL_URL },
      maxRedirects: 0,
    })
    const code = { mobiles: '919000200001', var1: expect.stringMatching(/^\d{6}$/), var2: '5' }
    await expect.poll(() => sentTo('otp-in-hindi')).toMatchObject([[code]])
    const bills = await portal.command('lib/campaigns/send-bills-command.ts', '--month', last)
    expect(bills, bills.output).toMatchObject({ code: 0 })
    expect(bills.output).toContain('1 bills looked at, 0 messages written')
  })

  plain('whom an older database brings back is erased again, before anybody is served', async () => {
    plain.setTimeout(120_000)
    const [person, mobile, dataDir] = [randomUUID(), '9000200002', newDataDir()]
    const owner = new pg.Client({ connectionString: addresses.DATABASE_OWNER_URL })
    await owner.connect()
    const mobileOf = async () => (await owner.query('select "mobile" from "Consumer" where "id" = $1', [person])).rows
    const start = () => startPortal({ dataDir, env: { ...settings(), ...addresses } })
    try {
      await owner.query('insert into "Consumer" ("id", "mobile", "createdAt") values ($1, $2, now())', [person, mobile])
      const said = `2026-11-20T04:30:00.000Z ${person}`
      const signature = createHmac('sha256', settings().AUTH_SECRET).update(`erasure\0${said}`).digest('base64url')
      const list = path.join(dataDir, 'came-with-the-backup')
      writeFileSync(list, `${said} ${signature}\n`)
      const replayed = await portal.command('lib/privacy/replay-erasures-command.ts', list)
      expect(replayed).toEqual({ code: 0, output: 'Erased again: 1.\n' })
      expect(await mobileOf()).not.toEqual([{ mobile }])

      const kept = path.join(dataDir, 'erasures')
      const first = await start()
      await expect.poll(() => existsSync(kept) && readFileSync(kept, 'utf8')).toContain(person)
      await first.stop()
      // As an older database has it.
      await owner.query('update "Consumer" set "mobile" = $2, "erasedAt" = null where "id" = $1', [person, mobile])
      const second = await start()
      expect(second.output()).toContain('Erased 1 again, whom an older database had brought back')
      expect(await mobileOf()).not.toEqual([{ mobile }])
      await second.stop()
    } finally {
      await owner.end()
      rmSync(dataDir, { recursive: true })
    }
  })
})

/** What a process was started with; empty for one that has ended meanwhile. */
function environmentOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/environ`, 'utf8')
  } catch {
    return ''
  }
}

const MASTER_HEADER =
  'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision,connected_on'
const MASTER_ROW =
  '088000001,Test Person,9000200001,"1, Invented Lane, Ranchi",DS_URBAN,POSTPAID,2,SINGLE,OUT1,30,Kokar,2020-01-15'

/** The month before the one that India has at an instant. */
function monthBefore(at: Date): string {
  const [year = 0, month = 0] = new Date(at.getTime() + 5.5 * 3_600_000).toISOString().split('-').map(Number)
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}

function daysOf(month: string): string[] {
  const [year = 0, of = 0] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, of, 0)).getUTCDate()
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)
}
