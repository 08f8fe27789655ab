import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import type { LadderRow } from '#lib/billing/amount-due.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatShortDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** True where waiting changes what a bill costs. */
export const hasLadder = (ladder: readonly LadderRow[]): boolean => ladder.length > 1

/** What the same bill costs from which day on, each time with what comes off or on. */
export function PayLadder({ ladder, locale }: { ladder: readonly LadderRow[]; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  const when = ({ fromOn, untilOn }: LadderRow, index: number) => {
    const from = formatShortDay(fromOn, locale)
    if (!untilOn) return t('laterFrom', { day: from })
    const until = formatShortDay(untilOn, locale)
    return index === 0 ? t('laterUntil', { day: until }) : t('laterBetween', { from, until })
  }
  const change = ({ rebatePaise, surchargePaise }: LadderRow) =>
    rebatePaise > 0n
      ? t('laterOff', { amount: formatRupees(rebatePaise) })
      : surchargePaise > 0n
        ? t('laterSurcharge', { amount: formatRupees(surchargePaise) })
        : undefined
  return (
    <>
      <DefinitionList
        rows={ladder.map(
          (row, index): Definition => ({
            label: when(row, index),
            note: change(row),
            value: formatRupees(row.amountPaise),
            tone: row.rebatePaise > 0n && index === 0 ? 'ok' : undefined,
          }),
        )}
      />
      {ladder.some(({ surchargePaise }) => surchargePaise > 0n) && (
        <p className="mt-2 text-fine text-text-2">{t('laterNote')}</p>
      )}
    </>
  )
}
