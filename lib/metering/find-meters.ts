import type { Db, Tx } from '#lib/platform/db.ts'
import { jsonRows } from '#lib/platform/json-rows.ts'
import { dayOf, type IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'

export type FoundMeter = {
  id: string
  maxPowerW: number
  /** Whose numbers for events it sends. */
  eventSet: string
  /** Of the blocks that it sends; null where it is no smart meter. */
  intervalMinutes: number | null
  /** Where the meter has been, `toOn` included; null while it is there. */
  installations: { connectionId: string; fromOn: IstDay; toOn: IstDay | null }[]
}

/** Meters by their serial numbers; those that nobody has registered are absent. */
export async function findMeters(db: Db | Tx, serialNos: ReadonlySet<string>): Promise<Map<string, FoundMeter>> {
  const meters = await jsonRows<FoundMeter & { serialNo: string }>(
    db,
    Prisma.sql`
      select "id", "serialNo", "maxPowerW", "eventSet", "intervalMinutes",
        coalesce((
          select json_agg(json_build_object('connectionId', "connectionId", 'fromOn', "fromOn", 'toOn', "toOn"))
          from "MeterInstallation" where "meterId" = "Meter"."id"
        ), '[]') as "installations"
      from "Meter" where "serialNo" = any(${[...serialNos]})`,
  )
  return new Map(meters.map(({ serialNo, ...meter }) => [serialNo, meter]))
}

/** The connection that a meter measured on a day; undefined where it was in no place then. */
export function placeOn({ installations }: Pick<FoundMeter, 'installations'>, on: IstDay): string | undefined {
  return installations.find(({ fromOn, toOn }) => fromOn <= on && (toOn === null || on <= toOn))?.connectionId
}

/** Whose a register's stand is: midnight ends the day before; of a meter that was fitted then it begins the first. */
export function placeAt(meter: Pick<FoundMeter, 'installations'>, at: Date): string | undefined {
  return placeOn(meter, dayOf(new Date(at.getTime() - 1))) ?? placeOn(meter, dayOf(at))
}
