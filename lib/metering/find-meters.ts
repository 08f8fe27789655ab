import type { Tx } from '#lib/platform/db.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'

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
export async function findMeters(tx: Tx, serialNos: ReadonlySet<string>): Promise<Map<string, FoundMeter>> {
  const rows = await tx.meter.findMany({
    where: { serialNo: { in: [...serialNos] } },
    select: {
      id: true,
      serialNo: true,
      maxPowerW: true,
      eventSet: true,
      intervalMinutes: true,
      installations: { select: { connectionId: true, fromOn: true, toOn: true } },
    },
  })
  return new Map(
    rows.map(({ serialNo, installations, ...meter }) => [
      serialNo,
      {
        ...meter,
        installations: installations.map(({ connectionId, fromOn, toOn }) => ({
          connectionId,
          fromOn: dayFromColumn(fromOn),
          toOn: toOn && dayFromColumn(toOn),
        })),
      },
    ]),
  )
}

/** The connection that a meter measured on a day; undefined where it was in no place then. */
export function placeOn({ installations }: Pick<FoundMeter, 'installations'>, on: IstDay): string | undefined {
  return installations.find(({ fromOn, toOn }) => fromOn <= on && (toOn === null || on <= toOn))?.connectionId
}
