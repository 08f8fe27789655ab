import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { type BillDates, billDates } from '#lib/billing/bill-dates.ts'
import { issueBills } from '#lib/billing/issue-bills.ts'
import type { IssuedPage } from '#lib/billing/issue-page.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import { type IngestKind, ingestFile } from '#lib/ingest/ingest-file.ts'
import { makeReadingMonths } from '#lib/metering/reading-months.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import {
  addDays,
  addMonths,
  dayFromColumn,
  dayOf,
  eachDay,
  firstDayOf,
  type IstDay,
  lastDayOf,
  type Month,
  monthOf,
  startOfDay,
} from '#lib/units/ist.ts'
import { paise, rupeesDecimal } from '#lib/units/paise.ts'
import { BALANCES_HEADER, balanceRows } from './seed/balances.ts'
import { BLOCKS_HEADER, blockRows } from './seed/blocks.ts'
import { seedCamps } from './seed/camps.ts'
import { BILLED_HOMES, DEMO_HOMES, type DemoHome, NEWCOMER } from './seed/homes.ts'
import { masterFile } from './seed/master-file.ts'
import { outageNotices } from './seed/notices.ts'
import { seedDesk } from './seed/officers.ts'
import { type DemoPayment, paymentOf } from './seed/payments.ts'
import { READS_HEADER, readRows } from './seed/readings.ts'
import { eventRows } from './seed/supply.ts'
import { utilityBillLine } from './seed/utility-bills.ts'

const SEED: SystemActor = { kind: 'system', name: 'seed' }
const LOADED = 'demo.loaded'
/** Bills that the demo begins with: a year of history beside the newest one, and the months to compare with. */
const MONTHS_BILLED = 14
/** Half hours that the demo begins with: this month and the one before. */
const DAYS_OF_BLOCKS = 60
const HOUR_MS = 3_600_000

/**
 * Loads what the demo starts with, and at later starts what has come since: readings up to yesterday and the bills of
 * months that are over. Everything passes through the portal's own ingest and verbs. Doing it again changes nothing.
 */
export async function seedDemo(services: Services): Promise<void> {
  await seedDesk(services, SEED)
  await seedCamps(services, SEED)
  const isLoaded = (await services.db.auditEntry.count({ where: { action: LOADED } })) > 0
  if (isLoaded) return topUp(services)
  await loadHistory(services, DEMO_HOMES, { billed: BILLED_HOMES })
  await takeBlocks(services, DEMO_HOMES)
  await recordAudit(services.db, SEED, LOADED, { at: services.now() })
}

/**
 * Lives through the months with the clock of each, so that messages, receipts and bills carry the dates that they would
 * have. A load that was killed is done over: what is there already is found unchanged.
 */
export async function loadHistory(
  services: Services,
  homes: readonly DemoHome[],
  {
    billed = [],
    monthsBilled = MONTHS_BILLED,
    besideOthers = false,
  }: {
    billed?: readonly DemoHome[]
    monthsBilled?: number
    /** Homes are there whose months go another way: these are billed one by one. */
    besideOthers?: boolean
  } = {},
): Promise<void> {
  const newest = newestBillableMonth(services)
  const months = Array.from({ length: monthsBilled }, (_, index) => addMonths(newest, index - monthsBilled + 1))
  const then = at(services, firstDayOf(months[0] as Month), 9)
  await makeReadingMonths(services.db, { from: months[0] as Month, to: addMonths(newest, 1) })
  await take(then, 'tariffs', fs.readFileSync(path.join(import.meta.dirname, 'seed', 'tariffs.json')))
  await take(then, 'consumers', masterFile([...homes, ...billed]))
  await services.db.consumer.updateMany({ where: { mobile: { not: NEWCOMER } }, data: { guidedAt: then.now() } })
  for (const of of months) {
    const { billedOn } = datesOf(of)
    // A first month without its readings could not be billed, for want of earlier bills to estimate from.
    const read = of === months[0] ? homes.map((home) => ({ ...home, missing: undefined })) : homes
    await takeReads(at(services, billedOn, 6), read, firstDayOf(of), lastDayOf(of))
    for (const consumerNo of besideOthers ? homes.map((home) => home.consumerNo) : [undefined])
      await issue(at(services, billedOn, 8), of, consumerNo)
    await takeBills(at(services, billedOn, 9), billed, of)
    await pay(services, [...homes, ...billed], of, newest)
  }
  await takeReads(services, homes, firstDayOf(addMonths(newest, 1)), yesterday(services))
}

