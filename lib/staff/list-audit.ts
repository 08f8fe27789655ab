import type { AuditDetail } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { addDays, type IstDay, startOfDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { connectionsOfOffice, officesOf } from './access.ts'
import { authorise } from './authorise.ts'

/** Each narrows what is listed; none given: everything. */
export type AuditFilter = { staffId?: string; connectionId?: string; onDay?: IstDay; before?: bigint }

export type AuditRow = {
  id: bigint
  at: Date
  actorKind: string
  /** Of an officer. */
  name: string | null
  action: string
  consumerNo: string | null
  detail: AuditDetail
}

export type AuditPage = {
  rows: AuditRow[]
  /** Entries before this one are on the next page; null at the end. */
  next: bigint | null
  /** Officers whose entries can be asked for. */
  officers: { id: string; name: string }[]
  /** Of the connection that was asked for; null for none, and for one of another office. */
  consumerNo: string | null
}

const A_PAGE = 50

/**
 * What was written about the connections of the office and by its officers, newest first. Null without leave. Pages go
 * by the entries' numbers, so that what is written meanwhile moves none.
 */
export async function listAudit(services: Services, actor: StaffActor, filter: AuditFilter): Promise<AuditPage | null> {
  if (!(await authorise(services, actor, 'audit.read'))) return null
  const { db } = services
  const officers = await db.staffAccount.findMany({
    where: { office: officesOf(actor) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const { staffId, onDay, before } = filter
  const connectionId = isId(filter.connectionId ?? '') ? filter.connectionId : undefined
  const where = { id: connectionId, ...connectionsOfOffice(actor) }
  const asked = connectionId ? await db.connection.findFirst({ where, select: { consumerNo: true } }) : null
  const rows = await db.$queryRaw<AuditRow[]>`
    select e."id", e."at", e."actorKind", a."name", e."action", c."consumerNo", e."detail"
      from "AuditEntry" e
      left join "Connection" c on c."id" = e."connectionId"
      left join "StaffAccount" a on e."actorKind" = 'staff' and a."id"::text = e."actorId"
     where (c."subdivision" = any(${[...actor.subdivisions]}::text[])
            or (c."id" is null and a."id" = any(${officers.map(({ id }) => id)}::uuid[])))
       ${staffId && isId(staffId) ? Prisma.sql`and e."actorKind" = 'staff' and e."actorId" = ${staffId}` : Prisma.empty}
       ${connectionId ? Prisma.sql`and e."connectionId" = ${connectionId}::uuid` : Prisma.empty}
       ${onDay ? Prisma.sql`and e."at" >= ${startOfDay(onDay)} and e."at" < ${startOfDay(addDays(onDay, 1))}` : Prisma.empty}
       ${before ? Prisma.sql`and e."id" < ${before}` : Prisma.empty}
     order by e."id" desc limit ${A_PAGE + 1}`
  const page = rows.slice(0, A_PAGE)
  const next = rows.length > A_PAGE ? (page.at(-1)?.id ?? null) : null
  return { rows: page, next, officers, consumerNo: asked?.consumerNo ?? null }
}
