import { billStandings } from '#lib/ledger/bill-standings.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'

export const DISCONNECTION_REASONS = ['DUES', 'SAFETY', 'OTHER'] as const
export type DisconnectionReason = (typeof DISCONNECTION_REASONS)[number]

/** That the utility means to cut a supply, as it sent it. */
export type Disconnection = {
  disconnectOn: IstDay
  reason: DisconnectionReason
  /** The reason in the utility's own words. */
  words: string | null
}
export type SentNotice = Disconnection & {
  connectionId: string
  /** The utility's name for the notice. */
  reference: string
  /** It was taken back on this day. */
  withdrawnOn: IstDay | null
}

/**
 * The notice that stands against a connection, the earliest day first; null without one. A notice for dues is no longer
 * shown once nothing is unpaid of the bills that it can have been about: a later bill does not bring it back. The caller has
 * made sure whose connection it is.
 */
export async function openNotice(db: Db, connectionId: string, isUnpaid: boolean): Promise<Disconnection | null> {
  const notices = await db.disconnectionNotice.findMany({
    where: { connectionId, withdrawnOn: null, ...(isUnpaid ? {} : { reason: { not: 'DUES' } }) },
    orderBy: { disconnectOn: 'asc' },
    select: { disconnectOn: true, reason: true, words: true, recordedAt: true },
  })
  const unpaid = notices.some(({ reason }) => reason === 'DUES') ? await billStandings(db, connectionId) : new Map()
  // What is paid settles the oldest bill first.
  const [oldest] = unpaid.values()
  const found = notices.find(({ reason, recordedAt }) => reason !== 'DUES' || oldest?.periodTo < dayOf(recordedAt))
  if (!found) return null
  const { disconnectOn, reason, words } = found
  return { reason, words, disconnectOn: dayFromColumn(disconnectOn) }
}

/** Keeps a notice as it came; a later word under the same name replaces the earlier one. False where nothing is new. */
export async function saveNotice(tx: Tx, sent: SentNotice, recordedAt: Date): Promise<boolean> {
  const { connectionId, reference, disconnectOn, withdrawnOn, reason, words } = sent
  const row = {
    reason,
    words,
    disconnectOn: dayToColumn(disconnectOn),
    withdrawnOn: withdrawnOn && dayToColumn(withdrawnOn),
  }
  const isKnown = await tx.disconnectionNotice.count({ where: { connectionId, reference, ...row } })
  if (isKnown > 0) return false
  await tx.disconnectionNotice.upsert({
    where: { connectionId_reference: { connectionId, reference } },
    create: { connectionId, reference, ...row, recordedAt },
    update: { ...row, recordedAt },
  })
  return true
}
