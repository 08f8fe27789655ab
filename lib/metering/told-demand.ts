import { Prisma } from '#prisma/generated/client.ts'

/**
 * A meter may tell the highest demand of its billing period with every day, and when it was (`MeterDay.maxDemandW`,
 * `maxDemandAt`): it counts once. Without an instant it is taken for the day's own. Midnight belongs to the day that ends.
 */
const reachedFrom = (from: Prisma.Sql): Prisma.Sql => Prisma.sql`("maxDemandAt" is null or
  ("maxDemandAt" at time zone 'Asia/Kolkata') between ${from} and ("onDay" + 1)::timestamp)`

/** SQL: whether a row's demand was reached on its own day. */
export const REACHED_ON_DAY = reachedFrom(Prisma.sql`"onDay"::timestamp`)

/** SQL: whether it was reached in the month of its day, for what a month is charged by. */
export const REACHED_IN_MONTH = reachedFrom(Prisma.sql`date_trunc('month', "onDay"::timestamp)`)