async function topUp(services: Services): Promise<void> {
  const consumerNos = DEMO_HOMES.map(({ consumerNo }) => consumerNo)
  const [day, bill] = await Promise.all([
    services.db.meterDay.findFirst({
      where: { connection: { consumerNo: { in: consumerNos } } },
      orderBy: { onDay: 'desc' },
      select: { onDay: true },
    }),
    services.db.bill.findFirst({
      where: { connection: { consumerNo: { in: consumerNos } } },
      orderBy: { month: 'desc' },
      select: { month: true },
    }),
  ])
  if (!day || !bill) return
  await takeReads(services, DEMO_HOMES, addDays(dayFromColumn(day.onDay), 1), yesterday(services))
  await takeBlocks(services, DEMO_HOMES)
  const newest = newestBillableMonth(services)
  for (let of = addMonths(bill.month as Month, 1); of <= newest; of = addMonths(of, 1)) {
    // One by one: connections that somebody has loaded into the demo are theirs to bill.
    for (const consumerNo of consumerNos) await issue(services, of, consumerNo)
    await takeBills(services, BILLED_HOMES, of)
  }
}

const yesterday = (services: Services): IstDay => addDays(dayOf(services.now()), -1)

/** The last month whose bill date has come. */
function newestBillableMonth({ now }: Services): Month {
  const today = dayOf(now())
  const last = addMonths(monthOf(today), -1)
  return datesOf(last).billedOn <= today ? last : addMonths(last, -1)
}

function datesOf(of: Month): BillDates {
  const dates = billDates(of, env().billing)
  if (!dates) throw new Error(`The bill date of ${of} lies within it.`)
  return dates
}

/** The same services at an hour of another day. */
function at({ db }: Services, on: IstDay, hour: number): Services {
  const instant = new Date(startOfDay(on).getTime() + hour * HOUR_MS)
  return { db, now: () => instant }
}

async function takeReads(services: Services, homes: readonly DemoHome[], from: IstDay, to: IstDay): Promise<void> {
  const rows = homes.flatMap((home) => readRows(home, from, to))
  if (rows.length > 0) await take(services, 'daily-reads', [READS_HEADER, ...rows, ''].join('\n'))
}

/**
 * What is known of the last weeks besides the days: half hours, events, notices and prepaid balances; at later starts
 * what has come since.
 */
export async function takeBlocks(
  services: Services,
  homes: readonly DemoHome[],
  daysOfBlocks = DAYS_OF_BLOCKS,
): Promise<void> {
  const last = await services.db.blockDay.findFirst({
    where: { connection: { consumerNo: { in: homes.map(({ consumerNo }) => consumerNo) } } },
    orderBy: { onDay: 'desc' },
    select: { onDay: true },
  })
  const to = yesterday(services)
  const first = addDays(to, 1 - daysOfBlocks)
  const next = last ? addDays(dayFromColumn(last.onDay), 1) : first
  const from = [first, next].sort()[1] as IstDay
  const blocks = homes.flatMap((home) => blockRows(home, from, to))
  if (blocks.length > 0) await take(services, 'block-reads', [BLOCKS_HEADER, ...blocks, ''].join('\n'))
  const events = homes.flatMap((home) => eachDay(from, to).flatMap((on) => eventRows(home, on)))
  if (events.length > 0) await take(services, 'events', ['meter_no,at,event_id', ...events, ''].join('\n'))
  // Of all the days: what was announced goes on while they pass.
  const notices = outageNotices(homes, { from: first, to, now: services.now() })
  await take(services, 'outages', JSON.stringify(notices))
  for (const home of homes.filter(({ mode }) => mode === 'PREPAID')) {
    const balances = await balanceRows(services, home, first)
    await take(services, 'balances', [BALANCES_HEADER, ...balances, ''].join('\n'))
  }
}

