import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/platform/db.ts'
import { addDays, day, dayFromColumn, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type Phase, usualMaxPowerW } from './meter-power.ts'

/** Which meter the utility says is in place at a connection. */
export type MeterWish = {
  connectionId: string
  phase: Phase
  serialNo: string
  /** Null: no smart meter. Undefined: not said. */
  intervalMinutes: number | null | undefined
  connectedOn: IstDay | null | undefined
  /** When a meter that takes another's place was fitted; today where nobody says. */
  fittedOn?: IstDay | undefined
}
export type FittingPlan = {
  /** What a connection's wish comes to: a change, nothing to do, or why it cannot be. */
  outcomes: Map<string, { ok: true; isChanged: boolean } | { ok: false; reason: string }>
  apply: () => Promise<void>
}

/** Before any reading that a utility can load: the first meter of a connection whose beginning nobody wrote down. */
const LONG_AGO = day('2000-01-01')

type Meter = { id: string; intervalMinutes: number | null; maxPowerW: number; lastOn: IstDay | null }
type Place = { installationId: string; connectionId: string; serialNo: string; fromOn: IstDay }
type Change = {
  meters: { id: string; serialNo: string; intervalMinutes: number | null; maxPowerW: number }[]
  settings: { id: string; intervalMinutes: number | null; maxPowerW: number }[]
  ended: { id: string; toOn: IstDay }[]
  fitted: { id: string; meterId: string; connectionId: string; fromOn: Date }[]
}

/**
 * Plans which meters are registered, fitted and taken down so that the wishes hold. A first meter counts from the day of
 * connection; another one from the day it was fitted, the one before until the day before. Refuses a meter that is in place
 * elsewhere and a second change on one day. Nothing is written until `apply`, so that a refusal can keep the rest of its row
 * out too.
 */
export async function planFittings(tx: Tx, wishes: readonly MeterWish[], today: IstDay): Promise<FittingPlan> {
  const meters = await registered(tx, wishes)
  const places = await placesOf(tx, wishes)
  const atConnection = new Map(places.map((place) => [place.connectionId, place]))
  const ofMeter = new Map(places.map((place) => [place.serialNo, place]))
  const change: Change = { meters: [], settings: [], ended: [], fitted: [] }

  const outcomes: FittingPlan['outcomes'] = new Map()
  for (const wish of wishes) {
    const here = atConnection.get(wish.connectionId)
    const elsewhere = ofMeter.get(wish.serialNo)
    if (elsewhere && elsewhere.connectionId !== wish.connectionId) {
      outcomes.set(wish.connectionId, {
        ok: false,
        reason: `meter_no ${wish.serialNo} is in place at another consumer`,
      })
      continue
    }
    const changedOn = wish.fittedOn && wish.fittedOn < today ? wish.fittedOn : today
    // An older word: since then the one that is in place now has come.
    if (here && here.serialNo !== wish.serialNo && wish.fittedOn && wish.fittedOn < here.fromOn) {
      outcomes.set(wish.connectionId, { ok: true, isChanged: false })
      continue
    }
    if (here && here.serialNo !== wish.serialNo && here.fromOn >= changedOn) {
      const when = changedOn === today ? 'today' : `on ${changedOn}`
      const reason = `meter_no cannot change twice on one day: ${here.serialNo} was fitted ${when}`
      outcomes.set(wish.connectionId, { ok: false, reason })
      continue
    }
    const meter = meters.get(wish.serialNo)
    const settings = settingsOf(wish, meter)
    const meterId = meter?.id ?? randomUUID()
    if (!meter) change.meters.push({ id: meterId, serialNo: wish.serialNo, ...settings })
    else if (differs(meter, settings)) change.settings.push({ id: meterId, ...settings })
    if (here?.serialNo !== wish.serialNo) {
      const from = here ? changedOn : (wish.connectedOn ?? LONG_AGO)
      const fromOn = meter?.lastOn && meter.lastOn >= from ? addDays(meter.lastOn, 1) : from
      const fitted = { id: randomUUID(), meterId, connectionId: wish.connectionId, fromOn: dayToColumn(fromOn) }
      change.fitted.push(fitted)
      if (here) change.ended.push({ id: here.installationId, toOn: addDays(changedOn, -1) })
      if (here) ofMeter.delete(here.serialNo)
      const place = { installationId: fitted.id, connectionId: wish.connectionId, serialNo: wish.serialNo, fromOn }
      ofMeter.set(wish.serialNo, place)
      meters.set(wish.serialNo, { id: meterId, lastOn: null, ...settings })
    }
    const isChanged = !meter || differs(meter, settings) || here?.serialNo !== wish.serialNo
    outcomes.set(wish.connectionId, { ok: true, isChanged })
  }
  return { outcomes, apply: () => write(tx, change) }
}

