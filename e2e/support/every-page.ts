import fs from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { TOPICS } from '#lib/information/topics.ts'
import type { Locale } from '#lib/units/locale.ts'
import { expect } from '../fixtures.ts'
import { makeComplaint } from './complain.ts'
import { decodeQr } from './decode.ts'
import { type DeskPerson, prepareDesk } from './desk-pages.ts'
import { goVia } from './go-via.ts'
import { connectionPath, logIn, newestCode } from './log-in.ts'
import type { Portal } from './portal.ts'
import { pdfOf, qrOf, upiOf } from './read-page.ts'
import { pagesOnDisk } from './routes.ts'

/** A person of the demo and what they show. By the clock of 5 November the bills of October are due, with a rebate. */
export const PEOPLE = {
  /** Has a bill to pay. */
  asha: '9000000028',
  /** Paid a part of it at a counter. */
  anil: '9000001049',
  /** The State paid everything. */
  meena: '9000001037',
  /** Has paid ahead. */
  rajesh: '9000001039',
  /** Prepaid. */
  sunil: '9000001031',
  /** Two connections. */
  fatima: '9000001041',
  /** Days that are missing or estimated. */
  kavita: '9000001045',
  /** A provisional bill. */
  suresh: '9000001047',
  /** Pays this bill by UPI. */
  imran: '9000001035',
  /** Her payments fail, or wait for the bank. */
  jyoti: '9000001033',
  /** A meter that somebody reads once a month: bills, and no days. */
  ganesh: '9000001051',
} as const
export type Person = keyof typeof PEOPLE | 'halfway' | 'weak' | 'payer' | 'lookingUp' | DeskPerson

/** What the home and the bill of each have in their own way. Pages of one name are built alike, and differ in words alone. */
const OWN_WAY: Record<keyof typeof PEOPLE, string> = {
  asha: 'to pay',
  anil: 'paid in part',
  meena: 'nothing to pay',
  rajesh: 'paid ahead',
  sunil: 'prepaid',
  fatima: 'first visit',
  kavita: 'days missing',
  suresh: 'provisional',
  imran: 'paid',
  jyoti: 'payment open',
  ganesh: 'no smart meter',
}
/** What says that there are no readings, or nothing yet. */
const EMPTY_WITHOUT_METER = /\/(consumption|consumption\/year|estimate|load|quality|data|complaints|payments)$/

/** Where a page is: a path, below `~` on the person's connection. */
export type Stop = { name: string; path: string }

