import { randomUUID } from 'node:crypto'
import { chance } from '#lib/platform/test-random.ts'
import { type Browsers, ODD_ANSWER, type Visit } from './arrivals.ts'
import type { Visitor } from './log-in.ts'

/** What people come for; `upTo` divides chance from 0 to 1 among them: the due-date evening of the load plan. */
const KINDS = [
  { upTo: 0.6, visit: home },
  { upTo: 0.8, visit: bills },
  { upTo: 0.9, visit: chart },
  { upTo: 0.95, visit: pdf },
  { upTo: 1, visit: pay },
]
const SEED = 48

type Someone = { browsers: Browsers; visitor: Visitor; paise: number }

/** Visits of people who are logged in, mixed by chance, but the same in each run. */
export function mixedVisits(browsers: Browsers, visitors: readonly Visitor[]): Visit {
  const random = chance(SEED)
  let count = 0
  return () => {
    // In turn: nobody has two payments under way.
    const visitor = visitors[count % visitors.length] as Visitor
    const lot = random()
    const { visit } = KINDS.find(({ upTo }) => lot < upTo) as (typeof KINDS)[number]
    count += 1
    // No two pay the same, so that each is a payment of its own.
    return visit({ browsers, visitor, paise: 10_000 + count })
  }
}

async function home({ browsers, visitor: { home, cookie } }: Someone): Promise<number> {
  return (await browsers.ask(home, { cookie })).status
}

async function bills({ browsers, visitor: { bills, cookie }, paise }: Someone): Promise<number> {
  return (await browsers.ask(bills[paise % bills.length] as string, { cookie })).status
}

async function chart({ browsers, visitor: { home, cookie } }: Someone): Promise<number> {
  return (await browsers.ask(`${home}/consumption`, { cookie })).status
}

async function pdf({ browsers, visitor: { bills, cookie }, paise }: Someone): Promise<number> {
  return (await browsers.ask(`${bills[paise % bills.length]}/pdf`, { cookie })).status
}

/** The form, the page with its QR, the UPI app, and the event that the gateway sends for it. */
async function pay({ browsers, visitor: { home, cookie }, paise }: Someone): Promise<number> {
  const form = { connection: home.slice('/c/'.length), amount: (paise / 100).toFixed(2), key: randomUUID() }
  const begun = await browsers.ask('/api/payments/start', { cookie, form })
  if (begun.status !== 303) return begun.status
  const page = await browsers.ask(begun.location, { cookie })
  const uri = /href="(upi:[^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&')
  if (!uri) return page.status === 200 ? ODD_ANSWER : page.status
  return (await browsers.ask('/demo/upi/pay', { json: { uri } })).status
}
