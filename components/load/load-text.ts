import { textsFor } from '#lib/i18n/texts.ts'
import type { DayPeak, LoadDay } from '#lib/metering/load-days.ts'
import type { LoadView } from '#lib/metering/load-view.ts'
import { formatMonthName } from '#lib/units/display.ts'
import { formatKw, formatLoad } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The sentence above the picture. It claims "never above" only where every day is known. */
export function loadFinding({ days, above, unknownOn, limitW, month }: LoadView, locale: Locale): string {
  const t = textsFor(locale, 'load')
  const changed = new Set(days.map((day) => day.limitW)).size > 1
  const near = days.filter(({ state }) => state === 'NEAR').length
  const known = days.filter(({ peak }) => peak !== null).length
  const values = { month: formatMonthName(month, locale), load: formatLoad(limitW) }
  if (above.length > 0)
    return t(changed ? 'finding_ABOVE_changed' : 'finding_ABOVE', { ...values, count: above.length })
  const partly = unknownOn.length > 0 ? '_partly' : ''
  if (near > 0) return t(`finding_NEAR${partly}`, { ...values, count: near })
  return t(`finding_WITHIN${partly}`, { ...values, count: known })
}

/** A day's state in words, with the readings that it lacks. */
export function stateText({ state, peak }: LoadDay, locale: Locale): string {
  const t = textsFor(locale, 'load')
  const words = t(`state_${state}`)
  return peak && peak.blocksMissing > 0 ? t('partly', { state: words, missing: peak.blocksMissing }) : words
}

/** Where the figures come from, and what a bill would count. Null where nothing is known. */
export function sourceNote({ days, registerW }: Pick<LoadView, 'days' | 'registerW'>, locale: Locale): string | null {
  const t = textsFor(locale, 'load')
  const peaks: DayPeak[] = days.flatMap(({ peak }) => peak ?? [])
  if (peaks.length === 0) return null
  const minutes = peaks.find(({ intervalMinutes }) => intervalMinutes !== null)?.intervalMinutes ?? 30
  const byBlocks = peaks.filter(({ source }) => source === 'BLOCKS').length
  if (registerW === null) return t('note_BLOCKS', { minutes })
  const register = formatKw(registerW)
  if (byBlocks > 0) return t('note_BOTH', { minutes, register })
  return peaks.some((peak) => peak.isTimeIndicative) ? t('noteTimes', { minutes, register }) : t('note_REGISTER')
}
