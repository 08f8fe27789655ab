import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type ConnectionPart, WEAK_PROOF } from './link-parts.ts'

const STRONG: Prisma.MobileLinkWhereInput = { proof: { not: WEAK_PROOF } }

/** Which links open which part. */
const OPENED_BY: Record<ConnectionPart, Prisma.MobileLinkWhereInput> = {
  BILLS: {},
  METER: STRONG,
  RECORD: STRONG,
  FAMILY: { ...STRONG, role: 'OWNER' },
}

/** Links that hold at an instant: none that was ended, and a tenant's until the end of its last day. */
export function holdingLinks(at: Date): Prisma.MobileLinkWhereInput {
  return { endedAt: null, OR: [{ endsOn: null }, { endsOn: { gte: dayToColumn(dayOf(at)) } }] }
}

/** The same in SQL, for a statement that calls the links `l`. */
export function linkHolds(at: Date): Prisma.Sql {
  return Prisma.sql`(l."endedAt" is null and (l."endsOn" is null or l."endsOn" >= ${dayToColumn(dayOf(at))}::date))`
}

/**
 * The one ownership filter: the connections of which a person may see a part, because a link of theirs opens it now.
 * Every query on personal data carries it, so a stranger's id finds nothing (and the page answers 404) instead of being
 * compared afterwards. The part has no default: whoever asks says what for.
 */
export function ownConnections(
  { now }: Pick<Services, 'now'>,
  actor: ConsumerActor,
  part: ConnectionPart,
): Prisma.ConnectionWhereInput {
  return { links: { some: openingLinks({ now }, actor, part) } }
}

/**
 * The ids of those connections, for what is asked by an id that does not say whose it is: everything of a connection is
 * asked for by the connection too, since that is what the database may be cut by (docs/scale.md).
 */
export async function ownConnectionIds(
  { db, now }: Pick<Services, 'db' | 'now'>,
  actor: ConsumerActor,
  part: ConnectionPart,
): Promise<string[]> {
  const links = await db.mobileLink.findMany({
    where: openingLinks({ now }, actor, part),
    select: { connectionId: true },
  })
  return links.map(({ connectionId }) => connectionId)
}

/** A person's links that open a part now; for a token of one connection, those of that connection. */
export function openingLinks(
  { now }: Pick<Services, 'now'>,
  { consumerId, onlyConnectionId }: ConsumerActor,
  part: ConnectionPart,
): Prisma.MobileLinkWhereInput {
  const narrowed = onlyConnectionId === undefined ? {} : { connectionId: onlyConnectionId }
  return { consumerId, ...narrowed, ...holdingLinks(now()), ...OPENED_BY[part] }
}

/** The same, for one connection by its id from the URL. */
export function ownConnection(
  services: Pick<Services, 'now'>,
  actor: ConsumerActor,
  connectionId: string,
  part: ConnectionPart,
): Prisma.ConnectionWhereInput {
  return { id: connectionId, ...ownConnections(services, actor, part) }
}

/** Ids in URLs are random UUIDs; anything else cannot be one and would only make the database complain. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}

/** The id of nothing: who asks for what is not there waits for the same statements. */
export const NO_ID = '00000000-0000-0000-0000-000000000000'
