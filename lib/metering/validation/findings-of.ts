import { wattHours } from '#lib/units/energy.ts'
import { addDays, dayOf, type IstDay } from '#lib/units/ist.ts'
import { disagree } from '../register-against-blocks.ts'
import { findWrongClock } from './clock.ts'
import type { Examined } from './flag-rows.ts'
import { findGaps, GAP_DAYS } from './gap.ts'
import type { Registers, Touched, WindowDay } from './meter-window.ts'
import type { Finding, ValidationLimits } from './reading-rules.ts'
import type { RefusedDay } from './refused-readings.ts'
import { findRegisterBack } from './register-back.ts'
import { findSpike } from './spike.ts'
import { findFlatDay, findStandstills } from './stuck.ts'

type Judged = { findings: Finding[]; examined: Examined[] }

const MINUTES_IN_DAY = 1440

/**
 * What the rules find on a meter's days, and which days each of them has looked at.
 *
 * @param days of the meter, in order, with as many around those that changed as the rules need.
 */
export function findingsOf(touched: Touched, days: readonly WindowDay[], limits: ValidationLimits): Judged {
  const { connectionId, meterId, from, to } = touched
  const lookedAt = {
    SPIKE: { from, to },
    SUM: { from, to },
    CLOCK: { from, to },
    GAP: { from: addDays(from, -GAP_DAYS), to: addDays(to, GAP_DAYS) },
    // A day that comes late can complete a run that ends after it.
    STUCK: { from, to: addDays(to, limits.stuckDays - 1) },
  }
  const ofMeter = { ...limits, spikeFloorW: Math.max(limits.spikeFloorW, touched.sanctionedLoadW ?? 0) }
  const findings = [...days.flatMap((day) => findingsOfDay(day, ofMeter)), ...findingsBetween(touched, days, limits)]
  return {
    findings: findings.filter(({ rule, onDay }) => {
      const span = lookedAt[rule as keyof typeof lookedAt]
      return span.from <= onDay && onDay <= span.to
    }),
    examined: Object.entries(lookedAt).map(([rule, span]) => ({
      ...{ connectionId, meterId, rule: rule as keyof typeof lookedAt },
      ...span,
    })),
  }
}

function findingsOfDay({ on, total, blocks }: WindowDay, limits: ValidationLimits): Finding[] {
  const spike = blocks?.energyWh && findSpike({ ...blocks, energyWh: blocks.energyWh }, limits)
  const flat = blocks && findFlatDay(blocks)
  const clock = findWrongClock(on, total?.maxDemandAt ? new Date(total.maxDemandAt) : null)
  const isWhole = blocks && blocks.blocksKnown === MINUTES_IN_DAY / blocks.intervalMinutes
  const sum = isWhole && total?.source === 'REGISTER' && { registerWh: total.energyWh, blocksWh: blocks.energyKnownWh }
  const doDisagree = sum && disagree({ registerWh: wattHours(sum.registerWh), blocksWh: wattHours(sum.blocksWh) })
  return [
    ...(spike ? [{ onDay: on, rule: 'SPIKE' as const, detail: spike }] : []),
    ...(flat ? [{ onDay: on, rule: 'STUCK' as const, detail: flat }] : []),
    ...(clock ? [{ onDay: on, rule: 'CLOCK' as const, detail: clock }] : []),
    ...(doDisagree ? [{ onDay: on, rule: 'SUM' as const, detail: sum }] : []),
  ]
}

function findingsBetween(
  { blocksInDay }: Touched,
  days: readonly WindowDay[],
  { stuckDays }: ValidationLimits,
): Finding[] {
  const blocksOf = new Map(days.map(({ on, blocks }) => [on, blocks?.energyWh ?? null]))
  const known = days.map(({ on, total, blocks }) => ({
    ...{ on, hasTotal: total !== null },
    blocks: blocks && { known: blocks.blocksKnown, of: MINUTES_IN_DAY / blocks.intervalMinutes },
  }))
  const energies = days.flatMap(({ on, total, blocks }) =>
    total ? [{ on, energyWh: total.energyWh, isOut: blocks?.minutesOut === MINUTES_IN_DAY }] : [],
  )
  return [
    ...findGaps(known, blocksInDay, (on) => blocksOf.get(on) ?? null).map((gap) => ({ ...gap, rule: 'GAP' as const })),
    ...findStandstills(energies, stuckDays).map((still) => ({ ...still, rule: 'STUCK' as const })),
  ]
}

/** As `findingsOf`, for registers: each belongs to the day that it ends. */
export function findingsOfRegisters(registers: readonly Registers[]): {
  found: { connectionId: string; meterId: string; finding: Finding }[]
  examined: Examined[]
} {
  const judged = registers.map(({ connectionId, meterId, at, before, ...stand }) => {
    const onDay: IstDay = dayOf(new Date(new Date(at).getTime() - 1))
    const detail = before && findRegisterBack({ ...before, at: new Date(before.at) }, { ...stand, at: new Date(at) })
    return { connectionId, meterId, onDay, detail }
  })
  return {
    found: judged.flatMap(({ connectionId, meterId, onDay, detail }) =>
      detail ? [{ connectionId, meterId, finding: { onDay, rule: 'REGISTER_BACK' as const, detail } }] : [],
    ),
    examined: judged.map(({ connectionId, meterId, onDay }) => ({
      ...{ connectionId, meterId, rule: 'REGISTER_BACK' as const },
      ...{ from: onDay, to: onDay },
    })),
  }
}

/** As `findingsOf`, for what was refused of the days that changed; `findingsOf` says that it has looked at their clocks. */
export function findingsOfRefused(
  touched: readonly Touched[],
  refused: readonly RefusedDay[],
): { found: { connectionId: string; meterId: string; finding: Finding }[]; examined: Examined[] } {
  return {
    found: refused.map(({ connectionId, meterId, ...day }) => ({ connectionId, meterId, finding: findingOf(day) })),
    examined: touched.map(({ connectionId, meterId, from, to }) => ({
      ...{ connectionId, meterId, rule: 'RANGE' as const },
      ...{ from, to },
    })),
  }
}

function findingOf({ on, isInstant, count, first }: Pick<RefusedDay, 'on' | 'isInstant' | 'count' | 'first'>): Finding {
  const { column, limit, block, intervalMinutes, said } = first
  const value = said[column] ?? ''
  return isInstant
    ? { onDay: on, rule: 'CLOCK', detail: { demandAt: value } }
    : { onDay: on, rule: 'RANGE', detail: { column, value, limit, block, intervalMinutes, count } }
}
