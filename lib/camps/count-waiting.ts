import type { Db } from '#lib/platform/db.ts'

/**
 * How many wait at each of these camps: who has a token and was not called. Those where nobody waits are left out. Prisma's
 * own count of a relation would go through the tokens of all camps.
 */
export async function countWaiting(db: Db, camps: readonly string[]): Promise<Map<string, number>> {
  if (camps.length === 0) return new Map()
  const counted = await db.campToken.groupBy({
    by: ['campDayId'],
    where: { campDayId: { in: [...camps] }, servedAt: null },
    _count: true,
  })
  return new Map(counted.map(({ campDayId, _count }) => [campDayId, _count]))
}
