import { isId, linkHolds, ownConnectionIds } from '#lib/consumers/access.ts'
import { type LinkRole, WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { ConsumerActor } from './actor.ts'
import { SEEN_EVERY_SECONDS, SESSION_IDLE_SECONDS, secondsAfter } from './otp-policy.ts'
import { personOfToken } from './person-token.ts'

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
  /** The guide of the first visit still waits for this person. */
  isFirstVisit: boolean
  /** How many connections this person may see now. */
  connectionCount: number
  /** Null when none was asked for, and for a foreign or unknown one. */
  connection: PageConnection | null
}

/** Reaches into two or three of the months' tables. */
const RECENT_DAYS = 45

type SessionRow = { sessionId: string; lastSeenAt: Date; language: string; isFirstVisit: boolean }

/**
 * The login that a token stands for, together with one connection of its person. Null when the token is unknown, the
 * session was ended, has rested for half an hour or is half a day old.
 *
 * Every page asks this, in three small statements, because person, links and connection may lie on three machines. Being
 * seen is written at most once a minute.
 */
export async function checkSession(
  services: Services,
  token: string,
  connectionId: string | null = null,
): Promise<ActiveSession | null> {
  const { db, now } = services
  const at = now()
  const consumerId = personOfToken(token)
  if (consumerId === null) return null
  const [row] = await db.$queryRaw<SessionRow[]>`
    select s."id" as "sessionId", s."lastSeenAt", p."language", p."guidedAt" is null as "isFirstVisit"
      from "Session" s join "Consumer" p on p."id" = s."consumerId"
     where s."consumerId" = ${consumerId}::uuid and s."tokenHash" = ${tokenHash(token)} and s."endedAt" is null
       and s."expiresAt" > ${at} and s."lastSeenAt" > ${secondsAfter(at, -SESSION_IDLE_SECONDS)}`
  if (!row) return null
  const { sessionId, lastSeenAt, language, isFirstVisit } = row
  if (lastSeenAt <= secondsAfter(at, -SEEN_EVERY_SECONDS)) {
    const where = { consumerId, id: sessionId, endedAt: null }
    await db.session.updateMany({ where, data: { lastSeenAt: at } })
  }
  const actor: ConsumerActor = { kind: 'consumer', consumerId, sessionId }
  const [connectionIds, connection] = await Promise.all([
    ownConnectionIds(services, actor, 'BILLS'),
    connectionId && isId(connectionId) ? pageConnection(services, actor, connectionId) : null,
  ])
  return { actor, language: localeOf(language), isFirstVisit, connectionCount: connectionIds.length, connection }
}

/** One connection of a person; the link in it is the ownership filter of `#lib/consumers/access.ts`, written in SQL. */
async function pageConnection(
  { db, now }: Services,
  { consumerId }: ConsumerActor,
  connectionId: string,
): Promise<PageConnection | null> {
  const at = now()
  const today = dayToColumn(dayOf(at))
  const [found] = await db.$queryRaw<(PageConnection & { meterIds: string[] })[]>`
    select c."id", c."consumerNo", c."holderName", c."subdivision", c."phase"::text as "phase",
           l."role"::text as "role", l."proof"::text = ${WEAK_PROOF} as "isWeak",
           t."category", t."mode"::text as "mode", t."sanctionedLoadW",
           exists (select from "MeterDay" d
                    where d."connectionId" = c."id" and d."onDay" between ${today}::date - ${RECENT_DAYS}::int and ${today}::date) as "hasSmartMeter",
           array(select i."meterId" from "MeterInstallation" i where i."connectionId" = c."id") as "meterIds"
      from "Connection" c
      join "MobileLink" l on l."connectionId" = c."id" and l."consumerId" = ${consumerId}::uuid and ${linkHolds(at)}
      join lateral (
        select * from "ConnectionTerms" t where t."connectionId" = c."id"
         order by t."effectiveFrom" <= ${today}::date desc, abs(t."effectiveFrom" - ${today}::date) limit 1
      ) t on true
     where c."id" = ${connectionId}::uuid`
  if (!found) return null
  const { meterIds, ...connection } = found
  return { ...connection, hasSmartMeter: connection.hasSmartMeter || (await wasEverRead(db, connectionId, meterIds)) }
}

/** Where no day of late tells: a meter moves between connections, and each month of days is a table of its own. */
async function wasEverRead(db: Services['db'], connectionId: string, meterIds: readonly string[]): Promise<boolean> {
  const smart = { id: { in: [...meterIds] }, intervalMinutes: { not: null } }
  if (meterIds.length > 0 && (await db.meter.count({ where: smart })) > 0) return true
  return (await db.meterDay.findFirst({ where: { connectionId }, select: { onDay: true } })) !== null
}