/** Pages that need no login: all that are on disk, and their answers and errors. */
export const PUBLIC_STOPS: Stop[] = [
  ...pagesOnDisk()
    .filter(
      (address) =>
        !/\[|^\/(connections|account)|\/login\/(code|totp)|^\/desk(?!\/login)|^\/(track|link|quick-pay)\/./.test(
          address,
        ),
    )
    .map((address) => ({ name: address, path: address })),
  ...Object.keys(TOPICS).map((topic) => ({ name: 'about the portal', path: `/about/${topic}` })),
  { name: 'login, error', path: '/login?error=digits&digits=9' },
  { name: 'login by a device, error', path: '/login?error=passkey-expired' },
  { name: 'login at the desk, error', path: '/desk/login?error=missing' },
  { name: 'track, error', path: '/track?error=unreadable' },
  { name: 'quick pay, error', path: '/quick-pay?error=unreadable' },
  { name: 'short link that is over', path: '/q/2222222222' },
  { name: 'pamphlet', path: '/p/222222' },
  { name: 'link, error', path: '/link?error=mobile-digits&digits=9' },
  { name: 'calculator, result', path: '/calculator?units=201&category=DS_URBAN&month=2026-10' },
  { name: 'calculator, nothing due', path: '/calculator?units=150&category=DS_URBAN&month=2026-10' },
  { name: 'calculator, error', path: '/calculator?units=many&category=CS_URBAN&month=2026-10' },
  { name: 'glossary, found', path: '/glossary?q=bakaya' },
  { name: 'glossary, nothing found', path: '/glossary?q=qqqq' },
  { name: 'glossary, no words', path: '/glossary?error=no-words' },
  { name: 'demo phone, not a number', path: '/demo?to=12' },
  { name: 'not found', path: '/nowhere' },
]

/** A balance is for those who pay before; the prepaid home shows it. */
export const ofConnection = (home: string): Stop[] =>
  pagesOnDisk()
    .filter((address) => /^\/c\/\[connection\][^[]*$/.test(address) && !address.endsWith('/balance'))
    .map((address) => ({ name: address, path: address.replace('/c/[connection]', home) }))

/** Somebody who is logged in: the cookies of it, their (first) connection, and the pages that show what they have. */
export type Guest = { cookies: Cookies; home: string; stops: Stop[] }
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** The demo's people and officers prepared. */
export async function prepare(browser: Browser, portal: Portal, clock: string): Promise<Record<Person, Guest>> {
  return { ...(await preparePeople(browser, portal)), ...(await prepareDesk(browser, portal, clock)) }
}

/** The demo's people prepared: bills paid, in part and in full, and attempts that the bank refused or keeps. */
export async function preparePeople(
  browser: Browser,
  portal: Portal,
): Promise<Record<Exclude<Person, DeskPerson>, Guest>> {
  await payAtCounter(portal, '100044280049', '400.00')
  const guests: [Person, Guest][] = [['halfway', await goHalfway(browser, portal)]]
  for (const person of Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]) {
    const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
    const page = await context.newPage()
    await logIn(page, portal, PEOPLE[person])
    if (page.url().endsWith('/connections')) await page.locator('main a[href^="/c/"]').first().click()
    await page.waitForURL('**/c/*')
    const home = connectionPath(page)
    const stops = await stopsOf(page, portal, person, home)
    guests.push([person, { cookies: await context.cookies(), home, stops }])
    await context.close()
  }
  guests.push(['weak', await linkByOldBill(browser, portal)])
  guests.push(['payer', await payWithoutLogin(browser, portal)])
  guests.push(['lookingUp', await lookUpNobody(browser, portal)])
  return Object.fromEntries(guests) as Record<Exclude<Person, DeskPerson>, Guest>
}

/** Somebody who has asked for a code and not typed it yet. No number is known, which looks as if it were. */
async function goHalfway(browser: Browser, portal: Portal): Promise<Guest> {
  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('input[name=who]').fill('9000099999')
  await page.locator('form[action="/api/login"] button').click()
  await page.waitForURL('**/login/code')
  // A linking as well: both of its codes were asked for, and nobody has the consumer number.
  await page.goto('/link')
  await page.locator('input[name=consumerNo]').fill('0000 9999 99')
  await page.locator('input[name=mobile]').fill('9000099998')
  await page.locator('form[action="/api/link"] button').click()
  await page.locator('form[action="/api/link/old"] button').click()
  await page.waitForURL('**/link/old')
  await page.goto('/link/bill')
  await page.locator('input[name=meterNo]').fill('JB 1')
  await page.locator('input[name=amount]').fill('₹1,075')
  await page.locator('form[action="/api/link/bill"] button').click()
  await page.waitForURL('**/link/code')
  const paths = ['/login/code', '/login/code?error=wrong', '/login/code?again=1', '/login/code?error=more&own=asked']
  const linking = [
    '/link/bill',
    '/link/bill?error=zero',
    '/link/bill?error=photo-unreadable',
    '/link/old',
    '/link/old?error=wrong',
    '/link/code',
    '/link/code?again=1',
    '/link/code?error=wrong',
  ]
  const stops = [...paths, ...linking].map((path) => ({ name: path, path }))
  const cookies = await context.cookies()
  await context.close()
  return { cookies, home: '/', stops }
}

/** Somebody who knows what stands on Asha's bill: they see bills and payments, and no reading. */
async function linkByOldBill(browser: Browser, portal: Portal): Promise<Guest> {
  const mobile = '9000007711'
  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/link')
  await page.locator('input[name=consumerNo]').fill('100044280028')
  await page.locator('input[name=mobile]').fill(mobile)
  await page.locator('form[action="/api/link"] button').click()
  await page.waitForURL('**/link/bill')
  await page.locator('input[name=meterNo]').fill('DM0028')
  await page.locator('form[action="/api/link/bill"] summary').click()
  await page.locator('input[name=billedOn]').fill('2.11.2026')
  await page.locator('form[action="/api/link/bill"] button').click()
  await page.waitForURL('**/link/code')
  await page.locator('input[name=code]').fill(await newestCode(portal, mobile))
  await page.locator('form[action="/api/link/code"] button').click()
  await page.waitForURL('**/c/*')
  const home = connectionPath(page)
  const cookies = await context.cookies()
  await context.close()
  return { cookies, home, stops: [{ name: 'home of a weak link', path: `${home}?linked=1` }] }
}

/** Somebody without a login who has the consumer number of Anil, and his phone at hand. */
async function payWithoutLogin(browser: Browser, portal: Portal): Promise<Guest> {
  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await lookUp(page, '100044280049')
  await goVia(page.locator('form[action="/api/quick-pay/code"] button'))
  await page.locator('input[name=code]').fill(await newestCode(portal, PEOPLE.anil))
  await page.locator('form[action="/api/quick-pay/open"] button').click()
  await page.waitForURL('**/quick-pay/bill/*')
  const bill = new URL(page.url()).pathname
  await page.locator('form[action="/api/quick-pay/pay"] button').click()
  await page.waitForURL('**/quick-pay/pay/*')
  const pay = new URL(page.url()).pathname
  const stops = [bill, pay, '/quick-pay/amount', '/quick-pay/amount?error=NOT_CONFIRMED']
  const cookies = await context.cookies()
  await context.close()
  return { cookies, home: '/', stops: stops.map((path) => ({ name: path.replace(/[0-9a-f-]{36}/, '…'), path })) }
}

/** Somebody who has a number that nobody has, and asked for a code all the same. */
async function lookUpNobody(browser: Browser, portal: Portal): Promise<Guest> {
  const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await lookUp(page, '0000 9999 98')
  await page.locator('form[action="/api/quick-pay/code"] button').click()
  await page.waitForURL('**/quick-pay/code')
  const stops = [
    '/quick-pay/amount',
    '/quick-pay/code',
    '/quick-pay/code?error=wrong',
    '/quick-pay/code?error=more&own=asked',
  ]
  const cookies = await context.cookies()
  await context.close()
  return { cookies, home: '/', stops: stops.map((path) => ({ name: `${path}, nobody`, path })) }
}

/** Asks what is to be paid for a consumer number, without a login. */
export async function lookUp(page: Page, consumerNo: string): Promise<void> {
  await page.goto('/quick-pay')
  await page.locator('input[name=consumerNo]').fill(consumerNo)
  await page.locator('form[action="/api/quick-pay"] button').click()
  await page.waitForURL('**/quick-pay/amount')
}

/** A page in a browser of its own, in a language; of somebody who is logged in, or of nobody. */
export async function openAs(
  browser: Browser,
  portal: Portal,
  { cookies }: { cookies: Cookies },
  { locale, ...options }: BrowserContextOptions & { locale: Locale },
): Promise<Page> {
  const context = await browser.newContext({ baseURL: portal.url, viewport: { width: 360, height: 800 }, ...options })
  await context.addCookies(cookies)
  await context.addCookies([{ name: 'language', value: locale, url: portal.url }])
  return context.newPage()
}

async function stopsOf(page: Page, portal: Portal, person: keyof typeof PEOPLE, home: string): Promise<Stop[]> {
  const bill = async () => {
    await page.goto(`${home}/bills`)
    return page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href') as Promise<string>
  }
  const way = OWN_WAY[person]
  const homeAndBill = [
    { name: `home, ${way}`, path: home },
    { name: `bill, ${way}`, path: await bill() },
  ]
  switch (person) {
    case 'asha': {
      const path = await bill()
      return [
        ...ofConnection(home),
        { name: 'consumption of a month that passed the limit', path: `${home}/consumption?period=2026-10&in=rupees` },
        { name: 'a day', path: `${home}/consumption/2026-11-03` },
        { name: 'profile, saved', path: `${home}/profile?saved=1` },
        { name: 'profile, no last day', path: `${home}/profile?family=no-end` },
        { name: 'profile, not a mobile', path: `${home}/profile?family=mobile` },
        { name: 'profile, last owner', path: `${home}/profile?family=last-owner` },
        { name: 'data, error', path: `${home}/data?from=2020-01-01&to=2026-10-31&error=TOO_LONG` },
        { name: `bill, ${way}`, path },
        { name: 'other amount, error', path: `${home}/pay?amount=many&error=NOT_AMOUNT` },
        { name: 'instalments, error', path: `${home}/pay/instalments?error=NOT_A_COUNT` },
        { name: 'bill compared', path: `${path}/compare` },
        { name: 'bill computed again', path: `${path}/check` },
        ...(await checksOf(page, path)),
        ...(await complaintsOf(page, portal, home)),
        { name: 'pay', path: await startPaying(page, path) },
      ]
    }
    case 'imran': {
      // An attempt is open while the bill is paid by the QR that is printed on it.
      const attempt = await startPaying(page, await bill())
      await page.goto(await bill())
      await play(page, portal, (await qrOf(page)).jsqr, 'success')
      await page.goto(`${home}/payments`)
      const receipt = (await page.locator(`main a[href^="${home}/payments/"]`).first().getAttribute('href')) ?? ''
      return [...homeAndBill, { name: 'receipt', path: receipt }, { name: 'paid another way', path: attempt }]
    }
    case 'jyoti': {
      const failed = await startPaying(page, await bill())
      await play(page, portal, await linkOf(page), 'failure')
      const pending = await startPaying(page, await bill())
      await play(page, portal, await linkOf(page), 'pending')
      return [...homeAndBill, { name: 'pay, failed', path: failed }, { name: 'pay, pending', path: pending }]
    }
    case 'fatima':
      return [
        // The demo marks her as somebody who is here for the first time.
        ...homeAndBill,
        { name: 'connections', path: '/connections' },
        { name: 'connections, error', path: '/connections?error=NOTHING_DUE' },
        { name: 'notices', path: '/account/notices' },
        { name: 'without internet', path: '/account/offline' },
        { name: 'how to be told', path: '/account/notices/choices?saved=1' },
        { name: 'log in without a code', path: '/account/passkey' },
        { name: 'log in without a code, error', path: '/account/passkey?error=key-refused' },
        ...(await keysOf(page, portal)),
        { name: 'your data', path: '/account/data' },
        { name: 'your data, error', path: '/account/data?error=wait' },
        { name: 'confirm', path: '/account/confirm?everywhere=yes' },
        { name: 'confirm, error', path: '/account/confirm?everywhere=yes&error=wait' },
        { name: 'erase', path: '/account/erase' },
        { name: 'erase, error', path: '/account/erase?error=wait' },
        { name: 'another number', path: '/account/number' },
        { name: 'another number, error', path: '/account/number?error=new-sim' },
        { name: 'pay together', path: await payTogether(page) },
      ]
    case 'kavita':
      return [...homeAndBill, { name: 'consumption with gaps', path: `${home}/consumption?period=2026-10` }]
    case 'sunil':
      return [
        ...homeAndBill,
        { name: 'balance', path: `${home}/balance` },
        { name: 'recharge', path: `${home}/pay` },
        { name: 'pay, a recharge', path: await startRecharge(page, home) },
      ]
    case 'rajesh':
      return [...homeAndBill, { name: 'bills', path: `${home}/bills` }]
    case 'ganesh': {
      const empty = ofConnection(home).filter(({ path }) => EMPTY_WITHOUT_METER.test(path))
      return [...homeAndBill, ...empty.map(({ name, path }) => ({ name: `${name}, ${way}`, path }))]
    }
    default:
      return homeAndBill
  }
}

/** Begins to pay a bill from its page; the path of the attempt. */
export async function startPaying(page: Page, billPath: string): Promise<string> {
  await page.goto(billPath)
  await page.locator('form[action="/api/payments/start"] button').first().click()
  await page.waitForURL('**/pay/*')
  return new URL(page.url()).pathname
}

/** Begins to recharge by the first of the usual amounts; the path of the attempt. */
async function startRecharge(page: Page, home: string): Promise<string> {
  await page.goto(`${home}/balance`)
  await page.locator('form[action="/api/payments/start"] button').first().click()
  await page.waitForURL('**/pay/*')
  return new URL(page.url()).pathname
}

/** What the QR at the foot of a bill on paper leads to: a check that says the bill is genuine, and from there to pay it. */
async function checksOf(page: Page, billPath: string): Promise<Stop[]> {
  const { jsqr } = await decodeQr((await pdfOf(page, billPath)).foot)
  const { pathname } = new URL(jsqr ?? '')
  return [
    { name: 'paper checked', path: pathname },
    { name: 'paper that is not ours', path: `${pathname.slice(0, -4)}AAAA` },
    { name: 'paper to pay', path: `${pathname}/pay` },
  ]
}

/** A key for a program with the longest name, and another one whose code is waited for. */
async function keysOf(page: Page, portal: Portal): Promise<Stop[]> {
  const wish = async () => {
    await page.goto('/account/tokens')
    await page.locator('input[name=name]').fill('Kilowattstundenauswertungsprogramm Keller')
    for (const box of await page.locator('input[name=scope]').all()) await box.check()
    await page.locator('form[action="/api/account/tokens"] button').click()
    await expect(page.locator('input[name=code]')).toBeVisible()
  }
  await wish()
  await page.locator('input[name=code]').fill(await newestCode(portal, PEOPLE.fatima))
  await page.locator('form[action="/api/account/tokens/code"] button').click()
  await expect(page.locator('#token')).toBeVisible()
  await wish()
  return [
    { name: 'keys for programs', path: '/account/tokens?other=1' },
    { name: 'keys for programs, error', path: '/account/tokens?other=1&error=scopes' },
    { name: 'key, code', path: '/account/tokens' },
    { name: 'key, wrong code', path: '/account/tokens?error=wrong' },
  ]
}

/** The browser waits for a code to look into a complaint. */
async function askToTrack(page: Page, number: string): Promise<void> {
  await page.goto('/track')
  await page.locator('input[name=number]').fill(number)
  await page.locator('form[action="/api/track"] button').click()
  await page.waitForURL('**/track/code')
}

/** A complaint with evidence and a photo, and a form with everything wrong. */
async function complaintsOf(page: Page, portal: Portal, home: string): Promise<Stop[]> {
  const evidence = 'quality.2026-10-01.2026-10-31'
  const form = `${home}/complaints/new?evidence=${evidence}`
  await makeComplaint(page, home, { evidence, since: 'October', photo: await page.screenshot() })
  const complaint = new URL(page.url()).pathname
  const number = /C-\d{4}-\d{5}/.exec((await page.locator('h1').textContent()) ?? '')?.[0] ?? ''
  await askToTrack(page, number)
  await page.locator('input[name=code]').fill(await newestCode(portal, PEOPLE.asha))
  await page.locator('form[action="/api/track/code"] button').click()
  await page.waitForURL('**/track/complaint')
  await page.goto(form)
  await page.locator('form[action="/api/complaints"] button').click()
  await page.waitForURL('**/complaints/new?draft=*')
  const refused = new URL(page.url())
  // There is none with this number, which looks as if there were.
  await askToTrack(page, 'C-2611-99999')
  return [
    { name: 'complaint', path: `${complaint}?sent` },
    { name: 'complaint, nothing written', path: `${complaint}?message=NO_TEXT` },
    { name: 'tracked complaint', path: '/track/complaint' },
    { name: 'tracked complaint, nothing written', path: '/track/complaint?message=NO_TEXT' },
    { name: 'track, code', path: '/track/code' },
    { name: 'track, wrong code', path: '/track/code?error=wrong' },
    { name: 'track, other number asked', path: '/track/code?error=wrong&own=asked' },
    { name: 'complaint with evidence', path: form },
    { name: 'application', path: `${home}/complaints/new?category=LOAD_CHANGE&wanted=3 kW` },
    { name: 'complaint, error', path: refused.pathname + refused.search },
  ]
}

/** Begins to pay by one QR what connections owe, of which the last one of the list owes something; the path of that. */
export async function payTogether(page: Page): Promise<string> {
  await page.goto('/connections')
  const connection = (await page.locator('main a[href^="/c/"]').last().getAttribute('href'))?.slice(3) ?? ''
  const headers = { Origin: new URL(page.url()).origin }
  const begun = await page.request.post('/api/payments/together', { form: { connection }, headers, maxRedirects: 0 })
  expect(begun.headers().location).toMatch(/\/connections\/pay\//)
  return new URL(begun.headers().location ?? '', page.url()).pathname
}

/** What the QR of a Pay page carries, by the link that leads with it to the demo's phone. */
export async function linkOf(page: Page): Promise<string | null> {
  const href = await page.locator('main a[href^="/demo?upi="]').getAttribute('href')
  return new URLSearchParams(href?.split('?')[1]).get('upi')
}

/** The bank's answer to somebody who pays by a QR. */
export async function play(
  page: Page,
  portal: Portal,
  uri: string | null,
  outcome: 'success' | 'failure' | 'pending',
): Promise<void> {
  expect(upiOf(uri).pa).toBe('demo@invalid')
  const answer = await page.request.post(`${portal.url}/demo/upi/pay`, { data: { uri, outcome } })
  expect(answer.ok()).toBe(true)
}

async function payAtCounter(portal: Portal, consumerNo: string, rupees: string): Promise<void> {
  const file = path.join(portal.dataDir, 'counter.csv')
  const row = `${consumerNo},${rupees},2026-11-04 12:00,COUNTER,COUNTER-1`
  fs.writeFileSync(file, `consumer_no,amount_rupees,paid_at,channel,reference\n${row}\n`)
  const { code, output } = await portal.command('lib/ingest/command.ts', 'payments', file)
  expect(code, output).toBe(0)
}
