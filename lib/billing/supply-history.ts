import type { SupplyTerms } from '#lib/tariff/bill-input.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'

type Terms = { from: IstDay; category: string; mode: 'POSTPAID' | 'PREPAID'; sanctionedLoadW: number }
type Installation = { serialNo: string; fromOn: IstDay; isSmart: boolean }

/** Since when and on which terms a connection is supplied, and by which meters it was measured; oldest first. */
export type SupplyHistory = {
  /** The day from which the connection can be billed; null without terms. */
  suppliedFrom: IstDay | null
  terms: Terms[]
  installations: Installation[]
}

/** The columns of a connection that its supply history is read from. */
export const SUPPLY_COLUMNS = {
  connectedOn: true,
  terms: {
    orderBy: { effectiveFrom: 'asc' },
    select: { effectiveFrom: true, category: true, mode: true, sanctionedLoadW: true },
  },
  installations: {
    orderBy: { fromOn: 'asc' },
    select: { fromOn: true, meter: { select: { serialNo: true, intervalMinutes: true } } },
  },
} as const

type Row = {
  connectedOn: Date | null
  terms: { effectiveFrom: Date; category: string; mode: 'POSTPAID' | 'PREPAID'; sanctionedLoadW: number }[]
  installations: { fromOn: Date; meter: { serialNo: string; intervalMinutes: number | null } }[]
}

export function supplyHistory({ connectedOn, terms, installations }: Row): SupplyHistory {
  const first = terms[0] && dayFromColumn(terms[0].effectiveFrom)
  const connected = connectedOn && dayFromColumn(connectedOn)
  return {
    suppliedFrom: first ? latestDay(first, connected ?? first) : null,
    terms: terms.map(({ effectiveFrom, ...rest }) => ({ ...rest, from: dayFromColumn(effectiveFrom) })),
    installations: installations.map(({ fromOn, meter }) => ({
      serialNo: meter.serialNo,
      fromOn: dayFromColumn(fromOn),
      isSmart: meter.intervalMinutes !== null,
    })),
  }
}

/** The terms of a day; none before the first. */
export function termsOn({ terms }: Pick<SupplyHistory, 'terms'>, on: IstDay): Terms | undefined {
  return terms.findLast(({ from }) => from <= on)
}

/** The meter of a day. Days before the first meter count with it, because a first meter changes no price. */
export function meterOn({ installations }: Pick<SupplyHistory, 'installations'>, on: IstDay): Installation | undefined {
  return installations.findLast(({ fromOn }) => fromOn <= on) ?? installations[0]
}

/**
 * The first day on which a smart meter measured what the connection was supplied with; null without one. Demand of before
 * is held against nobody (Electricity (Rights of Consumers) Rules 2020, rule 5(5a), 14 June 2023).
 */
export function smartMeterFrom({ suppliedFrom, installations }: SupplyHistory): IstDay | null {
  const fittedOn = installations.find(({ isSmart }) => isSmart)?.fromOn
  return fittedOn && suppliedFrom ? latestDay(fittedOn, suppliedFrom) : null
}

/** A smart meter was fitted at some time; else there are only the bills of the utility. */
export function hasSmartMeter({ installations }: Pick<SupplyHistory, 'installations'>): boolean {
  return installations.some(({ isSmart }) => isSmart)
}

/** Terms and meters as the tariff engine takes them: one row from each day on which either changes. */
export function supplyTerms(history: Pick<SupplyHistory, 'terms' | 'installations'>): SupplyTerms[] {
  const starts = [...history.terms.map(({ from }) => from), ...history.installations.map(({ fromOn }) => fromOn)]
  return [...new Set(starts)].sort().flatMap((from): SupplyTerms[] => {
    const held = termsOn(history, from)
    return held ? [{ ...held, from, voltage: 'LT', meter: meterOn(history, from)?.serialNo }] : []
  })
}

export const latestDay = (a: IstDay, b: IstDay): IstDay => [a, b].sort()[1] as IstDay
export const earliestDay = (a: IstDay, b: IstDay): IstDay => [a, b].sort()[0] as IstDay
