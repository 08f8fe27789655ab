import type { Db } from '#lib/platform/db.ts'

export type LastFile = { kind: string; startedAt: Date }

/** When the last file of each kind began to come, however it came; by one step of an index a kind. */
export const lastFiles = (db: Db): Promise<LastFile[]> =>
  db.$queryRaw<LastFile[]>`
    with recursive known ("kind") as (
      select min("kind") from "IngestBatch"
      union all
      select (select min(b."kind") from "IngestBatch" b where b."kind" > known."kind")
      from known where known."kind" is not null
    )
    select "kind", (select max(b."startedAt") from "IngestBatch" b where b."kind" = known."kind") as "startedAt"
    from known where "kind" is not null order by "kind"`
