import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '#lib/platform/db.ts'

const LOOK_EVERY_MS = 1_000
const LONGEST_MS = 1_800_000

/** Until the portal has looked through all readings that came, which it does by itself: pages are measured without that. */
export async function untilValidated(db: Db): Promise<void> {
  const until = performance.now() + LONGEST_MS
  const kind = { in: ['daily-reads', 'block-reads', 'meter-data'] }
  while ((await db.ingestBatch.count({ where: { kind, finishedAt: { not: null }, validatedAt: null } })) > 0) {
    if (performance.now() > until) throw new Error('Readings were not looked through within half an hour.')
    await wait(LOOK_EVERY_MS)
  }
}
