import type { Db, Tx } from '#lib/platform/db.ts'
import { kwhDecimal, wattHours } from '#lib/units/energy.ts'
import { dayOf, startOfDay } from '#lib/units/ist.ts'
import { findMeters, placeAt } from './find-meters.ts'
import { addMissingDays, type NewMeterDay, storeDays } from './store-days.ts'

export type NewRegister = {
  connectionId: string
  meterId: string
  /** The most that the meter can pass: a day above it is none. */
  maxPowerW: number
  at: Date
  energyWh: bigint
  apparentVah: bigint | null
  /** Of the day that ends at this midnight. */
  maxDemandW: number | null
  maxDemandAt: Date | null
  status: 'VALID' | 'ESTIMATED'
}
/** Or why a day beside this register cannot be told from it; the register itself is kept. */
export type StoredRegister = 'CHANGED' | 'SAME' | { noDay: string }

type Stand = Pick<NewRegister, 'energyWh' | 'apparentVah' | 'maxDemandW' | 'maxDemandAt' | 'status'>
type Known = Stand & { connectionId: string; meterId: string; at: Date; revision: number }

const DAY_MS = 86_400_000
const HOURS = 24

/**
 * Keeps what registers stood at, each instant of a meter named once, and makes days of neighbouring midnights: a day is
 * what the register grew by. It does not matter which of two midnights comes first. A register that went back, or grew by
 * more than the meter can pass, makes no day. One outcome a register, in order.
 */
export async function storeRegisters(
  tx: Tx,
  registers: readonly NewRegister[],
  { batchId, receivedAt }: { batchId: string; receivedAt: Date },
): Promise<StoredRegister[]> {
  if (registers.length === 0) return []
  // Two files at once would each take the next revision for their own.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('registers'))`
  const stands = await knownStands(tx, registers)
  const fresh: (Known & { batchId: string; receivedAt: Date })[] = []
  const outcomes = registers.map((register): StoredRegister => {
    const { maxPowerW: _, ...said } = register
    const known = stands.get(keyOf(register))
    const isSameEnergy = known?.energyWh === register.energyWh
    // What a later file leaves out is kept unless the register itself is another.
    const apparentVah = said.apparentVah ?? (isSameEnergy ? known.apparentVah : null)
    const maxDemandW = said.maxDemandW ?? (isSameEnergy ? known.maxDemandW : null)
    const isSameDemand = isSameEnergy && maxDemandW === known.maxDemandW
    const maxDemandAt = said.maxDemandAt ?? (isSameDemand ? known.maxDemandAt : null)
    const next = { ...said, apparentVah, maxDemandW, maxDemandAt, revision: (known?.revision ?? 0) + 1 }
    if (known && isSameStand(known, next)) return 'SAME'
    stands.set(keyOf(register), next)
    fresh.push({ ...next, batchId, receivedAt })
    return 'CHANGED'
  })
  if (fresh.length > 0) await tx.registerReading.createMany({ data: fresh })

  const [days, known] = [new Map<string, NewMeterDay>(), new Map<string, NewMeterDay>()]
  const together = new Set(registers.map(keyOf))
  const refused = registers.map((register, index) => {
    const to = outcomes[index] === 'SAME' ? known : days
    const later = { ...register, at: new Date(register.at.getTime() + DAY_MS) }
    const wrong = addDay(to, register, register.at, stands)
    const wrongAfter = addDay(to, register, later.at, stands)
    // Of two that came together, or in their order, the later says so.
    const isNews = outcomes[index] !== 'SAME' && !together.has(keyOf(later))
    return wrong ?? (wrongAfter && isNews ? `on the day after, ${wrongAfter}` : null)
  })
  await storeDays(tx, [...days.values()], { batchId, receivedAt })
  // A register that says nothing new does not undo what a file of days has said since.
  const rest = [...known].flatMap(([key, day]) => (days.has(key) ? [] : [day]))
  await addMissingDays(tx, rest, { batchId, receivedAt })
  return outcomes.map((outcome, index) => {
    const noDay = refused[index]
    return noDay ? { noDay } : outcome
  })
}

