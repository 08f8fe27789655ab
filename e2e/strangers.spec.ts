import { randomUUID } from 'node:crypto'
import type { APIResponse, BrowserContext, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { makeComplaint } from './support/complain.ts'
import { decodeQr } from './support/decode.ts'
import { type DeskMoney, makeDeskMoney } from './support/desk-money.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { addOfficer, enterDesk, makePlace, OFFICERS, post, proposeRates, publishNotice } from './support/officer.ts'
import { pdfOf } from './support/read-page.ts'
import { routesOnDisk } from './support/routes.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK })

/** Asha has a bill to pay and receipts; Imran is a stranger to her, with a connection of his own. */
const ASHA = { mobile: '9000000028', consumerNo: '100044280028' }
/** Has a payment by UPI and a wish at the desk; the office of the clerk is his as well. */
const ANIL = { mobile: '9000001049', consumerNo: '100044280049' }
const IMRAN = { mobile: '9000001035', consumerNo: '100044280035' }

/** With readings and half hours. */
const A_DAY = '2026-11-20'

/** What a stranger could get hold of: everything that stands in Asha's addresses and forms. */
type Things = {
  connection: string
  stamp: string
  bill: string
  attempt: string
  batch: string
  payment: string
  complaint: string
  file: string
  session: string
}
type Role = Exclude<keyof typeof OFFICERS, 'elsewhere'>
/** The same at the desk: an account that administrators keep, and an office of theirs. */
type DeskThings = DeskMoney & {
  officer: string
  office: string
  complaint: string
  file: string
  camp: string
  proposal: string
  notice: string
  place: string
}
type Answer = { nobody: 'login' | 401; stranger: 404 | 'untouched'; owner?: 404 }
type Row =
  /** Open to all: it shows nothing of anybody. The reason is said. */
  | { open: string }
  /** A page or file below one of Asha's addresses, or an action that names one of her things. */
  | ({ form?: Form; multipart?: Form } & Answer)
  /** Of the desk: who may, whether another circle's officers of these roles find it, and what is sent. */
  | { roles: readonly Role[]; elsewhere: 'too' | 404; sends?: (things: DeskThings) => Record<string, string> }
type Form = (things: Things) => Record<string, string>

const ALL: readonly Role[] = ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR', 'ADMINISTRATOR']
const LOOKERS: readonly Role[] = ['CLERK', 'CAMP_OFFICER', 'BILLING_OFFICER', 'SUPERVISOR']
const PRIVATE: Answer = { nobody: 'login', stranger: 404 }

/** Every page and route handler of `app`, by method. A new one without a row here fails. */
const ROUTES: Record<string, Row> = {
  'GET /': { open: 'the first page' },
  'GET /login': { open: 'the way in' },
  'GET /login/code': { open: 'the way in' },
  'GET /calculator': { open: 'public' },
  'GET /not-linked': { open: 'public' },
  'GET /camps': { open: 'places and days' },
  'GET /track': { open: 'asks for a code' },
  'GET /track/code': { open: 'asks for a code' },
  'GET /track/complaint': { open: 'for whoever has the code of a complaint; its own test' },
  'GET /track/complaint/files/[file]': { open: 'for whoever has the code of a complaint; its own test' },
  'GET /quick-pay': { open: 'an empty form' },
  'GET /quick-pay/amount': { open: 'for whoever has a consumer number: amount, day and initials' },
  'GET /quick-pay/code': { open: 'asks for a code' },
  'GET /quick-pay/bill/[bill]': { open: 'for whoever has the code of a bill; its own test' },
  'GET /quick-pay/bill/[bill]/pdf': { open: 'for whoever has the code of a bill; its own test' },
  'GET /quick-pay/pay/[attempt]': { open: 'for whoever began to pay in this browser; its own test' },
  'GET /p/[code]': { open: 'for whoever scans a pamphlet: counts, and shows nothing of anybody' },
  'GET /q/[code]': { open: 'for whoever was sent a link: amount, day and initials' },
  'GET /link': { open: 'a way in: an empty form' },
  'GET /link/bill': { open: 'a way in: shows what was typed in this browser' },
  'GET /link/old': { open: 'a way in: the same whoever has the consumer number' },
  'GET /link/code': { open: 'a way in: the same for right and wrong facts' },
  'GET /check/[stamp]': { open: 'for whoever holds a bill: its number, month and amount' },
  'GET /check/[stamp]/pay': { nobody: 'login', stranger: 404 },
  'GET /account/number': { nobody: 'login', stranger: 'untouched' },
  'GET /account/notices': { nobody: 'login', stranger: 'untouched' },
  'GET /account/notices/choices': { nobody: 'login', stranger: 'untouched' },
  'POST /api/account/notices/read': { nobody: 'login', stranger: 'untouched' },
  'POST /api/account/notices/choices': { nobody: 'login', stranger: 'untouched', form: () => ({ channel: 'SMS' }) },
  'GET /connections': { nobody: 'login', stranger: 'untouched' },
  'GET /connections/pay/[batch]': PRIVATE,
  'GET /c/[connection]': PRIVATE,
  'GET /c/[connection]/consumption': PRIVATE,
  'GET /c/[connection]/estimate': PRIVATE,
  'GET /c/[connection]/consumption/csv': PRIVATE,
  'GET /c/[connection]/consumption/[day]': PRIVATE,
  'GET /c/[connection]/consumption/[day]/csv': PRIVATE,
  'GET /c/[connection]/load': PRIVATE,
  'GET /c/[connection]/load/csv': PRIVATE,
  'GET /c/[connection]/consumption/year': PRIVATE,
  'GET /c/[connection]/consumption/year/csv': PRIVATE,
  'GET /c/[connection]/quality': PRIVATE,
  'GET /c/[connection]/quality/csv': PRIVATE,
  'GET /c/[connection]/bills': PRIVATE,
  'GET /c/[connection]/bills/[bill]': PRIVATE,
  'GET /c/[connection]/bills/[bill]/check': PRIVATE,
  'GET /c/[connection]/bills/[bill]/compare': PRIVATE,
  'GET /c/[connection]/bills/[bill]/pdf': PRIVATE,
  // Asha pays afterwards: it is not there for her either.
  'GET /c/[connection]/balance': { ...PRIVATE, owner: 404 },
  'GET /c/[connection]/pay': PRIVATE,
  'GET /c/[connection]/pay/[attempt]': PRIVATE,
  // She pays both connections together by now, by the QR of the batch: this one is not there for her either.
  'GET /c/[connection]/pay/[attempt]/qr': { ...PRIVATE, owner: 404 },
  'GET /c/[connection]/pay/instalments': PRIVATE,
  'GET /c/[connection]/pay/counter': PRIVATE,
  'GET /c/[connection]/payments': PRIVATE,
  'GET /c/[connection]/payments/[payment]': PRIVATE,
  'GET /c/[connection]/payments/[payment]/pdf': PRIVATE,
  'GET /c/[connection]/payments/statement': PRIVATE,
  'GET /c/[connection]/payments/statement/csv': PRIVATE,
  'GET /c/[connection]/payments/statement/pdf': PRIVATE,
  'GET /c/[connection]/complaints': PRIVATE,
  'GET /c/[connection]/complaints/new': PRIVATE,
  'GET /c/[connection]/complaints/services': PRIVATE,
  'GET /c/[connection]/complaints/[complaint]': PRIVATE,
  'GET /c/[connection]/complaints/[complaint]/files/[file]': PRIVATE,
  'GET /c/[connection]/profile': PRIVATE,
  'GET /c/[connection]/menu': PRIVATE,
  'POST /api/payments/start': { ...PRIVATE, form: ({ bill }) => ({ bill }) },
  'POST /api/payments/instalments': {
    ...PRIVATE,
    form: ({ connection }) => ({ connection, instalments: '2' }),
  },
  'POST /api/payments/together': { ...PRIVATE, form: ({ connection }) => ({ connection }) },
  'GET /api/payments/[attempt]': { nobody: 401, stranger: 404 },
  'POST /api/complaints': {
    ...PRIVATE,
    multipart: ({ connection }) => ({ connection, key: randomUUID(), category: 'BILL', since: 'October' }),
  },
  'POST /api/complaints/messages': {
    ...PRIVATE,
    multipart: ({ connection, complaint }) => ({ connection, complaint, text: 'Not mine.' }),
  },
  'POST /api/complaints/reopen': {
    ...PRIVATE,
    form: ({ connection, complaint }) => ({ connection, complaint, reason: 'Not mine.' }),
  },
  'POST /api/complaints/escalate': { ...PRIVATE, form: ({ connection, complaint }) => ({ connection, complaint }) },
  'POST /api/complaints/rate': {
    ...PRIVATE,
    form: ({ connection, complaint }) => ({ connection, complaint, rating: '5' }),
  },
  'POST /api/track': { open: 'asks for a code' },
  'POST /api/track/code': { open: 'asks for a code' },
  'POST /api/track/leave': { open: 'takes a cookie away' },
  'POST /api/quick-pay': { open: 'keeps a number in a cookie of the browser that asks' },
  'POST /api/quick-pay/pay': { open: 'for whoever has a consumer number, a link or a code; its own test' },
  'POST /api/quick-pay/code': { open: 'asks for a code' },
  'POST /api/quick-pay/open': { open: 'needs the code of the mobile on record' },
  'POST /api/quick-pay/leave': { open: 'takes cookies away' },
  'POST /api/family/invite': { ...PRIVATE, form: ({ connection }) => ({ connection, mobile: '9000000777' }) },
  'POST /api/family/remove': { ...PRIVATE, form: ({ connection }) => ({ connection, link: connection }) },
  'POST /api/family/withdraw': { ...PRIVATE, form: ({ connection }) => ({ connection, invitation: connection }) },
  'POST /api/account/number': { nobody: 'login', stranger: 'untouched', form: () => ({ mobile: '12' }) },
  'POST /api/account/number/code': { nobody: 'login', stranger: 'untouched', form: () => ({ code: '12' }) },
  'POST /api/account/number/again': { nobody: 'login', stranger: 'untouched' },
  'POST /api/invitations': { ...PRIVATE, form: ({ connection }) => ({ invitation: connection, answer: 'accept' }) },
  'POST /api/sessions/end': { nobody: 'login', stranger: 'untouched', form: ({ session }) => ({ session }) },
  'POST /api/logout': { nobody: 'login', stranger: 'untouched', form: () => ({ where: 'everywhere' }) },
  'POST /api/language': { open: 'sets a cookie of the browser that asks' },
  'POST /api/login': { open: 'the way in' },
  'POST /api/login/again': { open: 'the way in' },
  'POST /api/login/code': { open: 'the way in' },
  'POST /api/link': { open: 'a way in' },
  'POST /api/link/bill': { open: 'a way in; its answers have their own tests' },
  'POST /api/link/photo': { open: 'a way in: reads what is sent and asks nobody about it' },
  'POST /api/link/old': { open: 'a way in; its answers have their own tests' },
  'POST /api/link/old/code': { open: 'a way in; needs the code of the number on record' },
  'POST /api/link/again': { open: 'a way in' },
  'POST /api/link/code': { open: 'a way in; needs the code of the new number' },
  'POST /api/tariff/calculate': { open: 'the public calculator' },
  'POST /api/webhooks/razorpay': { open: 'takes signed messages only; its own test' },
  'POST /api/webhooks/sms/report': { open: 'takes calls with the provider’s secret only; its own test' },
  'POST /api/webhooks/sms': { open: 'takes calls with the provider’s secret only; its own test' },
  'GET /api/health': { open: 'for machines' },
  'GET /api/ready': { open: 'for machines' },
  'GET /desk/login': { open: 'the way in of officers' },
  'GET /desk/login/code': { open: 'the way in of officers' },
  'GET /desk/login/totp': { open: 'the way in of officers' },
  'POST /api/desk/login': { open: 'the way in of officers' },
  'POST /api/desk/login/code': { open: 'the way in of officers' },
  'POST /api/desk/login/totp': { open: 'the way in of officers' },
  'GET /desk': { roles: ALL, elsewhere: 'too' },
  'POST /api/desk/logout': { roles: ALL, elsewhere: 'too' },
  'GET /desk/complaints': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/complaints/new': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/complaints/[complaint]': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/complaints/[complaint]/files/[file]': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/complaints/[complaint]/slip': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/camps': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/camps/csv': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/camps/offline': { open: 'a form that knows nobody; what is written into it stays in the browser' },
  'GET /desk/camps/[camp]': { roles: LOOKERS, elsewhere: 404 },
  'GET /api/desk/camps/officer': { roles: ALL, elsewhere: 'too' },
  'POST /api/desk/camps/add': {
    ...{ roles: ['SUPERVISOR'], elsewhere: 'too' },
    sends: () => ({ placeHi: 'x', placeEn: 'x', directionsHi: 'x', directionsEn: 'x', heldOn: '2026-11-22' }),
  },
  'POST /api/desk/camps/token': { roles: LOOKERS, elsewhere: 404, sends: ({ camp }) => ({ camp }) },
  'POST /api/desk/camps/next': { roles: LOOKERS, elsewhere: 404, sends: ({ camp }) => ({ camp }) },
  'POST /api/desk/camps/cancel': { roles: ['SUPERVISOR'], elsewhere: 404, sends: ({ camp }) => ({ camp }) },
  'POST /api/desk/complaints/take': { roles: LOOKERS, elsewhere: 'too', sends: () => ({ key: randomUUID() }) },
  'POST /api/desk/complaints/assign': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: ({ complaint, officer }) => ({ complaint, officer }),
  },
  'POST /api/desk/complaints/decide': {
    ...{ roles: LOOKERS, elsewhere: 404 },
    sends: ({ complaint }) => ({ complaint, what: 'MESSAGE', text: 'We look into it.' }),
  },
  'GET /desk/refunds': { roles: ['CLERK', 'BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/refunds/[payment]': { roles: ['CLERK', 'BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
  'POST /api/desk/refunds/request': {
    ...{ roles: ['CLERK', 'BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    // More than the payment: whoever may ask is told so, and nothing is asked for.
    sends: ({ payment }) => ({ payment, refund: randomUUID(), amount: '99999999', reason: 'OTHER' }),
  },
  'POST /api/desk/refunds/decide': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    sends: ({ refund }) => ({ refund, agree: 'no' }),
  },
  'GET /desk/instalments': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/instalments': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    sends: ({ request }) => ({ request, agree: 'no' }),
  },
  'GET /desk/notices': { roles: ['SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/notices/new': { roles: ['SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/notices/publish': {
    roles: ['SUPERVISOR'],
    elsewhere: 'too',
    sends: () => ({ textHi: 'क', textEn: 'x' }),
  },
  'POST /api/desk/notices/withdraw': {
    ...{ roles: ['SUPERVISOR'], elsewhere: 404 },
    sends: ({ notice }) => ({ notice }),
  },
  'GET /desk/campaigns': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/pamphlets': { roles: ['CAMP_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/pamphlets/[place]/pdf': { roles: ['CAMP_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
  'POST /api/desk/pamphlets/add': {
    ...{ roles: ['CAMP_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: () => ({ id: randomUUID(), nameHi: '', nameEn: 'x' }),
  },
  'GET /desk/settings': { roles: ['ADMINISTRATOR'], elsewhere: 'too' },
  // The helpline: it holds for everybody, so it is no circle's own.
  'GET /desk/settings/[key]': { roles: ['ADMINISTRATOR'], elsewhere: 'too' },
  'POST /api/desk/settings': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 'too' },
    sends: () => ({ key: 'HELPLINE', text: '', fromOn: 'never' }),
  },
  'GET /desk/tariffs': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/tariffs/new': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  // Rates hold for everybody, so they are no circle's own.
  'GET /desk/tariffs/[proposal]': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/tariffs/propose': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: () => ({ kind: 'FPPPA', month: 'never' }),
  },
  'POST /api/desk/tariffs/decide': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: ({ proposal }) => ({ proposal, decision: 'REFUSE' }),
  },
  'GET /desk/ledger': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/audit': { roles: ['SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/staff': { roles: ['ADMINISTRATOR'], elsewhere: 'too' },
  'GET /desk/staff/[officer]': { roles: ['ADMINISTRATOR'], elsewhere: 404 },
  'GET /desk/search': { roles: LOOKERS, elsewhere: 'too' },
  'POST /api/desk/search': { roles: LOOKERS, elsewhere: 'too', sends: () => ({ number: ANIL.consumerNo }) },
  'GET /desk/connections/[connection]': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/connections/[connection]/link': { roles: LOOKERS, elsewhere: 404 },
  'POST /api/desk/link': {
    ...{ roles: LOOKERS, elsewhere: 404 },
    sends: ({ connection }) => ({ connection, mobile: '12' }),
  },
  'POST /api/desk/link/code': {
    ...{ roles: LOOKERS, elsewhere: 'too' },
    sends: ({ connection }) => ({ connection, request: randomUUID(), code: '123456' }),
  },
  'POST /api/desk/look': {
    ...{ roles: LOOKERS, elsewhere: 404 },
    sends: ({ connection }) => ({ connection, reason: 'BILL', note: '' }),
  },
  'POST /api/desk/staff/add': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 'too' },
    sends: ({ office }) => ({ mobile: '12', name: 'Test', role: 'CLERK', office }),
  },
  'POST /api/desk/staff/change': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 404 },
    sends: ({ officer, office }) => ({ officer, office, role: 'CLERK' }),
  },
  'POST /api/desk/staff/disable': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 404 },
    sends: ({ officer }) => ({ officer, disabled: 'no' }),
  },
  'POST /api/desk/staff/reset': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 404 },
    sends: ({ officer }) => ({ officer }),
  },
  'GET /demo': { open: 'demo only' },
  'GET /demo/messages.json': { open: 'demo only' },
  'POST /demo/chat': { open: 'demo only' },
  'GET /demo/graph/[media]': { open: 'demo only; takes calls with the demo’s token' },
  'GET /demo/graph/[media]/file': { open: 'demo only; takes calls with the demo’s token' },
  'GET /recognise': { open: 'for everybody' },
  'GET /m/[token]': { open: 'the document of one message, to whoever has its signed link' },
  'GET /api/webhooks/whatsapp': { open: 'answers Meta’s token' },
  'POST /api/webhooks/whatsapp': { open: 'takes what Meta has signed' },
  'POST /demo/upi/pay': { open: 'demo only' },
  'POST /demo/gateway': { open: 'demo only' },
  'POST /demo/sms': { open: 'demo only' },
  'GET /demo/razorpay/v1/[...path]': { open: 'demo only; takes calls with the gateway’s key' },
  'POST /demo/razorpay/v1/[...path]': { open: 'demo only; takes calls with the gateway’s key' },
}

