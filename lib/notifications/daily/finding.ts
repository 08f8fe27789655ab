import type { Tx } from '#lib/platform/db.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { NewNotice } from '../notify.ts'

/** A connection as the day's look sees it, with its terms of the day. */
export type LookedAt = {
  id: string
  consumerNo: string
  subdivision: string
  feeder: string | null
  mode: 'POSTPAID' | 'PREPAID'
  category: string
  sanctionedLoadW: number
  suppliedFrom: IstDay
}

export type Page = { tx: Tx; at: Date; book: TariffBook | null; connections: readonly LookedAt[] }

/** Something to tell of a connection; what the meter tells, only to those with a strong proof. */
export type Finding = Omit<NewNotice, 'connectionId'> & { connectionId: string; part: 'BILLS' | 'METER' }

/** How messages call a connection: its last four digits name nobody. */
export const shortNo = ({ consumerNo }: Pick<LookedAt, 'consumerNo'>): string => consumerNo.slice(-4)
