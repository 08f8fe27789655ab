import { once } from 'node:events'
import fs from 'node:fs'
import type { Db } from '#lib/platform/db.ts'

const BLOCKS = 48
const PAGE_METERS = 500

/** So many invented connections, each with a meter of half hours: past the triggers, for only readings are wanted here. */
export async function placeMeters(owner: Db, count: number, at: Date): Promise<void> {
  await owner.$transaction(
    async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`
      await tx.$executeRaw`
        create temporary table "Place" on commit drop as
        select n, gen_random_uuid() as "connectionId", gen_random_uuid() as "meterId" from generate_series(1, ${count}::int) n`
      await tx.$executeRaw`
        insert into "Connection" ("id", "consumerNo", "holderName", "address", "subdivision", "phase", "createdAt", "updatedAt")
        select "connectionId", '78' || lpad(n::text, 8, '0'), 'Bench Person ' || n, 'Plot 0, Bench Colony', 'Bench',
               'SINGLE', ${at}, ${at} from "Place"`
      await tx.$executeRaw`
        insert into "Meter" ("id", "serialNo", "intervalMinutes", "maxPowerW")
        select "meterId", 'BN' || lpad(n::text, 8, '0'), 30, 15000 from "Place"`
      await tx.$executeRaw`
        insert into "MeterInstallation" ("id", "meterId", "connectionId", "fromOn")
        select gen_random_uuid(), "meterId", "connectionId", '2020-01-01' from "Place"`
    },
    { timeout: 600_000 },
  )
  await owner.$executeRaw`vacuum analyze`
}

/** One day of these meters, a row a half hour with energy, voltage and current, as a head end writes it. Returns rows. */
export async function writeDay(file: string, { count, on }: { count: number; on: string }): Promise<number> {
  const out = fs.createWriteStream(file)
  out.write('meter_no,start,kwh,voltage_v,current_a\n')
  for (let first = 1; first <= count; first += PAGE_METERS) {
    let page = ''
    for (let meter = first; meter < first + PAGE_METERS && meter <= count; meter += 1) page += dayOfMeter(meter, on)
    if (!out.write(page)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return count * BLOCKS
}

function dayOfMeter(meter: number, on: string): string {
  const serialNo = `BN${String(meter).padStart(8, '0')}`
  let rows = ''
  for (let block = 0; block < BLOCKS; block += 1) {
    const time = `${String(block >> 1).padStart(2, '0')}:${block % 2 === 0 ? '00' : '30'}`
    const wh = 50 + ((meter * 31 + block * 17) % 900)
    const voltage = 2200 + ((meter + block * 7) % 250)
    rows += `${serialNo},${on} ${time},${(wh / 1000).toFixed(3)},${(voltage / 10).toFixed(1)},${(wh / 115).toFixed(2)}\n`
  }
  return rows
}