test('every route on disk has a row, and every row a route', () => {
  expect(Object.keys(ROUTES).sort()).toEqual(routesOnDisk().sort())
})

test.describe('of what belongs to Asha', () => {
  let things: Things
  let asha: Page
  let imran: Page
  let supervisor: BrowserContext

  test.beforeAll(async ({ browser, portal }) => {
    asha = await (await browser.newContext({ baseURL: portal.url })).newPage()
    await logIn(asha, portal, ASHA.mobile)
    const elsewhere = await (await browser.newContext({ baseURL: portal.url })).newPage()
    await logIn(elsewhere, portal, ASHA.mobile)
    things = { ...(await thingsOf(asha)), session: await otherSession(elsewhere) }
    for (const [name, id] of Object.entries(things))
      expect(id, name).toMatch(name === 'stamp' ? /^[\d.-]+\.[\w-]{86}$/ : /^[0-9a-f-]{36}$/)
    imran = await (await browser.newContext({ baseURL: portal.url })).newPage()
    await logIn(imran, portal, IMRAN.mobile)
    supervisor = await browser.newContext({ baseURL: portal.url })
    await enterDesk(supervisor, portal, OFFICERS.SUPERVISOR, CLOCK)
  })
  test.afterAll(async () => {
    await Promise.all([asha.context(), imran.context(), supervisor].map((context) => context.close()))
  })

  for (const [route, row] of Object.entries(ROUTES)) {
    if ('open' in row || 'roles' in row) continue
    test(`${route}: nobody is ${row.nobody === 401 ? 'refused' : 'led to the login'}`, async ({ request, portal }) => {
      const answer = await ask(request, portal.url, route, row, things)
      await showsNothingOfAsha(answer, things)
      if (row.nobody === 401) return expect(answer.status()).toBe(401)
      expect([303, 307]).toContain(answer.status())
      expect(answer.headers().location).toMatch(/^\/login(\?|$)/)
    })

    // What she sends would change what she has; her own specs do that.
    if (route.startsWith('GET '))
      test(`${route}: Asha finds it`, async ({ portal }) => {
        const answer = await ask(asha.request, portal.url, route, row, things)
        expect(row.owner ? [row.owner] : [200, 303, 307]).toContain(answer.status())
        expect(answer.headers().location ?? '').not.toMatch(/^\/(desk\/)?login/)
      })

    test(`${route}: an officer is nobody`, async ({ portal }) => {
      const answer = await ask(supervisor.request, portal.url, route, row, things)
      await showsNothingOfAsha(answer, things)
      expect([401, 303, 307]).toContain(answer.status())
      if (answer.status() !== 401) expect(answer.headers().location).toMatch(/^\/login(\?|$)/)
    })

    test(`${route}: a stranger ${row.stranger === 404 ? 'finds nothing' : 'changes nothing'}`, async ({ portal }) => {
      for (const connection of new Set([things.connection, connectionPath(imran).slice(3)])) {
        // With a connection of his own, the address is Asha's only where something below it is.
        if (connection !== things.connection && !/\[(bill|attempt|payment|batch|complaint)\]/.test(route)) continue
        const answer = await ask(imran.request, portal.url, route, row, { ...things, connection })
        await showsNothingOfAsha(answer, things)
        if (row.stranger === 404) expect(answer.status(), route).toBe(404)
      }
      if (route === 'POST /api/logout') await logIn(imran, portal, IMRAN.mobile)
      const home = await asha.request.get(`/c/${things.connection}`, { maxRedirects: 0 })
      expect(home.status(), 'Asha is still logged in').toBe(200)
    })
  }

  test('what is nobody’s looks the same as what is hers', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000'
    for (const path of [`/c/${nowhere}`, '/c/no-id', `/c/${things.connection}/bills/${nowhere}`]) {
      expect((await imran.request.get(path, { maxRedirects: 0 })).status(), path).toBe(404)
    }
    expect((await asha.request.get(`/c/${things.connection}/bills/no-id`)).status()).toBe(404)
  })
})

