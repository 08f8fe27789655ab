import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext } from '@playwright/test'
import { passkeyHandle } from '#lib/identity/passkey-party.ts'
import { testAuthenticator } from '#lib/identity/test-authenticator.ts'
import { expect } from '../fixtures.ts'
import { ask } from './books.ts'
import { type Guest, PEOPLE, PUBLIC_STOPS } from './every-page.ts'
import type { Portal } from './portal.ts'
import { Walker } from './walk.ts'

const UUID = '[0-9a-f-]{36}'
/** Has links of hers made and taken away; no number of the demo. */
const DAUGHTER = '9000008801'
/** Is linked by the code of a number on record, and leaves for good. */
const LEAVES = '9000008803'

/** Everything that people of the demo can ask for and do, one after another. Returns the routes that they took. */
export async function walkAsConsumers(
  browser: Browser,
  portal: Portal,
  guests: Readonly<Record<string, Guest>>,
): Promise<Set<string>> {
  const taken = new Set<string>()
  const walker = async (guest?: Guest): Promise<[Walker, BrowserContext]> => {
    const context = await browser.newContext({ baseURL: portal.url })
    if (guest) await context.addCookies(guest.cookies)
    return [new Walker(context, portal, taken), context]
  }
  const as = async (guest: Guest | undefined, walk: (walker: Walker) => Promise<void>) => {
    const [one, context] = await walker(guest)
    await walk(one)
    await context.close()
  }
  await as(undefined, readPublicPages)
  for (const guest of Object.values(guests)) await as(guest, (one) => readStops(one, guest))
  const home = (name: string) => guests[name] as Guest
  await as(home('asha'), (one) => readFiles(one, home('asha')))
  await as(home('imran'), (one) => readReceipt(one, home('imran')))
  await as(home('asha'), readByKey)
  await as(home('asha'), takeData)
  await as(home('asha'), (one) => complain(one, portal, home('asha')))
  await as(undefined, (one) => track(one, portal))
  await as(home('rajesh'), (one) => pay(one, home('rajesh')))
  await as(undefined, quickPay)
  await as(home('anil'), (one) => share(one, (walk) => as(undefined, walk), home('anil')))
  await as(undefined, link)
  await as(undefined, linkByNumberOnRecord)
  await as(undefined, account)
  await as(undefined, (one) => erase(one, portal))
  return taken
}

async function readPublicPages(one: Walker): Promise<void> {
  // The demo's phone is no page of a consumer's.
  for (const { path } of PUBLIC_STOPS) if (!path.startsWith('/demo')) await one.get(path)
  await one.get('/api/openapi.json')
}

async function readStops(one: Walker, { stops }: Guest): Promise<void> {
  for (const { path } of stops) await one.read(path)
}

async function readFiles(one: Walker, { home }: Guest): Promise<void> {
  const pages = [
    '',
    '/consumption',
    '/consumption/year',
    '/load',
    '/quality',
    '/data',
    '/bills',
    '/payments',
    '/profile',
  ]
  await one.get('/home')
  for (const page of [...pages, '/menu', '/pay', '/pay/counter', '/complaints', '/estimate'])
    await one.read(home + page)
  for (const file of [
    'consumption/csv',
    'consumption/2026-11-03/csv',
    'consumption/year/csv',
    'load/csv',
    'quality/csv',
  ])
    expect((await one.get(`${home}/${file}`)).status(), file).toBe(200)
  for (const format of ['green-button', 'ies'])
    expect((await one.get(`${home}/data/file?format=${format}&from=2026-10-01&to=2026-10-31`)).status()).toBe(200)
  for (const file of ['', '/csv', '/pdf'])
    expect((await one.get(`${home}/payments/statement${file}`)).status()).toBe(200)
  const bill = await one.find(`${home}/bills`, new RegExp(`href="(${home}/bills/${UUID})"`))
  for (const part of ['', '/compare', '/check', '/pdf']) expect((await one.get(bill + part)).status()).toBe(200)
  await one.get(`${bill}/calendar`)
}

