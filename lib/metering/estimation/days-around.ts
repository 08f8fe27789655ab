import type { Db, Tx } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import { addDays, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { BlockValues } from '../block-sums.ts'
import { emptyDay } from '../merge-blocks.ts'
import type { DayKey } from '../store-blocks.ts'
import { GAP_DAYS } from '../validation/gap.ts'
import { likeDays } from './profile.ts'

export type DayAround = {
  on: IstDay
  intervalMinutes: number
  energyWh: BlockValues
  outageMinutes: BlockValues
  estimatedBlocks: readonly number[]
  minutesOut: number | null
}

/** A meter's day with what an estimate of it can follow from. */
export type DaysAround = {
  on: IstDay
  intervalMinutes: number
  maxPowerW: number
  /** Of the day itself; null throughout where no block came. */
  energyWh: BlockValues
  estimatedBlocks: readonly number[]
  /** What the day's own register counted; null where it is not there. */
  registerWh: number | null
  /** Whether days before and after it, near enough, have blocks. */
  hasBefore: boolean
  hasAfter: boolean
  /** It and the days around it, and the like days before it. */
  days: DayAround[]
}

/** Null for a meter that was never there, or sends no blocks. */
export async function readDaysAround(
  db: Db | Tx,
  { connectionId, meterId, onDay: on }: DayKey,
): Promise<DaysAround | null> {
  const meter = await db.meter.findFirst({
    where: { id: meterId, installations: { some: { connectionId } } },
    select: { intervalMinutes: true, maxPowerW: true },
  })
  const register = await db.meterDay.findFirst({
    where: { connectionId, meterId, onDay: dayToColumn(on), source: 'REGISTER' },
    select: { energyWh: true },
  })
  const days = await jsonRows<DayAround>(
    db,
    Prisma.sql`
      select "onDay" as "on", "intervalMinutes", "energyWh", "outageMinutes", "estimatedBlocks", "minutesOut"
        from "BlockDay"
       where "connectionId" = ${connectionId}::uuid and "meterId" = ${meterId}::uuid
         and ("onDay" between ${addDays(on, -GAP_DAYS)}::date and ${addDays(on, GAP_DAYS)}::date
              or "onDay" = any(${likeDays(on)}::date[]))
       order by "onDay"`,
  )
  const own = days.find((day) => day.on === on)
  const intervalMinutes = own?.intervalMinutes ?? meter?.intervalMinutes
  if (!meter || !intervalMinutes) return null
  return {
    ...{ on, intervalMinutes, maxPowerW: meter.maxPowerW, days },
    energyWh: own?.energyWh ?? emptyDay(intervalMinutes).energyWh,
    estimatedBlocks: own?.estimatedBlocks ?? [],
    registerWh: register ? Number(register.energyWh) : null,
    hasBefore: days.some((day) => day.on < on && day.on >= addDays(on, -GAP_DAYS)),
    hasAfter: days.some((day) => day.on > on),
  }
}