test.describe('at the desk', () => {
  const contexts = new Map<string, BrowserContext>()
  let things: DeskThings
  const inside = (who: string) => contexts.get(who) as BrowserContext

  test.beforeAll(async ({ browser, portal }) => {
    const enter = async (who: string, mobile: string) => {
      const context = await browser.newContext({ baseURL: portal.url })
      await enterDesk(context, portal, mobile, CLOCK)
      contexts.set(who, context)
    }
    for (const role of ALL) await enter(role, OFFICERS[role])
    for (const [index, role] of ALL.entries()) {
      const mobile = `900000209${index}`
      await addOfficer(portal, mobile, role, 'Gumla')
      await enter(`${role} of another circle`, mobile)
    }
    const kept = ['9000002080', '9000002081'] as const
    for (const mobile of kept) await addOfficer(portal, mobile, 'SUPERVISOR', 'Ranchi')
    await enter('disabled', kept[0])
    const asha = await browser.newContext({ baseURL: portal.url })
    const page = await asha.newPage()
    await logIn(page, portal, ASHA.mobile)
    contexts.set('Asha', asha)
    const admin = inside('ADMINISTRATOR').request
    const list = await (await admin.get('/desk/staff')).text()
    const [disabled = '', officer = ''] = kept.map(
      (mobile) => new RegExp(`••${mobile.slice(-3)}.*?/desk/staff/([0-9a-f-]{36})`, 's').exec(list)?.[1] ?? '',
    )
    const office = /<option value="([0-9a-f-]{36})"/.exec(list)?.[1] ?? ''
    const anil = await browser.newContext({ baseURL: portal.url })
    const people = { consumer: anil, clerk: inside('CLERK'), decider: inside('SUPERVISOR') }
    const money = await makeDeskMoney(people, portal, ANIL.mobile)
    const camps = await (await inside('CLERK').request.get('/desk/camps')).text()
    const camp = /\/desk\/camps\/([0-9a-f-]{36})/.exec(camps)?.[1] ?? ''
    const proposal = await proposeRates(inside('BILLING_OFFICER').request, portal)
    const notice = await publishNotice(inside('SUPERVISOR').request, portal)
    const complaint = await complainWithPhoto(page, connectionPath(page))
    const place = await makePlace(inside('SUPERVISOR').request, portal)
    things = { ...money, officer, office, camp, proposal, notice, place, ...complaint }
    await anil.close()
    for (const id of [disabled, ...Object.values(things)]) expect(id).toMatch(/^[0-9a-f-]{36}$/)
    const ended = await post(admin, portal, '/api/desk/staff/disable', { officer: disabled, disabled: 'yes' })
    expect(ended.headers().location).toContain('done=changed')
  })
  test.afterAll(async () => {
    await Promise.all([...contexts.values()].map((context) => context.close()))
  })

  for (const [route, row] of Object.entries(ROUTES)) {
    if (!('roles' in row)) continue
    const outcomes: [who: string, expected: 'login' | 404 | 'in'][] = [
      ...['nobody', 'Asha', 'disabled'].map((who): [string, 'login'] => [who, 'login']),
      ...ALL.map((role): [string, 'in' | 404] => [role, row.roles.includes(role) ? 'in' : 404]),
      ...ALL.map((role): [string, 'in' | 404] => [
        `${role} of another circle`,
        row.roles.includes(role) && row.elsewhere === 'too' ? 'in' : 404,
      ]),
    ]
    test(`${route}: each as the table says`, async ({ browser, portal }) => {
      const nobody = await browser.newContext({ baseURL: portal.url })
      const got: typeof outcomes = []
      for (const [who] of outcomes) {
        const from = who === 'nobody' ? nobody : inside(who)
        // Logging out is shown by somebody whose login nobody needs any more.
        if (route === 'POST /api/desk/logout' && who !== 'nobody' && who !== 'Asha' && who !== 'disabled') {
          got.push([who, 'in'])
          continue
        }
        const answer = await ask(
          from.request,
          portal.url,
          route,
          { form: row.sends && (() => row.sends?.(things) ?? {}) },
          things,
        )
        const location = answer.headers().location ?? ''
        const isIn = answer.status() === 200 || (answer.status() === 303 && !location.startsWith('/desk/login'))
        // A script is told; a page or form is led there.
        const isLed = [303, 307].includes(answer.status()) && location.startsWith('/desk/login')
        const login = isLed || answer.status() === 401
        got.push([who, isIn ? 'in' : login ? 'login' : (answer.status() as 404)])
      }
      await nobody.close()
      expect(got).toEqual(outcomes)
    })
  }
})

