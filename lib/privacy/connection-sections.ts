import { readPowerEvents } from '#lib/metering/supply-events.ts'
import type { Db } from '#lib/platform/db.ts'
import type { Holder, OwnConnection, Section } from './export-sections.ts'
import { inPages } from './in-pages.ts'

type Window = { skip: number; take: number }
type Page = (db: Db, connectionId: string, window: Window) => Promise<object[]>

/** The same rows of each connection, with its number as it stands on the bill. */
const ofEach = (which: (holder: Holder) => OwnConnection[], page: Page): Section =>
  async function* ({ db }, holder) {
    for (const { id, consumerNo } of which(holder))
      for await (const row of inPages((window) => page(db, id, window))) yield { consumerNo, ...row }
  }

const withBills = ({ bills }: Holder) => bills
const withMeter = ({ meters }: Holder) => meters
const key = { connectionId: true } as const
const read = { ...key, batchId: true } as const

/**
 * What the utility holds of the connections that a person may see: the parts that their link opens. What is left out is
 * named; it is ids of files and officers.
 */
export const CONNECTION_SECTIONS = {
  connections: ofEach(withMeter, (db, id, window) =>
    db.connection.findMany({
      where: { id },
      include: {
        terms: { orderBy: { effectiveFrom: 'asc' }, omit: key },
        installations: { orderBy: { fromOn: 'asc' }, omit: key, include: { meter: true } },
      },
      ...window,
    }),
  ),

  bills: ofEach(withBills, (db, connectionId, window) =>
    db.bill.findMany({
      where: { connectionId },
      orderBy: { periodFrom: 'asc' },
      omit: { ...key, contentHash: true },
      include: { lines: { orderBy: { position: 'asc' }, omit: { ...key, billId: true } } },
      ...window,
    }),
  ),

  adjustments: ofEach(withBills, (db, connectionId, window) =>
    db.adjustment.findMany({
      where: { connectionId },
      orderBy: { recordedAt: 'asc' },
      omit: key,
      include: { billed: { select: { billId: true } } },
      ...window,
    }),
  ),

  disconnectionNotices: ofEach(withBills, (db, connectionId, window) =>
    db.disconnectionNotice.findMany({ where: { connectionId }, orderBy: { recordedAt: 'asc' }, omit: key, ...window }),
  ),

  paymentAttempts: ofEach(withBills, (db, connectionId, window) =>
    db.paymentAttempt.findMany({
      where: { connectionId },
      orderBy: { createdAt: 'asc' },
      omit: key,
      include: {
        changes: { orderBy: { position: 'asc' }, omit: { ...key, attemptId: true, eventId: true } },
      },
      ...window,
    }),
  ),

  payments: ofEach(withBills, (db, connectionId, window) =>
    db.payment.findMany({
      where: { chainId: connectionId, connectionId },
      orderBy: { paidAt: 'asc' },
      omit: { ...key, chainId: true },
      include: { refunds: { omit: { chainId: true, requestedBy: true, decidedBy: true } } },
      ...window,
    }),
  ),

  ledger: ofEach(withBills, (db, connectionId, window) =>
    db.ledgerTransaction.findMany({
      where: { chainId: connectionId },
      orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
      omit: { ...key, chainId: true },
      include: {
        entries: { orderBy: { position: 'asc' }, omit: { ...key, chainId: true, transactionId: true } },
      },
      ...window,
    }),
  ),

  balances: ofEach(withBills, (db, connectionId, window) =>
    db.prepaidBalance.findMany({ where: { connectionId }, orderBy: { asOf: 'asc' }, omit: read, ...window }),
  ),

  days: ofEach(withMeter, (db, connectionId, window) =>
    db.meterDay.findMany({
      where: { connectionId },
      orderBy: [{ onDay: 'asc' }, { meterId: 'asc' }],
      omit: read,
      ...window,
    }),
  ),

  correctedDays: ofEach(withMeter, (db, connectionId, window) =>
    db.meterDayRevision.findMany({
      where: { connectionId },
      orderBy: [{ onDay: 'asc' }, { meterId: 'asc' }, { revision: 'asc' }],
      omit: read,
      ...window,
    }),
  ),

  // As JSON by the database: the client cannot read arrays in which a block is missing.
  halfHours: ofEach(withMeter, async (db, connectionId, { skip, take }) => {
    const days = await db.$queryRaw<{ day: object }[]>`
      select to_jsonb(d) - '{connectionId,batchId}'::text[] as "day" from "BlockDay" d
       where "connectionId" = ${connectionId}::uuid order by "onDay", "meterId" limit ${take} offset ${skip}`
    return days.map(({ day }) => day)
  }),

  correctedHalfHours: ofEach(withMeter, (db, connectionId, window) =>
    db.blockRevision.findMany({ where: { connectionId }, orderBy: { id: 'asc' }, omit: key, ...window }),
  ),

  registers: ofEach(withMeter, (db, connectionId, window) =>
    db.registerReading.findMany({
      where: { connectionId },
      orderBy: [{ at: 'asc' }, { meterId: 'asc' }, { revision: 'asc' }],
      omit: read,
      ...window,
    }),
  ),

  // What else a meter noted, above all what hints at tampering, is a suspicion that the utility has to look into first.
  supplyEvents: async function* ({ db, now }, holder) {
    for (const { id, consumerNo } of withMeter(holder))
      for (const [meterId, events] of await readPowerEvents(db, id, { from: new Date(0), to: now() }))
        for (const event of events) yield { consumerNo, meterId, ...event }
  },

  doubtfulReadings: ofEach(withMeter, (db, connectionId, window) =>
    db.readingFlag.findMany({
      where: { connectionId },
      orderBy: [{ onDay: 'asc' }, { meterId: 'asc' }, { rule: 'asc' }],
      omit: { ...read, closedBy: true },
      ...window,
    }),
  ),

  refusedReadings: ofEach(withMeter, (db, connectionId, window) =>
    db.refusedReading.findMany({
      where: { connectionId },
      orderBy: [{ onDay: 'asc' }, { meterId: 'asc' }, { id: 'asc' }],
      omit: { ...read, id: true },
      ...window,
    }),
  ),

  estimatedReadings: ofEach(withMeter, (db, connectionId, window) =>
    db.readingEstimation.findMany({
      where: { connectionId },
      orderBy: [{ onDay: 'asc' }, { meterId: 'asc' }, { batchId: 'asc' }],
      omit: { ...read, estimatedBy: true },
      ...window,
    }),
  ),

  /** When officers looked at it, and why. */
  looks: ofEach(withMeter, (db, connectionId, window) =>
    db.staffLook.findMany({
      where: { connectionId },
      orderBy: { begunAt: 'asc' },
      select: { reason: true, note: true, begunAt: true, endsAt: true },
      ...window,
    }),
  ),
} satisfies Record<string, Section>
