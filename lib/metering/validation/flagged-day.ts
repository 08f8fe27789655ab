import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionOfOffice, noteOtherOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { EstimationMethod, FlagDecision } from '#prisma/generated/client.ts'
import { recordedOf } from '../billing-periods.ts'
import type { BlockValues } from '../block-sums.ts'
import { readDaysAround } from '../estimation/days-around.ts'
import { type EstimatePlan, planOf } from '../estimation/plan-estimate.ts'
import type { OpenFlag } from './open-flags.ts'
import { type FileRefusal, refusalsOf } from './refused-readings.ts'

export type DayFlag = OpenFlag & { decision: FlagDecision | null }

/** A meter's day that was flagged. */
export type FlaggedMeter = {
  meterId: string
  meterNo: string
  flags: DayFlag[]
  /** What files said of it that cannot be, the newest first. */
  refused: FileRefusal[]
  /** Its blocks as they stand; null for a meter that sends none. */
  blocks: { intervalMinutes: number; energyWh: BlockValues; estimatedBlocks: readonly number[] } | null
  /** What each method would fill in; null where no open gap asks for it. */
  plans: Record<EstimationMethod, EstimatePlan> | null
}
/** `lastReadOn`: the newest day of the connection that was read, whichever day was flagged; null for none. */
export type FlaggedDay = { subdivision: string; meters: FlaggedMeter[]; lastReadOn: IstDay | null }

/**
 * A day of a connection of the officer's with what was flagged of it and what could be estimated. Meters are named, people
 * are not. Null without leave, for another office's, and for a day of which nothing was flagged.
 */
export async function flaggedDay(
  services: Services,
  actor: StaffActor,
  { connectionId, on }: { connectionId: string; on: IstDay },
): Promise<FlaggedDay | null> {
  if (!isId(connectionId) || !(await authorise(services, actor, 'reading.decide', connectionId))) return null
  const { db } = services
  const where = connectionOfOffice(actor, connectionId)
  const connection = await db.connection.findFirst({ where, select: { subdivision: true } })
  if (!connection) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'reading.decide' })
    return null
  }
  const rows = await db.readingFlag.findMany({
    where: { connectionId, onDay: dayToColumn(on) },
    select: { meterId: true, rule: true, detail: true, decision: true, meter: { select: { serialNo: true } } },
    orderBy: [{ meterId: 'asc' }, { rule: 'asc' }],
  })
  if (rows.length === 0) return null
  const { subdivision } = connection
  const flags = rows.map(
    ({ meter: { serialNo: meterNo }, ...flag }) => ({ ...flag, connectionId, meterNo, subdivision, on }) as DayFlag,
  )
  const meters = await Promise.all(
    [...Map.groupBy(flags, ({ meterId }) => meterId)].map(async ([meterId, ofMeter]): Promise<FlaggedMeter> => {
      const around = await readDaysAround(db, { connectionId, meterId, onDay: on })
      const isAsked = ofMeter.some(({ rule, decision }) => rule === 'GAP' && decision === null)
      return {
        ...{ meterId, meterNo: ofMeter[0]?.meterNo ?? '', flags: ofMeter, blocks: around },
        refused: await refusalsOf(db, { connectionId, meterId, onDay: on }),
        plans: around && isAsked ? { LINEAR: planOf(around, 'LINEAR'), PROFILE: planOf(around, 'PROFILE') } : null,
      }
    }),
  )
  const { lastReadOn } = await recordedOf(db, connectionId)
  return { subdivision, meters, lastReadOn }
}
