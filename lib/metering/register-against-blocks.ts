import type { Db, Tx } from '#lib/platform/db.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { daysWithin, type Span } from './spans.ts'

/** A day on which the meter's register and the sum of its blocks, all of them there, say different things. */
export type Disagreement = { registerWh: WattHours; blocksWh: WattHours }

/** Meters cut off each block's last decimals and keep their two books by separate clocks: up to 2 % is no difference. */
const TOLERATED_PERCENT = 2n

export function disagree({ registerWh, blocksWh }: Disagreement): boolean {
  const difference = registerWh > blocksWh ? registerWh - blocksWh : blocksWh - registerWh
  return difference * 100n > registerWh * TOLERATED_PERCENT
}

/**
 * The days of a connection within the spans on which register and blocks disagree. Looked up each time, so that it does
 * not matter which of the two came first or was corrected. A day that lacks a block says nothing about its register.
 */
export async function readDisagreements(
  db: Db | Tx,
  connectionId: string,
  spans: readonly Span[],
): Promise<ReadonlyMap<IstDay, Disagreement>> {
  const rows = await db.$queryRaw<{ onDay: Date; registerWh: bigint; blocksWh: bigint }[]>`
    select "onDay", "MeterDay"."energyWh" as "registerWh", "BlockDay"."energyKnownWh" as "blocksWh"
    from ${daysWithin('BlockDay', [connectionId], spans)}
    join ${daysWithin('MeterDay', [connectionId], spans)} using ("connectionId", "onDay", "meterId")
    where "MeterDay"."source" = 'REGISTER' and "BlockDay"."blocksKnown" = 1440 / "BlockDay"."intervalMinutes"`
  return new Map(
    rows
      .map(({ onDay, registerWh, blocksWh }): [IstDay, Disagreement] => [
        dayFromColumn(onDay),
        { registerWh: wattHours(registerWh), blocksWh: wattHours(blocksWh) },
      ])
      .filter(([, values]) => disagree(values)),
  )
}
