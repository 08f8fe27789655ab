import { randomUUID } from 'node:crypto'
import type { TestHome } from '#lib/billing/test-homes.ts'
import type { Services } from '#lib/platform/services.ts'
import { day, dayToColumn, startOfDay } from '#lib/units/ist.ts'
import { blockSums, type VoltageBand, voltageBand } from './block-sums.ts'

/** Days of half hours for tests: each quantity one value for all blocks, or by block; null: that block did not come. */
export type TestBlocks = {
  energyWh?: Quantity
  apparentVah?: Quantity
  voltageDv?: Quantity
  currentMa?: Quantity
  frequencyMhz?: Quantity
  powerFactorMilli?: Quantity
  outageMinutes?: Quantity
}
type Quantity = number | ((block: number) => number | null)

export const BAND: VoltageBand = voltageBand({ nominalV: 230, standardPercent: 6, tolerablePercent: 10 })
const BLOCKS = 48

export async function storeTestBlocks(
  { db, now }: Services,
  home: Pick<TestHome, 'id' | 'meterId'>,
  on: string,
  given: TestBlocks,
): Promise<void> {
  const batch = { id: randomUUID(), kind: 'block-reads', source: 'test', contentHash: '', startedAt: now() }
  await db.ingestBatch.create({ data: batch })
  const arrays = testArrays(given)
  const sums = blockSums({ intervalMinutes: 30, ...arrays }, BAND)
  const { peakBlock } = sums
  const peakAt = peakBlock === null ? null : new Date(startOfDay(day(on)).getTime() + peakBlock * 1_800_000)
  await db.$executeRaw`
    insert into "BlockDay" ("connectionId", "onDay", "meterId", "intervalMinutes", "energyWh", "apparentVah", "voltageDv",
      "currentMa", "frequencyMhz", "powerFactorMilli", "outageMinutes", "estimatedBlocks", "blocksKnown", "energyKnownWh",
      "peakW", "peakAt", "minVoltageDv", "maxVoltageDv", "minutesOut", "minutesBelow", "minutesAbove", "minutesFarBelow",
      "minutesFarAbove", "batchId", "receivedAt")
    values (${home.id}::uuid, ${dayToColumn(day(on))}::date, ${home.meterId}::uuid, 30, ${arrays.energyWh}::int[],
      ${arrays.apparentVah}::int[], ${arrays.voltageDv}::int[], ${arrays.currentMa}::int[], ${arrays.frequencyMhz}::int[],
      ${arrays.powerFactorMilli}::int[], ${arrays.outageMinutes}::int[], '{}', ${sums.blocksKnown},
      ${sums.energyKnownWh}, ${sums.peakW}, ${peakAt}::timestamptz, ${sums.minVoltageDv}, ${sums.maxVoltageDv},
      ${sums.minutesOut}, ${sums.minutesBelow}, ${sums.minutesAbove}, ${sums.minutesFarBelow}, ${sums.minutesFarAbove},
      ${batch.id}::uuid, ${now()}::timestamptz)`
}

/** The arrays of such a day, as `BlockDay` keeps them. */
export function testArrays(given: TestBlocks) {
  const array = (quantity: Quantity | undefined) =>
    quantity === undefined
      ? []
      : Array.from({ length: BLOCKS }, (_, block) => (typeof quantity === 'number' ? quantity : quantity(block)))
  return {
    energyWh: array(given.energyWh ?? 200),
    apparentVah: array(given.apparentVah),
    voltageDv: array(given.voltageDv),
    currentMa: array(given.currentMa),
    frequencyMhz: array(given.frequencyMhz),
    powerFactorMilli: array(given.powerFactorMilli),
    outageMinutes: array(given.outageMinutes),
  }
}
