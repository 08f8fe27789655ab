import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext } from '@playwright/test'
import { makeDeskMoney } from './desk-money.ts'
import type { Guest, Stop } from './every-page.ts'
import { firstFlagged } from './flagged.ts'
import { knowBrowsers } from './log-in.ts'
import { addOfficer, enterDesk, halfwayIn, makePlace, OFFICERS, post, proposeRates, publishNotice } from './officer.ts'
import type { Portal } from './portal.ts'

/** Whoever is at the desk, or on the way there. */
export const DESK_PEOPLE = ['asking', 'enrolling', 'clerk', 'supervisor', 'administrator', 'billingOfficer'] as const
export type DeskPerson = (typeof DESK_PEOPLE)[number]

/** Officers who have logged in, one who sets up an authenticator, and somebody whom the desk does not know. */
export async function prepareDesk(browser: Browser, portal: Portal, clock: string): Promise<Record<DeskPerson, Guest>> {
  const guest = async (begin: (context: BrowserContext) => Promise<Stop[]>): Promise<Guest> => {
    const context = await browser.newContext({ baseURL: portal.url })
    const stops = await begin(context)
    const cookies = await context.cookies()
    await context.close()
    return { cookies, home: '/desk', stops }
  }
  const asking = await guest(async ({ request }) => {
    await post(request, portal, '/api/desk/login', { mobile: '9000099998' })
    return ['', '?error=wrong'].map((query) => ({ name: `desk code${query}`, path: `/desk/login/code${query}` }))
  })
  const enrolling = await guest(async ({ request }) => {
    await addOfficer(portal, '9000002090', 'CLERK', 'Lalpur')
    await halfwayIn(request, portal, '9000002090')
    return ['', '?error=wrong'].map((query) => ({ name: `totp${query}`, path: `/desk/login/totp${query}` }))
  })
  const administrator = await guest(async (context) => {
    await enterDesk(context, portal, OFFICERS.ADMINISTRATOR, clock)
    const list = await (await context.request.get('/desk/staff')).text()
    const officer = /\/desk\/staff\/[0-9a-f-]{36}/.exec(list)?.[0] ?? ''
    return [
      { name: 'desk', path: '/desk' },
      { name: 'staff', path: '/desk/staff' },
      { name: 'staff, error', path: '/desk/staff?error=MOBILE_TAKEN' },
      { name: 'officer', path: `${officer}?done=changed` },
      { name: 'settings', path: '/desk/settings?done=changed' },
      { name: 'setting, words', path: '/desk/settings/FORUM?hi=फोरम&en=Forum&fromOn=2026-12-01' },
      { name: 'setting, error', path: '/desk/settings/HOURS%3ABILL?hours=many&hi=नियम&en=&fromOn=2020-01-01' },
      { name: 'setting, days', path: '/desk/settings/HOLIDAYS?days=2026-12-25&fromOn=2026-12-01' },
    ]
  })
  const clerk = await guest(async (context) => {
    await enterDesk(context, portal, OFFICERS.CLERK, clock)
    const { request } = context
    const found = async (number: string) =>
      (await post(request, portal, '/api/desk/search', { number })).headers().location ?? ''
    const [home, closed] = [await found('100044280028'), await found('100044280031')]
    const connection = home.split('/').at(-1) ?? ''
    await post(request, portal, '/api/desk/look', { connection, reason: 'BILL', note: '' })
    const begun = await post(request, portal, '/api/desk/link', { connection, mobile: '9000007703', role: 'OWNER' })
    return [
      { name: 'search', path: '/desk/search' },
      { name: 'search, error', path: '/desk/search?error=none' },
      { name: 'connection', path: `${home}?done=linked` },
      { name: 'link at the desk', path: `${home}/link` },
      { name: 'link at the desk, error', path: `${home}/link?error=ends` },
      { name: 'link at the desk, code', path: begun.headers().location ?? '' },
      { name: 'end logins at the desk', path: `${home}/logins` },
      { name: 'end logins at the desk, error', path: `${home}/logins?error=NO_PERSON` },
      { name: 'why', path: closed },
      { name: 'why, error', path: `${closed}?error=NO_NOTE` },
    ]
  })
  const billingOfficer = await guest(async (context) => {
    await enterDesk(context, portal, OFFICERS.BILLING_OFFICER, clock)
    const take = (form: Record<string, string>) =>
      post(context.request, portal, '/api/desk/complaints/take', { key: randomUUID(), category: 'METER', ...form })
    const taken = await take({
      consumerNo: '100044280028',
      since: 'Monday',
      mobile: '9000007700',
      detail: 'It stopped.',
    })
    const refused = await take({ consumerNo: '12', since: '', mobile: '12' })
    const camps = await (await context.request.get('/desk/camps')).text()
    const camp = /\/desk\/camps\/[0-9a-f-]{36}/.exec(camps)?.[0] ?? ''
    const atCamp = await take({
      camp: camp.slice(12),
      consumerNo: '100044280028',
      since: 'May',
      outcome: 'RESOLVE',
      text: 'Done.',
    })
    const notAtCamp = await take({ camp: camp.slice(12), consumerNo: '', since: '', outcome: 'PROMISE' })
    const thread = (taken.headers().location ?? '').replace('?done=taken', '')
    return [
      { name: 'inbox', path: '/desk/complaints?assigned=1' },
      { name: 'inbox, none', path: '/desk/complaints?state=REJECTED&error=NONE_CHOSEN' },
      { name: 'thread at the desk', path: `${thread}?done=taken` },
      { name: 'thread at the desk, error', path: `${thread}?error=NO_DAY` },
      { name: 'intake', path: '/desk/complaints/new' },
      { name: 'slip', path: `${thread}/slip` },
      { name: 'camps at the desk', path: '/desk/camps' },
      { name: 'camp without internet', path: '/desk/camps/offline' },
      { name: 'camp at work', path: `${camp}?gave=1` },
      { name: 'camp, taken', path: atCamp.headers().location ?? '' },
      { name: 'camp, error', path: notAtCamp.headers().location ?? '' },
      { name: 'intake, error', path: refused.headers().location ?? '' },
    ]
  })
  const supervisor = await guest(async (context) => {
    await enterDesk(context, portal, OFFICERS.SUPERVISOR, clock)
    const clerk = await browser.newContext({ baseURL: portal.url })
    await enterDesk(clerk, portal, OFFICERS.CLERK, clock)
    const consumer = await browser.newContext({ baseURL: portal.url })
    const { payment, refund } = await makeDeskMoney({ consumer, clerk, decider: context }, portal, '9000001049')
    await knowBrowsers(portal, '9000001049')
    const proposal = await proposeRates(context.request, portal)
    await publishNotice(context.request, portal)
    await makePlace(context.request, portal)
    await portal.command('lib/campaigns/send-bills-command.ts', '--month', '2026-10')
    await Promise.all([clerk.close(), consumer.close()])
    const narrowed = await post(context.request, portal, '/api/desk/audit', { number: '12' })
    return [
      { name: 'refunds', path: '/desk/refunds' },
      { name: 'refunds, a new SIM', path: '/desk/refunds?error=NEW_SIM' },
      { name: 'refunds, agreeing', path: `/desk/refunds?agree=${refund}` },
      { name: 'refunds, agreeing, error', path: `/desk/refunds?agree=${refund}&error=wrong` },
      { name: 'refund', path: `/desk/refunds/${payment}` },
      { name: 'refund, error', path: `/desk/refunds/${payment}?error=NOT_POSITIVE` },
      { name: 'instalments at the desk', path: '/desk/instalments' },
      { name: 'camps at the desk, error', path: '/desk/camps?error=NO_PLACE' },
      { name: 'notices', path: '/desk/notices?done=published' },
      { name: 'new notice', path: '/desk/notices/new' },
      {
        name: 'new notice, error',
        path: '/desk/notices/new?textHi=&textEn=x&subdivision=ALL&fromOn=2026-11-09&untilOn=2026-11-08',
      },
      {
        name: 'new notice, seen',
        path: '/desk/notices/new?textHi=सूचना&textEn=Notice&subdivision=ALL&fromOn=2026-11-09&untilOn=2026-11-09',
      },
      { name: 'incoming data', path: '/desk/incoming' },
      { name: 'incoming data, gaps', path: '/desk/incoming?rule=GAP' },
      { name: 'flagged readings', path: `${await firstFlagged(context.request, 'SUM')}?error=DECIDED` },
      { name: 'flagged gap', path: `${await firstFlagged(context.request, 'GAP')}?method=PROFILE` },
      { name: 'flagged gap, refused', path: `${await firstFlagged(context.request, 'GAP')}?method=LINEAR` },
      { name: 'sending of bills', path: '/desk/campaigns' },
      { name: 'pamphlets', path: '/desk/pamphlets?done=added' },
      { name: 'pamphlets, error', path: '/desk/pamphlets?error=NO_NAME&nameHi=नमूना' },
      { name: 'tariffs', path: '/desk/tariffs' },
      { name: 'new order', path: '/desk/tariffs/new' },
      { name: 'new order, error', path: '/desk/tariffs/new?kind=ORDER&from=2026-02-30&energy.IAS=five&error=form' },
      { name: 'new fuel charge', path: '/desk/tariffs/new?kind=FPPPA&month=2027-01&charge=0.12&error=NO_SOURCE' },
      { name: 'new duty', path: '/desk/tariffs/new?kind=DUTY' },
      { name: 'new subsidy', path: '/desk/tariffs/new?kind=SUBSIDY' },
      { name: 'new rebates, error', path: '/desk/tariffs/new?kind=REBATES&promptWithinDays=few&error=form' },
      { name: 'new surcharge', path: '/desk/tariffs/new?kind=SURCHARGE' },
      { name: 'new hours of supply, error', path: '/desk/tariffs/new?kind=SUPPLY_HOURS&LT=25&error=form' },
      { name: 'new readings', path: '/desk/tariffs/new?kind=READINGS' },
      { name: 'proposed rates', path: `/desk/tariffs/${proposal}?done=proposed` },
      { name: 'proposed rates, own', path: `/desk/tariffs/${proposal}?error=SAME_PERSON` },
      { name: 'ledger', path: '/desk/ledger?done=again' },
      { name: 'audit', path: '/desk/audit' },
      { name: 'audit, nothing', path: '/desk/audit?day=2020-01-01' },
      { name: 'audit, error', path: narrowed.headers().location ?? '' },
    ]
  })
  return { asking, enrolling, clerk, supervisor, administrator, billingOfficer }
}