async function readReceipt(one: Walker, { home }: Guest): Promise<void> {
  const receipt = await one.find(`${home}/payments`, new RegExp(`href="(${home}/payments/${UUID})"`))
  for (const part of ['', '/pdf', '/pdf?form=slip']) expect((await one.get(receipt + part)).status()).toBe(200)
}

/** A program reads with a key; then the key is ended. */
async function readByKey(one: Walker): Promise<void> {
  const page = await one.read('/account/tokens?other=1')
  const scope = [...page.matchAll(/name="scope"[^>]*value="([^"]+)"/g)].map(([, value]) => value ?? '')
  await one.send('/api/account/tokens', { name: 'Walk', connection: '', days: '30', scope })
  await one.send('/api/account/tokens/again')
  const made = await one.send('/api/account/tokens/code', { code: await one.code(PEOPLE.asha) })
  const key = await one.find(made, /id="token"[^>]*>(bk_[\w-]+)</)
  const read = async (path: string) => {
    const answer = await one.get(`/api/v1/connections${path}`, { Authorization: `Bearer ${key}` })
    expect(answer.status(), path).toBe(200)
    return JSON.parse(await answer.text()).data
  }
  const [{ id }] = await read('')
  const days = 'from=2026-10-01&to=2026-10-31'
  await read(`/${id}`)
  const [bill] = await read(`/${id}/bills`)
  await read(`/${id}/bills/${bill.id}`)
  await read(`/${id}/payments`)
  for (const kind of ['days', 'load-days', 'quality-days']) await read(`/${id}/${kind}?${days}`)
  await read(`/${id}/days/2026-11-03/blocks`)
  const token = await one.find('/account/tokens', /name="token" value="([^"]+)"/)
  expect(await one.send('/api/account/tokens/end', { token })).toContain('ended')
}

/** Everything that is held about a person, as one file. */
async function takeData(one: Walker): Promise<void> {
  await one.send('/api/account/data')
  await one.read('/account/data')
  const code = await one.code(PEOPLE.asha)
  expect(await one.send('/api/account/data/code', { code }), 'the file, and no way back').toBe('')
}

/** A thread from its first word to its rating; what an officer would decide is written into it. */
async function complain(one: Walker, portal: Portal, { home }: Guest): Promise<void> {
  const connection = home.slice(3)
  const form = { connection, key: randomUUID(), category: 'BILL', since: 'October', detail: 'Too much.' }
  const thread = await one.send('/api/complaints', form, 'multipart')
  const complaint = new RegExp(`/complaints/(${UUID})`).exec(thread)?.[1] ?? ''
  await one.read(thread)
  await one.read(`${home}/complaints`)
  await one.read(`${home}/complaints/services`)
  await one.send('/api/complaints/messages', { connection, complaint, text: 'Still.' }, 'multipart')
  const file = await one.find(await photoThread(one, home), new RegExp(`(${home}/complaints/${UUID}/files/${UUID})`))
  expect((await one.get(file)).status()).toBe(200)
  const decide = `update "Complaint" set "state" = 'REJECTED', "decidedAt" = now() - interval '1 hour' where "id" = $1`
  await ask(portal.dataDir, decide, [complaint])
  await one.send('/api/complaints/rate', { connection, complaint, rating: '2', remark: 'No.' })
  await one.send('/api/complaints/reopen', { connection, complaint, reason: 'It is not settled.' })
  await ask(portal.dataDir, `update "Complaint" set "dueAt" = "registeredAt" where "id" = $1`, [complaint])
  await one.send('/api/complaints/escalate', { connection, complaint })
}

/** The complaint with a photo that was made before. */
async function photoThread(one: Walker, home: string): Promise<string> {
  const threads = (await one.read(`${home}/complaints`)).matchAll(
    new RegExp(`href="(${home}/complaints/${UUID})"`, 'g'),
  )
  for (const [, thread = ''] of threads) if ((await one.read(thread)).includes('/files/')) return thread
  throw new Error('No complaint has a photo.')
}

