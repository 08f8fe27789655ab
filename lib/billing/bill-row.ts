import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, type IstDay, type Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { DueBill } from './amount-due.ts'

/** The columns that every view of a bill needs. */
export const BILL_COLUMNS = {
  id: true,
  billNo: true,
  month: true,
  periodFrom: true,
  periodTo: true,
  billedOn: true,
  dueOn: true,
  basis: true,
  mode: true,
  category: true,
  energyWh: true,
  payableByDuePaise: true,
  payableAfterDuePaise: true,
  promptRebatePaise: true,
  promptUntilOn: true,
  digitalRebatePaise: true,
} as const

type Row = {
  id: string
  billNo: string
  month: string
  periodFrom: Date
  periodTo: Date
  billedOn: Date
  dueOn: Date
  basis: 'ACTUAL' | 'PROVISIONAL'
  mode: 'POSTPAID' | 'PREPAID'
  category: string
  energyWh: bigint
  payableByDuePaise: bigint
  payableAfterDuePaise: bigint
  promptRebatePaise: bigint
  promptUntilOn: Date | null
  digitalRebatePaise: bigint
}

/** A bill with its units, days and amounts branded; as it was issued, whatever was paid since. */
export type BillFacts = DueBill & {
  id: string
  billNo: string
  month: Month
  periodFrom: IstDay
  periodTo: IstDay
  basis: 'ACTUAL' | 'PROVISIONAL'
  category: string
  energyWh: WattHours
  payableByDuePaise: Paise
}

export function billFacts(row: Row): BillFacts {
  return {
    id: row.id,
    billNo: row.billNo,
    month: row.month as Month,
    periodFrom: dayFromColumn(row.periodFrom),
    periodTo: dayFromColumn(row.periodTo),
    billedOn: dayFromColumn(row.billedOn),
    dueOn: dayFromColumn(row.dueOn),
    basis: row.basis,
    mode: row.mode,
    category: row.category,
    energyWh: wattHours(row.energyWh),
    payableByDuePaise: paise(row.payableByDuePaise),
    payableAfterDuePaise: paise(row.payableAfterDuePaise),
    promptRebatePaise: paise(row.promptRebatePaise),
    promptUntilOn: row.promptUntilOn && dayFromColumn(row.promptUntilOn),
    digitalRebatePaise: paise(row.digitalRebatePaise),
  }
}
