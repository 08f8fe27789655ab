import type { Tx } from '#lib/platform/db.ts'
import { dayFromColumn } from '#lib/units/ist.ts'
import type { LaterTerms } from '#prisma/generated/client.ts'
import { LATER, parseTariffBook, type TariffBook, TERMS_PARTS, type TermsPart } from './tariff-book.ts'

/** The latest load of tariffs: it changes with every load that changes anything. Null before the first. */
export async function latestLoad(db: Pick<Tx, 'tariffTerms'>): Promise<number | null> {
  const latest = await db.tariffTerms.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  return latest?.id ?? null
}

/**
 * The stored rows as a book; null before the first load. Runs several queries, so it wants a transaction that
 * sees one state of the database. Throws when the rows do not make a book, because only checked ones are stored.
 */
export async function readStoredTariffs(tx: Tx): Promise<TariffBook | null> {
  const terms = await tx.tariffTerms.findFirst({ orderBy: { id: 'desc' } })
  if (!terms) return null
  const orders = await tx.tariffOrder.findMany()
  const subsidies = await tx.subsidyScheme.findMany()
  const duties = await tx.dutyRule.findMany()
  const fppa = await tx.fuelCharge.findMany()
  const later = await tx.laterTerms.findMany()
  const parsed = parseTariffBook({
    orders: orders.map(({ id, effectiveFrom, categories }) => ({
      id,
      effectiveFrom: dayFromColumn(effectiveFrom),
      categories,
    })),
    subsidies: subsidies.map((scheme) => ({ ...scheme, effectiveFrom: dayFromColumn(scheme.effectiveFrom) })),
    duties: duties.map(({ effectiveFrom, effectiveTo, mode, values, confidence }) => ({
      effectiveFrom: dayFromColumn(effectiveFrom),
      ...(effectiveTo && { effectiveTo: dayFromColumn(effectiveTo) }),
      mode,
      [mode === 'PERCENT' ? 'percent' : 'paisePerKwh']: values,
      confidence,
    })),
    fppa,
    rebates: terms.rebates,
    delayedPayment: terms.delayedPayment,
    supplyHoursForFullFixedCharge: terms.supplyHours,
    readings: terms.readings,
    ...laterLists(later),
  })
  if (!parsed.ok) throw new Error(`The stored tariffs cannot be read: ${parsed.reasons.join('; ')}`)
  return parsed.book
}

function laterLists(rows: readonly LaterTerms[]): Record<string, object[]> {
  const entriesOf = (part: TermsPart) =>
    rows
      .filter((row) => row.part === part)
      .map(({ effectiveFrom, terms }) => ({ ...(terms as object), effectiveFrom: dayFromColumn(effectiveFrom) }))
  return Object.fromEntries(TERMS_PARTS.map((part) => [LATER[part], entriesOf(part)]))
}