async function track(one: Walker, portal: Portal): Promise<void> {
  const [{ sequence }] = await ask(
    portal.dataDir,
    `select "sequence" from "Complaint" c where exists (select from "ComplaintAttachment" a where a."complaintId" = c."id")`,
  )
  const number = `C-2611-${String(sequence).padStart(5, '0')}`
  expect(await one.send('/api/track', { number })).toBe('/track/code')
  await one.read('/track/code')
  expect(await one.send('/api/track/code', { code: await one.code(PEOPLE.asha) })).toBe('/track/complaint')
  const file = await one.find('/track/complaint', new RegExp(`(/track/complaint/files/${UUID})`))
  expect((await one.get(file)).status()).toBe(200)
  const complaint = await one.find('/track/complaint', new RegExp(`name="complaint" value="(${UUID})"`))
  await one.send('/api/complaints/messages', { connection: '', complaint, text: 'And now?' }, 'multipart')
  await one.send('/api/track/leave')
}

/** A bill by itself, an amount of one's choice, several together, and month by month. */
async function pay(one: Walker, { home }: Guest): Promise<void> {
  const connection = home.slice(3)
  const attempt = await one.send('/api/payments/start', { connection, amount: '250', key: randomUUID() })
  await one.read(attempt)
  await one.get(`/api/payments/${attempt.split('/').at(-1)}`)
  expect((await one.get(`${attempt}/qr`)).status()).toBe(200)
  await one.send('/api/payments/instalments', { connection, instalments: '3' })
  await one.read(`${home}/pay/instalments`)
  await one.send('/api/account/guide', { next: home })
  await one.send('/api/account/notices/read')
  await one.send('/api/account/notices/push', { on: 'no' })
  await one.send('/api/account/notices/choices', { channel: 'SMS', on: ['BILL_READY'] })
  await one.read('/account/notices')
  await one.read('/account/notices/choices')
  const together = await one.send('/api/payments/together', { connection, key: randomUUID() })
  if (together) await one.read(together)
}

async function quickPay(one: Walker): Promise<void> {
  await one.send('/api/quick-pay', { consumerNo: '1000 4428 0033' })
  await one.read('/quick-pay/amount')
  await one.send('/api/quick-pay/code')
  const bill = await one.send('/api/quick-pay/open', { code: await one.code(PEOPLE.jyoti) })
  await one.read(bill)
  expect((await one.get(`${bill.split('?')[0]}/pdf`)).status()).toBe(200)
  const attempt = await one.send('/api/quick-pay/pay', { bill: bill.split('/').at(-1) ?? '' })
  await one.read(attempt)
  await one.get(`/api/payments/${attempt.split('/').at(-1)}`)
  await one.send('/api/quick-pay/leave')
}

/** An owner lets the daughter see the connection, and takes it back. */
async function share(
  owner: Walker,
  asDaughter: (walk: (one: Walker) => Promise<void>) => Promise<void>,
  { home }: Guest,
): Promise<void> {
  const connection = home.slice(3)
  const invite = () => owner.send('/api/family/invite', { connection, mobile: DAUGHTER, role: 'MEMBER' })
  expect(await invite()).toContain('family=invited')
  const invitation = await owner.find(`${home}/profile`, new RegExp(`name="invitation" value="(${UUID})"`))
  await owner.send('/api/family/withdraw', { connection, invitation })
  expect(await invite()).toContain('family=invited')
  await asDaughter(async (one) => {
    await one.logIn(DAUGHTER)
    const wished = await one.find('/connections', new RegExp(`name="invitation" value="(${UUID})"`))
    expect(await one.send('/api/invitations', { invitation: wished, answer: 'accept' })).toContain(home)
    await one.read(home)
  })
  const link = await owner.find(`${home}/profile`, new RegExp(`name="link" value="(${UUID})"`))
  await owner.send('/api/family/remove', { connection, link })
}

