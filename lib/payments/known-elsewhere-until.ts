import type { Services } from '#lib/platform/services.ts'

/**
 * When the last list of payments taken elsewhere (counters, BBPS) was loaded: what was paid there later is not known
 * yet. A statement of the bank comes by the same door and says nothing of counters. Null while no list has ever come.
 */
export async function knownElsewhereUntil({ db }: Services): Promise<Date | null> {
  const list = await db.gatewaySweep.findUnique({ where: { name: 'elsewhere' }, select: { until: true } })
  if (!list) return null
  // One that was cut short does not count until it was taken to its end.
  const batch = await db.ingestBatch.findFirst({
    where: { kind: 'payments', finishedAt: { not: null }, startedAt: { lte: list.until } },
    orderBy: { startedAt: 'desc' },
    select: { startedAt: true },
  })
  return batch?.startedAt ?? null
}

/** Notes that a list of payments taken elsewhere is being loaded, which began at an instant. */
export async function noteElsewhere({ db }: Services, startedAt: Date): Promise<void> {
  await db.$executeRaw`
    insert into "GatewaySweep" as known ("name", "until") values ('elsewhere', ${startedAt})
    on conflict ("name") do update set "until" = excluded."until" where known."until" < excluded."until"`
}
