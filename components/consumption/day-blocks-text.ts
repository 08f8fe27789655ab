import { textsFor } from '#lib/i18n/texts.ts'
import { type BlocksOfDay, type DayBlock, dayFinding } from '#lib/metering/day-blocks.ts'
import { formatDay, formatHour } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The sentence above the picture of a day. */
export function dayFindingText(on: IstDay, blocks: BlocksOfDay, locale: Locale): string {
  const t = textsFor(locale, 'day')
  const finding = dayFinding(blocks)
  const interval = String(blocks.intervalMinutes)
  switch (finding.kind) {
    case 'BUSY_HOURS':
      return t('finding_BUSY_HOURS', {
        from: formatHour(finding.fromHour, locale),
        to: formatHour(finding.toHour, locale),
        percent: finding.percent,
      })
    case 'INCOMPLETE':
      return t('finding_INCOMPLETE', {
        ...{ known: finding.known, of: finding.of, interval },
        units: formatUnits(finding.energyWh, 1),
      })
    case 'NOTHING':
      return t('finding_NOTHING', { interval, date: formatDay(on, locale) })
  }
}

/** How a block is known, and how long supply was off in it. */
export function howText({ status, outageMinutes }: DayBlock, locale: Locale): string {
  const t = textsFor(locale, 'day')
  const how = t(`how_${status}`)
  return outageMinutes ? t('howOut', { how, out: t('out', { minutes: outageMinutes }) }) : how
}
