import type { Services } from '#lib/platform/services.ts'

/**
 * When the last list of payments taken elsewhere (counters, BBPS) was loaded: what was paid there later is not known
 * yet. Null while none has ever come.
 */
export async function knownElsewhereUntil({ db }: Services): Promise<Date | null> {
  const batch = await db.ingestBatch.findFirst({
    where: { kind: 'payments', finishedAt: { not: null } },
    orderBy: { startedAt: 'desc' },
    select: { startedAt: true },
  })
  return batch?.startedAt ?? null
}
