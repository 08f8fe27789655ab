import type { Tx } from '#lib/platform/db.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { holdingLinks } from './access.ts'
import { WEAK_PROOF } from './link-parts.ts'

/** The number on record of a connection; null for none. */
export type MasterMobile = { connectionId: string; mobile: Mobile | null }

/**
 * Makes the holding links that rest on the master file equal to the numbers in it: a number that has changed or gone
 * loses its link at once, so that whoever holds it now sees nothing any more. Links with another proof are left alone,
 * but a weak one of the number that the file names makes way for the stronger. A number that the file names as it did
 * before makes no link again: its holder has changed it here, or an owner has removed it.
 * Returns the connections where something changed.
 */
export async function linkMasterMobiles(tx: Tx, wanted: readonly MasterMobile[], now: Date): Promise<Set<string>> {
  const ids = wanted.map(({ connectionId }) => connectionId)
  const held = await tx.mobileLink.findMany({
    where: { connectionId: { in: ids }, ...holdingLinks(now) },
    select: { id: true, connectionId: true, proof: true, consumer: { select: { mobile: true } } },
  })
  const before = await tx.connection.findMany({ where: { id: { in: ids } }, select: { id: true, masterMobile: true } })
  const saidBefore = new Map(before.map(({ id, masterMobile }) => [id, masterMobile]))
  const news = wanted.filter(({ connectionId, mobile }) => saidBefore.get(connectionId) !== mobile)
  const newOf = new Map(news.map(({ connectionId, mobile }) => [connectionId, mobile]))
  const wantedOf = new Map(wanted.map(({ connectionId, mobile }) => [connectionId, mobile]))
  const ended = held.filter(({ proof, connectionId, consumer }) =>
    proof === 'MASTER_RECORD'
      ? consumer.mobile !== wantedOf.get(connectionId)
      : proof === WEAK_PROOF && consumer.mobile === newOf.get(connectionId),
  )
  const known = new Set(
    held
      .filter((link) => !ended.includes(link))
      .map(({ connectionId, consumer }) => `${connectionId} ${consumer.mobile}`),
  )
  const fresh = news.flatMap(({ connectionId, mobile }) =>
    mobile && !known.has(`${connectionId} ${mobile}`) ? [{ connectionId, mobile }] : [],
  )
  if (ended.length > 0)
    await tx.mobileLink.updateMany({
      where: { connectionId: { in: ids }, id: { in: ended.map(({ id }) => id) } },
      data: { endedAt: now },
    })
  if (fresh.length > 0) {
    const people = await consumersOf(tx, new Set(fresh.map(({ mobile }) => mobile)), now)
    await tx.mobileLink.createMany({
      data: fresh.map(({ connectionId, mobile }) => ({
        connectionId,
        consumerId: people.get(mobile) as string,
        proof: 'MASTER_RECORD' as const,
        linkedAt: now,
      })),
    })
  }
  if (news.length > 0) await rememberNumbers(tx, news)
  return new Set([...ended, ...fresh].map(({ connectionId }) => connectionId))
}

async function rememberNumbers(tx: Tx, news: readonly MasterMobile[]): Promise<void> {
  const ids = news.map(({ connectionId }) => connectionId)
  const mobiles = news.map(({ mobile }) => mobile ?? '')
  await tx.$executeRaw`
    update "Connection" c set "masterMobile" = nullif(said."mobile", '')
      from unnest(${ids}::uuid[], ${mobiles}::text[]) as said("id", "mobile") where c."id" = said."id"`
}

async function consumersOf(tx: Tx, mobiles: ReadonlySet<Mobile>, createdAt: Date): Promise<Map<string, string>> {
  const data = [...mobiles].map((mobile) => ({ mobile, createdAt }))
  await tx.consumer.createMany({ data, skipDuplicates: true })
  const rows = await tx.consumer.findMany({
    where: { mobile: { in: [...mobiles] } },
    select: { id: true, mobile: true },
  })
  return new Map(rows.map(({ id, mobile }) => [mobile, id]))
}
