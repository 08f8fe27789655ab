import type { Db } from '#lib/platform/db.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { DayBlocks } from '../block-days.ts'
import type { Method } from './plan-estimate.ts'

/**
 * How the estimated blocks of a day were estimated at the desk, by number. A block that is estimated and not here was
 * estimated by whoever sent it.
 */
export async function estimatedMethods(
  db: Db,
  connectionId: string,
  on: IstDay,
  { estimatedBlocks, energyWh }: Pick<DayBlocks, 'estimatedBlocks' | 'energyWh'>,
): Promise<ReadonlyMap<number, Method>> {
  if (estimatedBlocks.length === 0) return new Map()
  const estimations = await db.readingEstimation.findMany({
    where: { connectionId, onDay: dayToColumn(on) },
    orderBy: { estimatedAt: 'asc' },
    select: { blocks: true, energyWh: true, method: true },
  })
  return new Map(
    estimations.flatMap(({ blocks, energyWh: values, method }) =>
      blocks.flatMap((block, index): [number, Method][] =>
        estimatedBlocks.includes(block) && energyWh[block] === values[index] ? [[block, method]] : [],
      ),
    ),
  )
}
