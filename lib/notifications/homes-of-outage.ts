import { linkHolds } from '#lib/consumers/access.ts'
import type { Db } from '#lib/platform/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { NoticeKind } from './kinds.ts'

/** What a notice of the utility names: feeders, and sub-divisions. */
export type Place = { feeders: readonly string[]; subdivisions: readonly string[] }

/**
 * Up to `most` homes of a place to which somebody is linked and that were not told: those of its feeders; of its
 * sub-divisions, where it names no feeder or the home's is not on record. `told` says of a notification `n` of the home
 * that it was this news.
 */
export function homesToTell(
  db: Db,
  at: Date,
  {
    place: { feeders, subdivisions },
    kind,
    told,
    most,
  }: { place: Place; kind: NoticeKind; told: Prisma.Sql; most: number },
): Promise<{ id: string; consumerNo: string }[]> {
  return db.$queryRaw(Prisma.sql`
    select c."id"::text, c."consumerNo" from "Connection" c
     where (c."feeder" = any(${[...feeders]}::text[])
            or (c."subdivision" = any(${[...subdivisions]}::text[])
                and (c."feeder" is null or cardinality(${[...feeders]}::text[]) = 0)))
       and exists (select 1 from "MobileLink" l where l."connectionId" = c."id" and ${linkHolds(at)})
       and not exists (select 1 from "Notification" n
                        where n."connectionId" = c."id" and n."kind" = ${kind} and ${told})
     order by c."id" limit ${most}`)
}
