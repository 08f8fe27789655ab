import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import {
  type DayFacts,
  type Finding,
  findingOf,
  type SideFacts,
  type SupplyFacts,
} from '#lib/metering/quality-facts.ts'
import type { QualityScale } from '#lib/metering/quality-source.ts'
import { formatDay } from '#lib/units/display.ts'
import { formatDuration, formatHours, formatTimeRange } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Whole volts; with a decimal where a whole number would not tell on which side of `besideDv` it lies. */
export function voltsText(voltageDv: number, besideDv?: number): string {
  const isClose = besideDv !== undefined && Math.round(voltageDv / 10) === Math.round(besideDv / 10)
  return `${(voltageDv / 10).toFixed(isClose ? 1 : 0)}\u00a0V`
}

/** Whether every block of the days that are over had a voltage, or no supply; energy without a voltage says nothing of it. */
export const isVoltageWhole = ({
  figures: { days, daysWithVoltage, blocksKnown, blocksExpected },
  voltageBlocksKnown,
}: Pick<PowerQualityView, 'figures' | 'voltageBlocksKnown'>): boolean =>
  daysWithVoltage >= days && blocksKnown >= blocksExpected && voltageBlocksKnown >= blocksExpected

/** One fact of a day, good or not, in a line of its own. */
export type FactLine = { key: string; isGood: boolean; text: string }

export function factLines({ voltage, supply }: DayFacts, { fullMinutes }: QualityScale, locale: Locale): FactLine[] {
  const t = textsFor(locale, 'quality')
  const lines: FactLine[] = []
  for (const side of [voltage?.low, voltage?.high]) {
    if (!side) continue
    const values = { duration: formatDuration(side.minutes, locale), volts: voltsText(side.worstDv) }
    lines.push({ key: side.side, isGood: false, text: t(`fact_${side.side}`, values) })
  }
  if (voltage && lines.length === 0)
    lines.push({ key: 'within', isGood: true, text: t(voltage.isWhole ? 'fact_within' : 'fact_withinPartly') })
  if (supply) lines.push(...supplyLines(supply, fullMinutes, locale))
  return lines
}

function supplyLines(supply: SupplyFacts, fullMinutes: number | null, locale: Locale): FactLine[] {
  const t = textsFor(locale, 'quality')
  if (supply.count === 0) return [{ key: 'outage', isGood: true, text: t('fact_noOutage') }]
  const duration = formatDuration(supply.minutes, locale)
  const planned =
    supply.plannedMinutes > 0 ? t('fact_planned', { duration: formatDuration(supply.plannedMinutes, locale) }) : ''
  const went = t(supply.minutes > 0 ? 'fact_outage' : 'fact_outageOpen', { count: supply.count, duration })
  const lines = [{ key: 'outage', isGood: false, text: planned ? `${went}; ${planned}` : went }]
  if (supply.isBelowFull && supply.supplyMinutes !== null && fullMinutes !== null) {
    const values = { hours: formatHours(supply.supplyMinutes), full: formatHours(fullMinutes) }
    lines.push({ key: 'below', isGood: false, text: t('fact_belowFull', values) })
  }
  return lines
}

export type FindingText = { isGood: boolean; title: string; detail: string; finding: Finding }

/** The sentence that everybody reads, and what stands behind it. */
export function findingText(
  facts: DayFacts,
  { scale, isYesterday }: { scale: QualityScale; isYesterday: boolean },
  locale: Locale,
): FindingText {
  const t = textsFor(locale, 'quality')
  const finding = findingOf(facts)
  const date = formatDay(facts.on, locale)
  const day = isYesterday ? t('when_yesterday') : t('when_date', { date })
  const said = (key: string, detail = '', values: Record<string, string | number> = {}, when = day): FindingText => ({
    isGood: finding.kind === 'FINE',
    title: t(key, { when, ...values }),
    detail,
    finding,
  })
  switch (finding.kind) {
    case 'VOLTAGE': {
      const { side, minutes, run } = finding.side
      const isOneRun = run.minutes === minutes
      const when = isYesterday && isOneRun ? t(`when_${partOfDay(run)}`) : day
      return said(
        `finding_${side}`,
        sideDetail(finding.side, date, scale, locale),
        { duration: formatDuration(minutes, locale) },
        when,
      )
    }
    case 'OUT': {
      const { count, minutes } = finding.supply
      return said(minutes > 0 ? 'finding_OUT' : 'finding_OUT_OPEN', '', {
        count,
        duration: formatDuration(minutes, locale),
      })
    }
    case 'BELOW_FULL': {
      const detail = scale.fullMinutes === null ? '' : t('belowFullText', { full: formatHours(scale.fullMinutes) })
      return said('finding_BELOW_FULL', detail, { hours: formatHours(finding.supply.supplyMinutes ?? 0) })
    }
    case 'FINE': {
      const isWhole = facts.voltage?.isWhole && facts.supply !== null && facts.supply.supplyMinutes !== null
      return said(isWhole ? 'finding_FINE' : 'finding_FINE_KNOWN')
    }
    case 'UNKNOWN':
      return said('finding_UNKNOWN')
  }
}

function sideDetail(side: SideFacts, date: string, scale: QualityScale, locale: Locale): string {
  const t = textsFor(locale, 'quality')
  const { run, worstDv, minutes } = side
  const range = formatTimeRange(run.from, run.to, locale)
  const isAllDay = run.minutes >= 1440
  const key = isAllDay || run.minutes === minutes ? 'runWhole' : 'runLongest'
  const stretch = t(key, { date, range: isAllDay ? t('wholeDay') : range })
  return `${stretch} ${worstText(worstDv, scale, locale)}`
}

/** How far a voltage is outside the standard band, and what that does. */
export function worstText(worstDv: number, { band }: QualityScale, locale: Locale): string {
  const t = textsFor(locale, 'quality')
  const side = worstDv < band.lowDv ? 'LOW' : 'HIGH'
  const limitDv = side === 'LOW' ? band.lowDv : band.highDv
  const values = { volts: voltsText(worstDv, limitDv), limit: voltsText(limitDv, worstDv) }
  const isFar = worstDv < band.farLowDv || worstDv > band.farHighDv
  return [t(`run_${side}`, values), isFar && t('far'), t(`effect_${side}`)].filter(Boolean).join(' ')
}

const PART_MINUTES = 360
/** From which hour on a part of the day goes, as the design names them. */
const PARTS = [
  [4, 'morning'],
  [12, 'afternoon'],
  [16, 'evening'],
  [20, 'night'],
] as const

/** The part of the day in which a stretch began; a long one is of the whole day. */
function partOfDay({ from, minutes }: { from: Date; minutes: number }): string {
  if (minutes > PART_MINUTES) return 'yesterday'
  const hour = new Date(from.getTime() + 330 * 60_000).getUTCHours()
  // What began before four in the morning is night too, but "last night" would be taken for the evening before.
  return hour < 4 ? 'yesterday' : (PARTS.findLast(([first]) => first <= hour)?.[1] ?? 'yesterday')
}