const keyOf = ({ connectionId, meterId, at }: { connectionId: string; meterId: string; at: Date }) =>
  `${connectionId} ${meterId} ${at.getTime()}`

const isSameStand = (a: Stand, b: Stand) =>
  a.energyWh === b.energyWh &&
  a.apparentVah === b.apparentVah &&
  a.maxDemandW === b.maxDemandW &&
  a.maxDemandAt?.getTime() === b.maxDemandAt?.getTime() &&
  a.status === b.status

/** The newest word on the same instants, and on those a day before and after. */
async function knownStands(tx: Tx, registers: readonly NewRegister[]): Promise<Map<string, Known>> {
  const wanted = registers.flatMap(({ meterId, at }) =>
    [-DAY_MS, 0, DAY_MS].map((shift) => ({ meterId, at: new Date(at.getTime() + shift).toISOString() })),
  )
  const rows = await tx.$queryRaw<Known[]>`
    select distinct on ("meterId", "at", "connectionId")
      "connectionId", "meterId", "at", "revision", "energyWh", "apparentVah", "maxDemandW", "maxDemandAt", "status"
    from "RegisterReading"
    where ("meterId", "at") in (
      select * from unnest(${wanted.map(({ meterId }) => meterId)}::uuid[], ${wanted.map(({ at }) => at)}::timestamptz[])
    )
    order by "meterId", "at", "connectionId", "revision" desc`
  return new Map(rows.map((row) => [keyOf(row), row]))
}

/**
 * The newest word on what a meter's register stood at at an instant, at the connection where it was then; null where
 * nothing told.
 */
export async function newestStand(
  db: Db | Tx,
  serialNo: string,
  at: Date,
): Promise<Pick<Stand, 'energyWh' | 'status'> | null> {
  const meter = (await findMeters(db, new Set([serialNo]))).get(serialNo)
  const connectionId = meter && placeAt(meter, at)
  if (!connectionId) return null
  return db.registerReading.findFirst({
    where: { connectionId, at, meterId: meter.id },
    orderBy: { revision: 'desc' },
    select: { energyWh: true, status: true },
  })
}

/** Adds the day that ends at a midnight, where both its registers are known. Returns why there can be none. */
function addDay(
  days: Map<string, NewMeterDay>,
  { connectionId, meterId, maxPowerW }: NewRegister,
  at: Date,
  stands: ReadonlyMap<string, Known>,
): string | null {
  const end = stands.get(keyOf({ connectionId, meterId, at }))
  const start = stands.get(keyOf({ connectionId, meterId, at: new Date(at.getTime() - DAY_MS) }))
  if (!start || !end || startOfDay(dayOf(at)).getTime() !== at.getTime()) return null
  const grown = end.energyWh - start.energyWh
  if (grown < 0n) return `the register went back from ${kwhDecimal(wattHours(start.energyWh))} a day before`
  const mostWh = BigInt(maxPowerW * HOURS)
  if (grown > mostWh)
    return `the register grew by more than the meter can pass in a day (${kwhDecimal(wattHours(mostWh))})`
  const apparent = end.apparentVah === null || start.apparentVah === null ? null : end.apparentVah - start.apparentVah
  const isDemandPossible = end.maxDemandW !== null && end.maxDemandW <= maxPowerW
  days.set(keyOf({ connectionId, meterId, at }), {
    ...{ connectionId, meterId, onDay: dayOf(new Date(at.getTime() - 1)), energyWh: wattHours(grown) },
    apparentVah: apparent !== null && apparent >= 0n && apparent <= mostWh ? wattHours(apparent) : null,
    maxDemandW: isDemandPossible ? end.maxDemandW : null,
    maxDemandAt: isDemandPossible ? end.maxDemandAt : null,
    status: start.status === 'ESTIMATED' || end.status === 'ESTIMATED' ? 'ESTIMATED' : 'VALID',
    source: 'REGISTER',
  })
  return null
}
