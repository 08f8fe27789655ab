import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { billedOrders } from './billed-orders.ts'
import { readStoredTariffs } from './stored-tariffs.ts'
import {
  type DutyRule,
  LATER,
  parseTariffBook,
  type SubsidyScheme,
  type TariffBook,
  type TariffOrder,
  TERMS_PARTS,
  type TermsPart,
} from './tariff-book.ts'
import { plainJson, tariffDocument } from './tariff-document.ts'

export type SavedTariffs = { ok: true; changed: string[] } | { ok: false; reasons: string[] }

/**
 * Stores a checked book beside what was loaded before: orders and schemes by id, duties and later terms by their first
 * day, FPPPA by month; nothing that the book does not name is removed. `changed` names what is new or different, and is
 * empty when the same book comes again, which then leaves no trace. Only a system actor (the ingest) may save.
 *
 * Refuses the whole book when it changes an order that an issued bill names, because a bill must stay explainable by
 * the order that it was computed by, and when together with the stored rows it would contradict itself.
 */
export async function saveTariffs(services: Services, actor: Actor, book: TariffBook): Promise<SavedTariffs> {
  if (actor.kind !== 'system') return { ok: false, reasons: ['Only an officer may load tariffs.'] }
  return services.db.$transaction(async (tx) => {
    await lockTariffs(tx)
    return storeBook(tx, book, services.now())
  })
}

