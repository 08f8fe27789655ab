import { z } from 'zod'

/** Figures of the account as they were known when somebody complained: they stay, whatever is read or corrected later. */
const day = z.iso.date()
const instant = z.iso.datetime()
const minutes = z.int().nonnegative()
const evidence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('QUALITY'),
    from: day,
    to: day,
    gatheredAt: instant,
    /** Up to when blocks of the meter had come; null without any. */
    readUntil: instant.nullable(),
    nominalV: z.number(),
    standardPercent: z.number(),
    /** Minutes outside the standard band, and of how many days a voltage is known; null without blocks. */
    voltage: z
      .strictObject({
        minutesBelow: minutes,
        minutesAbove: minutes,
        daysKnown: minutes,
        lowestDv: z.int(),
        highestDv: z.int(),
      })
      .nullable(),
    /** The mean of the block furthest from the nominal voltage. */
    worst: z.strictObject({ at: instant, voltageDv: z.int() }).nullable(),
    outages: z.strictObject({ count: minutes, plannedCount: minutes, minutes, momentaryCount: minutes }),
  }),
  z.strictObject({
    kind: z.literal('LOAD'),
    month: z.string(),
    gatheredAt: instant,
    sanctionedW: z.int(),
    /** The meter's own register; null where it sent none. */
    registerW: z.int().nullable(),
    above: z.array(z.strictObject({ on: day, at: instant.nullable(), watts: z.int() })),
    daysUnknown: minutes,
  }),
  z.strictObject({
    kind: z.literal('BILL'),
    billId: z.uuid(),
    billNo: z.string(),
    month: z.string(),
    gatheredAt: instant,
    billedPaise: z.int(),
    /** What the check came to; null where nothing could be computed. */
    checkedPaise: z.int().nullable(),
    differences: z.array(z.strictObject({ code: z.string(), billedPaise: z.int(), checkedPaise: z.int() })),
  }),
])

export type Evidence = z.output<typeof evidence>

/** Evidence as it stands in the database. */
export function readEvidence(stored: unknown): Evidence | null {
  return stored === null ? null : evidence.parse(stored)
}
