import { supplyHistory } from '#lib/billing/supply-history.ts'
import { holdingLinks } from '#lib/consumers/access.ts'
import { wakingTime } from '#lib/messaging/waking-hours.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { notifyAll, peopleOfAll } from '../notify.ts'
import { findBalances } from './find-balances.ts'
import { findDues } from './find-dues.ts'
import { findMeterNews } from './find-meter-news.ts'
import { findPlannedWork } from './find-planned-work.ts'
import type { Finding, LookedAt, Page } from './finding.ts'

/** Connections a page: large enough that statements are few, small enough that a page is done within a second. */
const PAGE = 200
/** Of each minute: the portal has other things to do, and a circle is done by noon all the same. */
const BUDGET_MS = 5_000

const FINDERS: readonly ((page: Page) => Promise<Finding[]>)[] = [
  findDues,
  findBalances,
  findMeterNews,
  findPlannedWork,
]

/**
 * Looks once a day, from 8 o'clock on, at every connection that somebody is linked to, and tells what is new: a bill that
 * is due in three days or past its day, a low balance, a limit, the load, unusual use, work on the supply. Run every
 * minute; it goes on where it was, and two processes at once look at each page once. Returns how many people were told.
 */
export async function dailyNotices(services: Services, { budgetMs = BUDGET_MS } = {}): Promise<number> {
  const at = services.now()
  if (wakingTime(at) > at) return 0
  const on = dayToColumn(dayOf(at))
  await services.db.noticeRound.createMany({ data: [{ on }], skipDuplicates: true })
  const book = await loadTariffBook(services)
  const began = performance.now()
  let told = 0
  for (;;) {
    const page = await services.db.$transaction((tx) => nextPage(tx, { on, at, book }), { timeout: 30_000 })
    told += page?.told ?? 0
    if (!page || page.isLast || performance.now() - began > budgetMs) return told
  }
}

type Round = { on: Date; at: Date; book: TariffBook | null }

/** The next page of the day; null when the day is done, or another process is at it. */
async function nextPage(tx: Tx, { on, at, book }: Round): Promise<{ told: number; isLast: boolean } | null> {
  const [round] = await tx.$queryRaw<{ doneTo: string | null }[]>`
    select "doneTo"::text from "NoticeRound" where "on" = ${on} and "endedAt" is null for update skip locked`
  if (!round) return null
  const found = await tx.connection.findMany({
    where: { links: { some: holdingLinks(at) }, ...(round.doneTo && { id: { gt: round.doneTo } }) },
    orderBy: { id: 'asc' },
    take: PAGE,
    select: {
      ...{ id: true, consumerNo: true, subdivision: true, feeder: true, connectedOn: true },
      terms: { where: { effectiveFrom: { lte: on } }, orderBy: { effectiveFrom: 'asc' } },
    },
  })
  const connections = found.flatMap(({ terms, connectedOn, ...connection }): LookedAt[] => {
    const { suppliedFrom } = supplyHistory({ connectedOn, terms, installations: [] })
    const now = terms.at(-1)
    return now && suppliedFrom ? [{ ...connection, ...now, suppliedFrom }] : []
  })
  const findings: Finding[] = []
  for (const find of FINDERS) findings.push(...(await find({ tx, at, book, connections })))
  const people = await peopleOfAll(
    tx,
    at,
    findings.map(({ connectionId }) => connectionId),
  )
  const told = await notifyAll(
    tx,
    at,
    findings.map(({ part, ...notice }) => ({
      people: (people.get(notice.connectionId) ?? []).filter(({ isWeak }) => part === 'BILLS' || !isWeak),
      notice,
    })),
  )
  const isLast = found.length < PAGE
  await tx.noticeRound.update({
    where: { on },
    data: { doneTo: found.at(-1)?.id ?? round.doneTo, ...(isLast && { endedAt: at }) },
  })
  return { told, isLast }
}