async function link(one: Walker): Promise<void> {
  const mobile = '9000008802'
  expect(await one.send('/api/link', { consumerNo: '100044280028', mobile })).toBe('/link/bill')
  await one.read('/link/bill')
  await one.send('/api/link/photo', { step: 'bill' }, 'multipart')
  await one.send('/api/link/bill', { meterNo: 'DM0028', amount: '', billedOn: '2.11.2026' })
  await one.send('/api/link/again')
  expect(await one.send('/api/link/code', { code: await one.code(mobile) })).toMatch(/^\/c\//)
}

async function linkByNumberOnRecord(one: Walker): Promise<void> {
  await one.send('/api/link', { consumerNo: '100044280033', mobile: LEAVES })
  expect(await one.send('/api/link/old')).toBe('/link/old')
  await one.read('/link/old')
  expect(await one.send('/api/link/old/code', { code: await one.code(PEOPLE.jyoti) })).toBe('/link/code')
  expect(await one.send('/api/link/code', { code: await one.code(LEAVES) })).toMatch(/^\/c\//)
}

/** By consumer number; another number, a login less, another language, and out. */
async function account(one: Walker): Promise<void> {
  await one.logIn(PEOPLE.meena, '100044280037')
  await one.send('/api/offline', { keep: 'yes' })
  await one.read('/account/offline')
  await one.get(`/api/offline/${randomUUID()}`)
  const newMobile = '9000008804'
  await one.send('/api/account/number', { mobile: newMobile })
  await one.send('/api/account/number/again')
  await one.read('/account/number')
  await one.send('/api/account/number/code', { code: await one.code(PEOPLE.meena) })
  await one.send('/api/account/number/code', { code: await one.code(newMobile) })
  const asked = await one.send('/api/help', { asked: `bakaya ${newMobile}` })
  expect(asked).toBe('/glossary?q=bakaya')
  await one.read(asked)
  await one.send('/api/language', { language: 'en', next: '/connections' })
  await one.send('/api/login/again')
  await one.send('/api/login/by-chat')
  await one.send('/api/sessions/end', { session: randomUUID(), next: '/connections' })
  await one.read('/account/confirm?everywhere=yes')
  await one.send('/api/account/confirm?everywhere=yes')
  const code = await one.code(newMobile)
  expect(await one.send('/api/account/confirm/code?everywhere=yes', { code })).toBe('/login?bye=everywhere')
  await one.send('/api/logout')
}

/** Somebody linked a moment ago lets a device log in by its own key, and then leaves for good. */
async function erase(one: Walker, portal: Portal): Promise<void> {
  await one.logIn(LEAVES)
  await logInByKey(one, portal)
  await one.send('/api/account/erase')
  await one.read('/account/erase')
  expect(await one.send('/api/account/erase/code', { code: await one.code(LEAVES) })).toBe('/login?bye=erased')
}

async function logInByKey(one: Walker, portal: Portal): Promise<void> {
  const first = async (column: string, table: string) =>
    (await ask(portal.dataDir, `select "${column}" as "value" from "${table}"`))[0]?.value
  const phone = testAuthenticator({ origin: portal.url, rpID: 'localhost' })
  await one.send('/api/account/passkey')
  await one.send('/api/account/passkey/code', { code: await one.code(LEAVES) })
  await one.read('/account/passkey')
  const made = JSON.stringify(phone.make(await first('challenge', 'PasskeyChallenge')))
  expect(await one.send('/api/account/passkey/key', { credential: made })).toContain('added')
  await one.send('/api/login/passkey/start')
  const handle = Buffer.from(passkeyHandle(await first('consumerId', 'Passkey'))).toString('base64url')
  const signed = phone.sign(await first('challenge', 'PasskeyChallenge'), { handle, counter: 1 })
  expect(await one.send('/api/login/passkey', { credential: JSON.stringify(signed) })).toMatch(/^\/c\//)
  const passkey = await one.find('/account/passkey', /name="passkey" value="([^"]+)"/)
  expect(await one.send('/api/account/passkey/remove', { passkey })).toContain('removed')
}
