import { openingLinks } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { CONNECTION_SECTIONS } from './connection-sections.ts'
import { everLinkedTo } from './ever-linked.ts'
import { PERSON_SECTIONS } from './person-sections.ts'

/** Whose file it is, and what of it is theirs. */
export type Holder = {
  actor: ConsumerActor
  mobile: string
  /** Since when the number is theirs here: what was written to it before was for somebody else. */
  since: Date
  /** Ids of all connections that they were ever linked to. */
  everLinked: string[]
  /** Connections whose bills they may see, and those whose record and readings too. */
  bills: OwnConnection[]
  meters: OwnConnection[]
}
export type OwnConnection = { id: string; consumerNo: string }

/** One part of the file, row by row, so that no more than a page of it is held at once. */
export type Section = (services: Services, holder: Holder) => AsyncGenerator<object>

/** All parts by their names in the file: `docs/privacy/data-classes.json` says which table is in which. */
export const EXPORT_SECTIONS = { ...PERSON_SECTIONS, ...CONNECTION_SECTIONS } satisfies Record<string, Section>
export type SectionName = keyof typeof EXPORT_SECTIONS

/** What a person may see of connections is what their pages show: by the same links, asked for at this instant. */
export async function holderOf(services: Services, actor: ConsumerActor): Promise<Holder> {
  const { db } = services
  const { mobile, createdAt, mobileChangedAt } = await db.consumer.findUniqueOrThrow({
    where: { id: actor.consumerId },
    select: { mobile: true, createdAt: true, mobileChangedAt: true },
  })
  const own = async (part: 'BILLS' | 'RECORD') => {
    const select = { connection: { select: { id: true, consumerNo: true } } }
    const links = await db.mobileLink.findMany({ where: openingLinks(services, actor, part), select })
    return links.map(({ connection }) => connection)
  }
  const [bills, meters] = [await own('BILLS'), await own('RECORD')]
  const everLinked = await everLinkedTo(db, actor.consumerId)
  return { actor, mobile, since: mobileChangedAt ?? createdAt, everLinked, bills, meters }
}