/** Two loads at once would each compare with what the other is about to replace: held until the transaction ends. */
export async function lockTariffs(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('tariffs'))`
}

/** The same within a transaction that holds `lockTariffs`, for whoever has leave to. */
export async function storeBook(tx: Tx, book: TariffBook, now: Date): Promise<SavedTariffs> {
  const stored = await readStoredTariffs(tx)
  const change = changeOf(stored, book)
  const billed = await billedOrders(
    tx,
    change.orders.map((order) => order.id),
  )
  if (billed.length > 0)
    return {
      ok: false,
      reasons: billed.map((id) => `Order ${id} stands on issued bills and cannot change. Load it under a new id.`),
    }
  const whole = parseTariffBook(tariffDocument(merged(stored, book)))
  if (!whole.ok)
    return { ok: false, reasons: whole.reasons.map((reason) => `With the tariffs loaded before, ${reason}`) }
  const changed = namesOf(change)
  if (changed.length > 0) await store(tx, change, book, now)
  return { ok: true, changed }
}

type Change = Pick<TariffBook, 'orders' | 'subsidies' | 'duties' | 'fppa'> & { later: Later[]; terms: boolean }
type Later = { part: TermsPart; effectiveFrom: IstDay }

const idOf = (row: { id: string }) => row.id
const firstDayOfRule = (rule: Pick<DutyRule, 'effectiveFrom'>) => rule.effectiveFrom
const monthOfCharge = (charge: TariffBook['fppa'][number]) => charge.month
const termsOf = ({ rebates, delayedPayment, supplyHoursForFullFixedCharge, readings }: TariffBook) =>
  plainJson({ rebates, delayedPayment, supplyHoursForFullFixedCharge, readings })

function changeOf(stored: TariffBook | null, book: TariffBook): Change {
  return {
    orders: different(stored?.orders ?? [], book.orders, idOf),
    subsidies: different(stored?.subsidies ?? [], book.subsidies, idOf),
    duties: different(stored?.duties ?? [], book.duties, firstDayOfRule),
    fppa: different(stored?.fppa ?? [], book.fppa, monthOfCharge),
    later: TERMS_PARTS.flatMap((part) =>
      different<{ effectiveFrom: IstDay }>(stored?.[LATER[part]] ?? [], book[LATER[part]], firstDayOfRule).map(
        (entry) => ({ part, ...entry }),
      ),
    ),
    terms: !stored || !isDeepStrictEqual(termsOf(stored), termsOf(book)),
  }
}

function different<T>(stored: readonly T[], given: readonly T[], keyOf: (row: T) => string): T[] {
  const known = new Map(stored.map((row) => [keyOf(row), plainJson(row)]))
  return given.filter((row) => !isDeepStrictEqual(known.get(keyOf(row)), plainJson(row)))
}

function merged(stored: TariffBook | null, book: TariffBook): TariffBook {
  const beside = <T>(before: readonly T[] | undefined, given: readonly T[], keyOf: (row: T) => string): T[] => {
    const replaced = new Set(given.map(keyOf))
    return [...(before ?? []).filter((row) => !replaced.has(keyOf(row))), ...given]
  }
  return {
    ...book,
    orders: beside<TariffOrder>(stored?.orders, book.orders, idOf),
    subsidies: beside<SubsidyScheme>(stored?.subsidies, book.subsidies, idOf),
    duties: beside(stored?.duties, book.duties, firstDayOfRule),
    fppa: beside(stored?.fppa, book.fppa, monthOfCharge),
    laterRebates: beside(stored?.laterRebates, book.laterRebates, firstDayOfRule),
    laterDelayedPayment: beside(stored?.laterDelayedPayment, book.laterDelayedPayment, firstDayOfRule),
    laterSupplyHours: beside(stored?.laterSupplyHours, book.laterSupplyHours, firstDayOfRule),
    laterReadings: beside(stored?.laterReadings, book.laterReadings, firstDayOfRule),
  }
}

function namesOf({ orders, subsidies, duties, fppa, later, terms }: Change): string[] {
  return [
    ...orders.map(({ id }) => `order ${id}`),
    ...subsidies.map(({ id }) => `subsidy ${id}`),
    ...duties.map(({ effectiveFrom }) => `duty from ${effectiveFrom}`),
    ...fppa.map(({ month }) => `FPPPA of ${month}`),
    ...later.map(({ part, effectiveFrom }) => `${part} from ${effectiveFrom}`),
    ...(terms ? ['rebates, surcharge, supply hours and readings'] : []),
  ]
}

async function store(
  tx: Tx,
  { orders, subsidies, duties, fppa, later }: Change,
  book: TariffBook,
  now: Date,
): Promise<void> {
  for (const { id, effectiveFrom, categories } of orders) {
    const row = { effectiveFrom: dayToColumn(effectiveFrom), categories: plainJson(categories), loadedAt: now }
    await tx.tariffOrder.upsert({ where: { id }, create: { id, ...row }, update: row })
  }
  for (const { id, effectiveFrom, categories, bands, confidence } of subsidies) {
    const row = { effectiveFrom: dayToColumn(effectiveFrom), categories, bands: plainJson(bands), confidence }
    await tx.subsidyScheme.upsert({ where: { id }, create: { id, ...row }, update: row })
  }
  for (const rule of duties) {
    const effectiveFrom = dayToColumn(rule.effectiveFrom)
    const row = {
      effectiveTo: rule.effectiveTo ? dayToColumn(rule.effectiveTo) : null,
      mode: rule.mode,
      values: plainJson(rule.mode === 'PERCENT' ? rule.percent : rule.paisePerKwh),
      confidence: rule.confidence,
    }
    await tx.dutyRule.upsert({ where: { effectiveFrom }, create: { effectiveFrom, ...row }, update: row })
  }
  for (const charge of fppa) {
    const paisePerKwh = plainJson(charge.paisePerKwh) as string
    await tx.fuelCharge.upsert({
      where: { month: charge.month },
      create: { month: charge.month, paisePerKwh },
      update: { paisePerKwh },
    })
  }
  for (const { part, effectiveFrom: on, ...entry } of later) {
    const [effectiveFrom, terms] = [dayToColumn(on), plainJson(entry)]
    await tx.laterTerms.upsert({
      where: { part_effectiveFrom: { part, effectiveFrom } },
      create: { part, effectiveFrom, terms },
      update: { terms },
    })
  }
  // Written with every change, also of rates alone: its id is the number of the load that readers compare.
  await tx.tariffTerms.create({
    data: {
      rebates: plainJson(book.rebates),
      delayedPayment: plainJson(book.delayedPayment),
      supplyHours: plainJson(book.supplyHoursForFullFixedCharge),
      readings: plainJson(book.readings),
      loadedAt: now,
    },
  })
}