async function ask(
  request: Page['request'],
  origin: string,
  route: string,
  row: { form?: Form; multipart?: Form },
  things: Partial<Things> & Partial<DeskThings>,
): Promise<APIResponse> {
  const [method = '', pattern = ''] = route.split(' ')
  const address = pattern.replace(/\[(\w+)\]/g, (_, name: keyof Things | keyof DeskThings | 'day' | 'key') =>
    name === 'day' ? A_DAY : name === 'key' ? 'HELPLINE' : (things[name] ?? ''),
  )
  const [form, multipart] = [row.form?.(things as Things), row.multipart?.(things as Things)]
  return request.fetch(address, { method, form, multipart, headers: { Origin: origin }, maxRedirects: 0 })
}

async function showsNothingOfAsha(answer: APIResponse, { stamp }: Things): Promise<void> {
  // The address that was asked for comes back, and a bill's number has its consumer's in it.
  const body = (await answer.text()).replaceAll(stamp, '')
  for (const secret of [ASHA.consumerNo, '1000\u00a04428\u00a00028', 'आशा', ASHA.mobile])
    expect(body).not.toContain(secret)
}

/** Opens what Asha has and reads the ids from her own pages. */
async function thingsOf(page: Page): Promise<Omit<Things, 'session'>> {
  const home = connectionPath(page)
  const idIn = async (address: string, below: string) => {
    await page.goto(`${home}${address}`)
    const link = await page.locator(`main a[href^="${home}${below}/"]`).first().getAttribute('href')
    return new RegExp(`${below}/([0-9a-f-]{36})`).exec(link ?? '')?.[1] ?? ''
  }
  const bill = await idIn('/bills', '/bills')
  const payment = await idIn('/payments', '/payments')
  const { jsqr } = await decodeQr((await pdfOf(page, `${home}/bills/${bill}`)).foot)
  const stamp = new URL(jsqr as string).pathname.split('/')[2] ?? ''
  await page.goto(`${home}/bills/${bill}`)
  await page.locator('form[action="/api/payments/start"] button').first().click()
  await page.waitForURL(`**${home}/pay/*`)
  const attempt = page.url().split('/').at(-1) ?? ''
  const begun = await page.request.post('/api/payments/together', {
    form: { connection: home.slice(3) },
    headers: { Origin: new URL(page.url()).origin },
    maxRedirects: 0,
  })
  const batch = begun.headers().location?.split('/').at(-1) ?? ''
  return { connection: home.slice(3), stamp, bill, attempt, batch, payment, ...(await complainWithPhoto(page, home)) }
}

async function complainWithPhoto(page: Page, home: string): Promise<{ complaint: string; file: string }> {
  await makeComplaint(page, home, { since: '20 November', photo: await page.screenshot() })
  const complaint = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const photo = await page.locator('main a[href*="/files/"]').getAttribute('href')
  return { complaint, file: photo?.split('/').at(-1) ?? '' }
}

/** The id of the other login that the profile offers to end. */
async function otherSession(page: Page): Promise<string> {
  await page.goto(`${connectionPath(page)}/profile`)
  return page.locator('form[action="/api/sessions/end"] input[name=session]').inputValue()
}
