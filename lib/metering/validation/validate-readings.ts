import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { validateBatch } from './validate-batch.ts'

/** A file that has not come to its end by then was cut short; what came of it stays. */
const CUT_SHORT_AFTER_MS = 86_400_000

/**
 * Looks through the files of readings that nobody has looked through, the oldest first. Never inside the ingest, which it
 * would slow. Two processes at once do the same twice, which does no harm. Returns how many files were done; throws where
 * one could not be, when the others have been, and begins it again the next time.
 */
export async function validateReadings(services: Services): Promise<number> {
  const { db, now } = services
  const failed: { id: string; error: unknown }[] = []
  for (let done = 0; ; ) {
    const cutShort = new Date(now().getTime() - CUT_SHORT_AFTER_MS)
    const [batch] = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
      select "id" from "IngestBatch"
       where "validatedAt" is null and "kind" in ('daily-reads', 'block-reads', 'meter-data')
         and ("finishedAt" is not null or "startedAt" < ${cutShort})
         and "id" <> all(${failed.map(({ id }) => id)}::uuid[])
       order by "startedAt", "id" limit 1`)
    if (!batch && failed[0]) throw failed[0].error
    if (!batch) return done
    try {
      await validateBatch(services, batch.id, env().validation)
      await db.ingestBatch.update({ where: { id: batch.id }, data: { validatedAt: now() }, select: { id: true } })
      done += 1
    } catch (error) {
      failed.push({ id: batch.id, error })
    }
  }
}