async function take(services: Services, kind: IngestKind, content: string | Buffer): Promise<void> {
  const source = Readable.from([Buffer.from(content)])
  const taken = await ingestFile(services, SEED, { kind, source, name: `demo ${kind}` })
  const reasons = taken.ok ? taken.errors.map(({ line, reason }) => `line ${line}: ${reason}`) : taken.reasons
  if (reasons.length > 0) throw new Error(`The demo's ${kind} were refused: ${reasons.join('; ')}`)
}

async function issue(services: Services, of: Month, consumerNo?: string): Promise<void> {
  const reasons: string[] = []
  const onPage = ({ notBilled }: IssuedPage) => {
    for (const refusal of notBilled) reasons.push(`${refusal.consumerNo} ${refusal.reason}`)
  }
  const issued = await issueBills(services, SEED, { month: of, consumerNo, onPage })
  if (!issued.ok) reasons.push(issued.reason)
  if (reasons.length > 0) throw new Error(`The demo's bills of ${of} were refused: ${reasons.join('; ')}`)
}

/** The month's bills of homes without a smart meter, as the utility's billing sends them. */
async function takeBills(services: Services, homes: readonly DemoHome[], of: Month): Promise<void> {
  const lines: string[] = []
  for (const home of homes) {
    // A demo that was loaded before these homes were thought of goes on without them.
    const { consumerNo } = home
    if ((await services.db.connection.count({ where: { consumerNo } })) > 0)
      lines.push(await utilityBillLine(services, home, { of, dates: datesOf(of) }))
  }
  if (lines.length > 0) await take(services, 'bills', [...lines, ''].join('\n'))
}

/** Books what the homes pay of the bills of a month, on the days on which they pay. */
async function pay(services: Services, homes: readonly DemoHome[], of: Month, newest: Month): Promise<void> {
  const habits = new Map(homes.map(({ consumerNo, pays }) => [consumerNo, pays]))
  const bills = await services.db.bill.findMany({
    where: { month: of, mode: 'POSTPAID', connection: { consumerNo: { in: [...habits.keys()] } } },
    select: {
      billedOn: true,
      dueOn: true,
      payableByDuePaise: true,
      promptRebatePaise: true,
      connection: { select: { consumerNo: true } },
    },
  })
  const payments = bills.flatMap(({ connection: { consumerNo }, ...bill }) => {
    const payment = paymentOf(
      {
        consumerNo,
        billedOn: dayFromColumn(bill.billedOn),
        dueOn: dayFromColumn(bill.dueOn),
        payableByDuePaise: paise(bill.payableByDuePaise),
        promptRebatePaise: paise(bill.promptRebatePaise),
        monthsAgo: monthsBetween(of, newest),
      },
      habits.get(consumerNo) ?? 'NEVER',
    )
    return payment && payment.on < dayOf(services.now()) ? [payment] : []
  })
  for (const on of [...new Set(payments.map((payment) => payment.on))].sort()) {
    const rows = payments.filter((payment) => payment.on === on).map((payment) => paymentRow(payment, of))
    const header = 'consumer_no,amount_rupees,paid_at,channel,reference'
    await take(at(services, on, 20), 'payments', [header, ...rows, ''].join('\n'))
  }
}

function paymentRow({ consumerNo, on, amountPaise, channel }: DemoPayment, of: Month): string {
  return `${consumerNo},${rupeesDecimal(amountPaise)},${on} 11:20,${channel},DEMO-${of}-${consumerNo}`
}

function monthsBetween(earlier: Month, later: Month): number {
  let count = 0
  for (let of = earlier; of < later; of = addMonths(of, 1)) count += 1
  return count
}