function settingsOf({ phase, intervalMinutes }: MeterWish, known: Meter | undefined) {
  // A limit that somebody has set for this meter is left alone; the usual one follows the phase.
  const isUsual = !known || [usualMaxPowerW('SINGLE'), usualMaxPowerW('THREE')].includes(known.maxPowerW)
  return {
    intervalMinutes: intervalMinutes === undefined ? (known?.intervalMinutes ?? null) : intervalMinutes,
    maxPowerW: isUsual ? usualMaxPowerW(phase) : known.maxPowerW,
  }
}

const differs = (a: Omit<Meter, 'id' | 'lastOn'>, b: Omit<Meter, 'id' | 'lastOn'>) =>
  a.intervalMinutes !== b.intervalMinutes || a.maxPowerW !== b.maxPowerW

async function registered(tx: Tx, wishes: readonly MeterWish[]): Promise<Map<string, Meter>> {
  const rows = await tx.meter.findMany({
    where: { serialNo: { in: wishes.map((wish) => wish.serialNo) } },
    select: {
      id: true,
      serialNo: true,
      intervalMinutes: true,
      maxPowerW: true,
      installations: { where: { toOn: { not: null } }, orderBy: { toOn: 'desc' }, take: 1, select: { toOn: true } },
    },
  })
  return new Map(
    rows.map(({ serialNo, installations, ...meter }) => {
      const last = installations[0]?.toOn
      return [serialNo, { ...meter, lastOn: last ? dayFromColumn(last) : null }]
    }),
  )
}

/** Open installations of these meters and of these connections. */
async function placesOf(tx: Tx, wishes: readonly MeterWish[]): Promise<Place[]> {
  const rows = await tx.meterInstallation.findMany({
    where: {
      toOn: null,
      OR: [
        { connectionId: { in: wishes.map((wish) => wish.connectionId) } },
        { meter: { serialNo: { in: wishes.map((wish) => wish.serialNo) } } },
      ],
    },
    select: { id: true, connectionId: true, fromOn: true, meter: { select: { serialNo: true } } },
  })
  return rows.map(({ id, connectionId, fromOn, meter }) => ({
    installationId: id,
    connectionId,
    serialNo: meter.serialNo,
    fromOn: dayFromColumn(fromOn),
  }))
}

async function write(tx: Tx, { meters, settings, ended, fitted }: Change): Promise<void> {
  if (meters.length > 0) await tx.meter.createMany({ data: meters })
  for (const { id, ...data } of settings) await tx.meter.update({ where: { id }, data, select: { id: true } })
  for (const toOn of new Set(ended.map((one) => one.toOn))) {
    const ids = ended.filter((one) => one.toOn === toOn).map(({ id }) => id)
    await tx.meterInstallation.updateMany({ where: { id: { in: ids } }, data: { toOn: dayToColumn(toOn) } })
  }
  if (fitted.length > 0) await tx.meterInstallation.createMany({ data: fitted })
}
