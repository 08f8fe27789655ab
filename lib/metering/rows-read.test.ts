import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectHome, type TestHome } from '#lib/billing/test-homes.ts'
import type { Tx } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addDays, day } from '#lib/units/ist.ts'
import { readBlockDays, readBlockSums, readEnergyBlocks } from './block-days.ts'
import { readDays } from './day-rows.ts'
import { readPeaks } from './peak-rows.ts'
import { readDisagreements } from './register-against-blocks.ts'
import { readSupplyMinutes } from './supply-minutes.ts'
import { storeTestBlocks } from './test-blocks.ts'

const NEWEST = day('2026-11-22')
const DAYS_OF_HISTORY = 1_000
/** With one home alone it would be right to read the whole table. */
const NEIGHBOURS = 20
/** Last week and the same one a year before. */
const SPANS = [
  { from: addDays(NEWEST, -6), to: NEWEST },
  { from: addDays(NEWEST, -371), to: addDays(NEWEST, -365) },
]
const DAYS_ASKED = 14

let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  home = await connectHome(services)
  await storeTestBlocks(services, home, NEWEST, { energyWh: 200, outageMinutes: 0 })
  const owner = services.asOwner()
  await owner.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`
    await tx.$executeRaw`
      insert into "BlockDay"
      select (jsonb_populate_record(b, jsonb_build_object('onDay', b."onDay" - n, 'connectionId', place."id"))).*
        from "BlockDay" b, generate_series(0, ${DAYS_OF_HISTORY}::int) n,
             (select ${home.id}::uuid as "id" union all select gen_random_uuid() from generate_series(1, ${NEIGHBOURS}::int)) place
       where b."connectionId" = ${home.id}::uuid on conflict do nothing`
    await tx.$executeRaw`
      insert into "MeterDay" ("connectionId", "onDay", "meterId", "energyWh", "maxDemandW", "batchId", "receivedAt")
      select "connectionId", "onDay", "meterId", 9600, 400, "batchId", "receivedAt" from "BlockDay"
      on conflict do nothing`
  })
  await owner.$executeRaw`analyze "BlockDay", "MeterDay"`
})
afterAll(() => services.close())

/** Rows of the two tables that the database took in its hands for a read; one asks of one connection. */
async function rowsFor(read: (tx: Tx) => Promise<unknown>): Promise<number> {
  return services.db.$transaction(async (tx) => {
    const fetched = async () => {
      const [row] = await tx.$queryRaw<[{ rows: number }]>`
        select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as "rows"
          from pg_stat_xact_user_tables
         where relid in (select inhrelid from pg_inherits where inhparent in ('"MeterDay"'::regclass, '"BlockDay"'::regclass))`
      return row.rows
    }
    const before = await fetched()
    await read(tx)
    return (await fetched()) - before
  })
}

test.each<[string, (tx: Tx) => Promise<unknown>, number]>([
  ['readings', (tx) => readDays(tx, home.id, SPANS), 1],
  ['sums of blocks', (tx) => readBlockSums(tx, home.id, SPANS), 1],
  ['blocks', (tx) => readBlockDays(tx, home.id, SPANS), 1],
  ['energy of blocks', (tx) => readEnergyBlocks(tx, home.id, SPANS), 1],
  ['minutes with supply', (tx) => readSupplyMinutes(tx, [home.id], SPANS), 1],
  ['peaks, of registers and of blocks', (tx) => readPeaks(tx, [home.id], SPANS), 2],
  ['registers beside blocks', (tx) => readDisagreements(tx, home.id, SPANS), 2],
])('of a long history no more is read than was asked for: %s', async (_, read, tables) => {
  const rows = await rowsFor(read)
  expect(rows).toBeGreaterThanOrEqual(DAYS_ASKED)
  expect(rows).toBeLessThanOrEqual(DAYS_ASKED * tables)
})
