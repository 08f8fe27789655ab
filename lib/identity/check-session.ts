import { isId, linkHolds } from '#lib/consumers/access.ts'
import { type LinkRole, WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { ConsumerActor } from './actor.ts'
import { SEEN_EVERY_SECONDS, SESSION_IDLE_SECONDS, secondsAfter } from './otp-policy.ts'

/** The connection that a page is about, as every page needs it. */
export type PageConnection = {
  id: string
  consumerNo: string
  holderName: string
  subdivision: string
  phase: 'SINGLE' | 'THREE'
  /** Of the terms in force today: a category of the tariff orders, the way of paying, the sanctioned load in watts. */
  category: string
  mode: 'POSTPAID' | 'PREPAID'
  sanctionedLoadW: number
  /** A smart meter was fitted, or days were read: there is something for the pages that need each day. */
  hasSmartMeter: boolean
  /** What the person is to this connection. */
  role: LinkRole
  /** The proof of it opens bills and payments only. */
  isWeak: boolean
}

export type ActiveSession = {
  actor: ConsumerActor
  /** The language of messages to this person. */
  language: Locale
  /** How many connections this person may see now. */
  connectionCount: number
  /** Null when none was asked for, and for a foreign or unknown one. */
  connection: PageConnection | null
}

type Row = {
  sessionId: string
  consumerId: string
  lastSeenAt: Date
  language: string
  connectionCount: number
  id: string | null
} & Omit<PageConnection, 'id'>

/**
 * The login that a token stands for, together with one connection of its person. Null when the token is unknown, the
 * session was ended, has rested for half an hour or is half a day old.
 *
 * One statement answers both questions, because every page asks them: the links in it are the ownership filter of
 * `#lib/consumers/access.ts`, written in SQL. Being seen is written at most once a minute.
 */
export async function checkSession(
  { db, now }: Services,
  token: string,
  connectionId: string | null = null,
): Promise<ActiveSession | null> {
  const at = now()
  const today = dayToColumn(dayOf(at))
  const wanted = connectionId && isId(connectionId) ? connectionId : null
  const [row] = await db.$queryRaw<Row[]>`
    select s."id" as "sessionId", s."consumerId", s."lastSeenAt", p."language",
           (select count(*)::int from "MobileLink" l
             where l."consumerId" = s."consumerId" and ${linkHolds(at)}) as "connectionCount",
           c.*
      from "Session" s
      join "Consumer" p on p."id" = s."consumerId"
      left join lateral (
        select c."id", c."consumerNo", c."holderName", c."subdivision", c."phase"::text as "phase",
               l."role"::text as "role", l."proof"::text = ${WEAK_PROOF} as "isWeak",
               t."category", t."mode"::text as "mode", t."sanctionedLoadW",
               exists (select from "MeterInstallation" i join "Meter" m on m."id" = i."meterId"
                        where i."connectionId" = c."id" and m."intervalMinutes" is not null)
               or exists (select from "MeterDay" d where d."connectionId" = c."id") as "hasSmartMeter"
          from "Connection" c
          join "MobileLink" l on l."connectionId" = c."id" and l."consumerId" = s."consumerId" and ${linkHolds(at)}
          join lateral (
            select * from "ConnectionTerms" t where t."connectionId" = c."id"
             order by t."effectiveFrom" <= ${today}::date desc, abs(t."effectiveFrom" - ${today}::date) limit 1
          ) t on true
         where c."id" = ${wanted}::uuid
      ) c on true
     where s."tokenHash" = ${tokenHash(token)} and s."endedAt" is null and s."expiresAt" > ${at}
       and s."lastSeenAt" > ${secondsAfter(at, -SESSION_IDLE_SECONDS)}`
  if (!row) return null
  if (row.lastSeenAt <= secondsAfter(at, -SEEN_EVERY_SECONDS)) {
    await db.session.updateMany({ where: { id: row.sessionId, endedAt: null }, data: { lastSeenAt: at } })
  }
  const { sessionId, consumerId, lastSeenAt: _, language, connectionCount, id, ...connection } = row
  return {
    actor: { kind: 'consumer', consumerId, sessionId },
    language: localeOf(language),
    connectionCount,
    connection: id === null ? null : { id, ...connection },
  }
}
