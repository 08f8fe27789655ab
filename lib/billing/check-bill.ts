import type { ConsumerActor } from '#lib/identity/actor.ts'
import { readSupplyMinutes } from '#lib/metering/supply-minutes.ts'
import type { Services } from '#lib/platform/services.ts'
import type { AdjustmentReason, BillRefusal } from '#lib/tariff/bill-input.ts'
import { type DailyEnergy, readByDay, spreadEvenly } from '#lib/tariff/daily-energy.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import type { WattHours } from '#lib/units/energy.ts'
import { eachDay, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { sumOfLines } from './bill-difference.ts'
import { type BillSource, billedDays, billSources } from './bill-sources.ts'
import { basisOfMonth } from './draft-bill.ts'
import { type BillView, getBill } from './get-bill.ts'
import { meteredBill } from './metered-bill.ts'
import { readingsOf } from './month-readings.ts'
import type { StoredLine } from './stored-line.ts'

/** In the order of a bill. */
const CHECKED = ['FIXED', 'ENERGY', 'FPPPA', 'PREPAID_REBATE', 'DUTY', 'SUBSIDY', 'ROUNDING'] as const
/** What other bills, payments and decisions brought: taken as it stands. */
const TAKEN = ['ADJUSTMENT', 'ARREARS', 'DPS', 'ADVANCE'] as const

export type CheckedLine = { code: StoredLine['code']; billedPaise: Paise; checkedPaise: Paise }
export type BillCheck = { bill: BillView } & (
  | {
      ok: true
      /** What the units were taken from: each day's reading, readings and estimates, or the bill itself. */
      from: 'READINGS' | 'READINGS_AND_ESTIMATES' | 'BILL'
      checkedWh: WattHours
      /** The lines that the rules give, of which the bill or the check has any. */
      lines: CheckedLine[]
      /** Codes that are on the bill and were not computed again. */
      taken: StoredLine['code'][]
      checkedPaise: Paise
    }
  | ({ ok: false } & (BillRefusal | { reason: 'NO_TARIFF' }))
)

/**
 * Computes a bill again from what is known today, the meter's days, the terms of supply and the tariff in force, and
 * lays each line beside the billed one. Of a utility's bill whose days were not all read, the units are those that it
 * bills. Null for a stranger's bill.
 */
export async function checkBill(
  services: Services,
  actor: ConsumerActor,
  asked: { connectionId: string; billId: string },
): Promise<BillCheck | null> {
  const bill = await getBill(services, actor, asked)
  if (!bill) return null
  const book = await loadTariffBook(services)
  if (!book) return { bill, ok: false, reason: 'NO_TARIFF' }
  const sources = await billSources(services.db, [bill.connectionId], bill.month)
  return compute(services, { bill, book, source: sources.get(bill.connectionId) as BillSource })
}

async function compute(
  { db }: Services,
  { bill, book, source }: { bill: BillView; book: TariffBook; source: BillSource },
): Promise<BillCheck> {
  const { connectionId, periodFrom, periodTo } = bill
  const days = eachDay(periodFrom, periodTo)
  const readings = (await readingsOf(db, [connectionId], periodFrom, periodTo)).get(connectionId) ?? new Map()
  const minutes = (await readSupplyMinutes(db, [connectionId], [{ from: periodFrom, to: periodTo }])).get(connectionId)
  const { energy, from } = energyOf(bill, source, { days, readings })
  const { maxDemandW } = bill
  const supplyMinutes = minutes ?? new Map()
  const known = { from: periodFrom, to: periodTo, history: source, readings, supplyMinutes, energy, maxDemandW }
  const calculated = meteredBill(book, known, {
    adjustments: bill.lines.flatMap((line) =>
      line.code === 'ADJUSTMENT' ? [{ reason: line.reason as AdjustmentReason, amountPaise: line.amountPaise }] : [],
    ),
    arrearsPaise: sumOfLines(bill, 'ARREARS'),
    delayedPayment: { amountPaise: sumOfLines(bill, 'DPS') },
    advancePaise: paise(-sumOfLines(bill, 'ADVANCE')),
  })
  if (!calculated.ok) return { bill, ...calculated }
  const checked = calculated.bill
  return {
    ...{ bill, ok: true, from, checkedWh: checked.energyWh, checkedPaise: checked.payableByDuePaise },
    lines: CHECKED.map((code) => ({
      code,
      billedPaise: sumOfLines(bill, code),
      checkedPaise: sumOfLines(checked, code),
    })).filter(({ billedPaise, checkedPaise }) => billedPaise !== 0n || checkedPaise !== 0n),
    taken: TAKEN.filter((code) => bill.lines.some((line) => line.code === code)),
  }
}

type Known = { days: readonly IstDay[]; readings: ReadonlyMap<IstDay, { energyWh: WattHours; measured: boolean }> }

function energyOf(
  bill: BillView,
  source: BillSource,
  { days, readings }: Known,
): { energy: DailyEnergy; from: 'READINGS' | 'READINGS_AND_ESTIMATES' | 'BILL' } {
  const daily = days.map((on) => readings.get(on))
  if (daily.every((reading) => reading?.measured))
    return {
      energy: readByDay(daily.map((reading) => (reading as { energyWh: WattHours }).energyWh)),
      from: 'READINGS',
    }
  // Our own periods are months, whose missing days have a rule.
  const isOwnMonth = bill.issuer === 'PORTAL' && billedDays(source, bill.month).length === days.length
  const basis = isOwnMonth ? basisOfMonth(source, bill.month) : null
  if (basis?.ok) return { energy: readByDay(basis.dailyWh), from: 'READINGS_AND_ESTIMATES' }
  return { energy: spreadEvenly(bill.energyWh, days.length), from: 'BILL' }
}
