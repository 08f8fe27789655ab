import type { Db } from '#lib/platform/db.ts'
import { loadHistory, takeBlocks } from '#prisma/seed.ts'
import { copyHomes } from './copied-homes.ts'
import { NOW } from './page-load.ts'
import { sampleHomes } from './sample-homes.ts'
import { untilValidated } from './until-validated.ts'

/** What each home of a town has. */
export const [BILLS, DAYS, DAYS_OF_BLOCKS] = [13, 40, 3]
/** Connections that a town is made with. */
export const OWNERS = 2
/** Homes that the portal itself has loaded and billed; all others are copies of them. */
export const HOMES = sampleHomes(20)
const CONSUMER_NOS = HOMES.map(({ consumerNo }) => consumerNo)

/** How many of a town's consumers are copies. */
export const copiesOf = (consumers: number) => consumers - HOMES.length

/**
 * Fills an empty database, which a portal serves, as its server's owner. Homes are made as fast as the disk allows: what is
 * measured is what comes after.
 */
export async function fillTown(owner: Db, consumers: number): Promise<void> {
  await owner.$executeRaw`alter system set max_wal_size = '6GB'`
  await owner.$executeRaw`alter system set checkpoint_timeout = '30min'`
  // Ids by chance touch most of an index between two checkpoints, and each page would be written whole into the log.
  await owner.$executeRaw`alter system set full_page_writes = off`
  await owner.$executeRaw`select pg_reload_conf()`
  await loadHomes(owner)
  await untilValidated(owner)
  await growTown(owner, { first: 1, last: copiesOf(consumers) })
  await owner.$executeRaw`alter system reset all`
  await owner.$executeRaw`select pg_reload_conf()`
  // What the server would do by itself within minutes.
  await owner.$executeRaw`vacuum analyze`
  await owner.$executeRaw`checkpoint`
}

/** Adds the copies with these numbers. */
export const growTown = (owner: Db, { first, last }: { first: number; last: number }): Promise<void> =>
  copyHomes(owner, CONSUMER_NOS, { first, last, atOnce: OWNERS })

async function loadHomes(owner: Db): Promise<void> {
  const services = { db: owner, now: () => new Date(NOW) }
  await loadHistory(services, HOMES, { monthsBilled: BILLS })
  await takeBlocks(services, HOMES, DAYS_OF_BLOCKS)
  await owner.$executeRaw`delete from "MeterDay" where "onDay" < ${new Date(NOW)}::date - ${DAYS}::int`
}
