import { createHash } from 'node:crypto'
import type { Db, Tx } from '#lib/platform/db.ts'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, daysBetween, type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { EstimationMethod } from '#prisma/generated/client.ts'
import { disagree } from '../register-against-blocks.ts'
import { shareOut } from '../share-out.ts'
import type { DayKey } from '../store-blocks.ts'
import { missingBetween } from '../validation/gap.ts'
import { type DaysAround, readDaysAround } from './days-around.ts'
import { interpolate, type TimelineBlock } from './interpolate.ts'
import { profileOf } from './profile.ts'

export const METHODS = ['LINEAR', 'PROFILE'] as const satisfies EstimationMethod[]
export type Method = (typeof METHODS)[number]

/**
 * What the values follow from. `ends`: the measured blocks beside the missing ones; `registerWh`: what the day had to add up
 * to, null where nothing told it.
 */
export type EstimateBasis = { ends?: string[]; days?: IstDay[]; registerWh: number | null }
export type EstimateRefusal = 'NO_GAP' | 'TOO_LONG' | 'NO_NEIGHBOUR' | 'TOO_FEW_DAYS' | 'REGISTER_BELOW' | 'ABOVE_METER'
export type EstimatePlan =
  | {
      ok: true
      intervalMinutes: number
      values: { block: number; energyWh: number }[]
      basis: EstimateBasis
      /** Names the values and what they follow from: an officer confirms what was seen and nothing else. */
      digest: string
    }
  | { ok: false; reason: EstimateRefusal }

/** A meter that measured nothing for longer is no gap to be filled from other weeks. */
export const PROFILE_GAP_DAYS = 7

type Values = { ok: true; values: { block: number; energyWh: number }[]; basis: Partial<EstimateBasis> }
type Refused = { ok: false; reason: EstimateRefusal }

/**
 * What the missing blocks of a meter's day would be by a method, with the day as it stands. Only blocks that are missing
 * between others; where the day's own register is there and no other block is missing, the method gives the shape and the
 * register what the blocks add up to. Changes nothing.
 */
export async function planEstimate(db: Db | Tx, key: DayKey, method: Method): Promise<EstimatePlan> {
  const around = await readDaysAround(db, key)
  if (!around) return { ok: false, reason: 'NO_GAP' }
  return planOf(around, method)
}

/** The same, of days that were read. */
export function planOf(around: DaysAround, method: Method): EstimatePlan {
  const missing = missingBetween(around.energyWh, { before: around.hasBefore, after: around.hasAfter })
  if (missing.length === 0) return { ok: false, reason: 'NO_GAP' }
  const drawn = method === 'LINEAR' ? linear(around, missing) : profile(around, missing)
  if (!drawn.ok) return drawn
  const fitted = fitToRegister(around, drawn)
  if (!fitted.ok) return fitted
  const mostWh = (around.maxPowerW * around.intervalMinutes) / 60
  if (fitted.values.some(({ energyWh }) => energyWh > mostWh)) return { ok: false, reason: 'ABOVE_METER' }
  const basis: EstimateBasis = { registerWh: null, ...fitted.basis }
  const digest = createHash('sha256')
    .update(JSON.stringify([method, fitted.values, basis]))
    .digest('base64url')
  return { ok: true, intervalMinutes: around.intervalMinutes, values: fitted.values, basis, digest }
}

function linear(around: DaysAround, missing: readonly number[]): Values | Refused {
  const { on, intervalMinutes } = around
  const length = 1440 / intervalMinutes
  const timeline = [-1, 0, 1].flatMap((shift): TimelineBlock[] => {
    const day = around.days.find((one) => one.on === addDays(on, shift) && one.intervalMinutes === intervalMinutes)
    return Array.from({ length }, (_, block) => ({
      energyWh: day?.energyWh[block] ?? null,
      isMeasured: !!day && !day.estimatedBlocks.includes(block) && !day.outageMinutes[block],
    }))
  })
  const drawn = interpolate(
    timeline,
    missing.map((block) => block + length),
    intervalMinutes,
  )
  if (!drawn.ok) return drawn
  const startOf = (place: number) =>
    new Date(startOfDay(on).getTime() + (place - length) * intervalMinutes * 60_000).toISOString()
  return {
    ok: true,
    values: drawn.values.map(({ place, energyWh }) => ({ block: place - length, energyWh })),
    basis: { ends: drawn.ends.map(startOf) },
  }
}

function profile(around: DaysAround, missing: readonly number[]): Values | Refused {
  if (daysWithout(around) > PROFILE_GAP_DAYS) return { ok: false, reason: 'TOO_LONG' }
  const examples = around.days.map((day) => ({ ...day, isEstimated: day.estimatedBlocks.length > 0 }))
  const found = profileOf(around.on, around.intervalMinutes, examples)
  if (!found) return { ok: false, reason: 'TOO_FEW_DAYS' }
  const values = missing.map((block) => ({ block, energyWh: found.energyWh[block] ?? 0 }))
  return { ok: true, values, basis: { days: found.days } }
}

/** Days in succession, this one among them, of which no block was measured. */
function daysWithout({ on, days }: DaysAround): number {
  const measured = days
    .filter(({ energyWh, estimatedBlocks }) =>
      energyWh.some((value, block) => value !== null && !estimatedBlocks.includes(block)),
    )
    .map((day) => day.on)
  if (measured.includes(on)) return 0
  const before = measured
    .filter((day) => day < on)
    .toSorted()
    .at(-1)
  const after = measured.filter((day) => day > on).toSorted()[0]
  return before && after ? daysBetween(before, after) - 1 : Number.POSITIVE_INFINITY
}

function fitToRegister({ registerWh, energyWh }: DaysAround, drawn: Values): Values | Refused {
  if (registerWh === null) return drawn
  const knownWh = energyWh.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  const isBelow = knownWh > registerWh
  if (isBelow && disagree({ registerWh: wattHours(registerWh), blocksWh: wattHours(knownWh) }))
    return { ok: false, reason: 'REGISTER_BELOW' }
  // Blocks at the day's edge that may still come have their part in it, and nobody knows how much.
  if (energyWh.filter((value) => value === null).length > drawn.values.length) return drawn
  const rest = wattHours(isBelow ? 0 : registerWh - knownWh)
  const shares = shareOut(
    rest,
    drawn.values.map((value) => BigInt(value.energyWh)),
  )
  const values = drawn.values.map(({ block }, index) => ({ block, energyWh: Number(shares[index]) }))
  return { ...drawn, values, basis: { ...drawn.basis, registerWh } }
}
