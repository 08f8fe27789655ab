import { DefinitionList } from '#components/ui/definition-list.tsx'
import type { LadderRow } from '#lib/billing/amount-due.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatShortDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, ZERO_PAISE } from '#lib/units/paise.ts'

/** What paying costs from today on; nothing where waiting changes nothing. */
export function PayLadder({ ladder, locale }: { ladder: readonly LadderRow[]; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  if (ladder.length < 2) return null
  const when = ({ fromOn, untilOn }: LadderRow, index: number) => {
    const from = formatShortDay(fromOn, locale)
    if (!untilOn) return t('ladderFrom', { date: from })
    const until = formatShortDay(untilOn, locale)
    return index === 0 ? t('ladderUntil', { date: until }) : t('ladderBetween', { from, to: until })
  }
  const surcharge = ladder.at(-1)?.surchargePaise ?? ZERO_PAISE
  return (
    <section className="mt-4">
      <h3 className="text-label">{t('later')}</h3>
      <DefinitionList
        rows={ladder.map((row, index) => ({ label: when(row, index), value: formatRupees(row.amountPaise) }))}
      />
      {surcharge > 0n && (
        <p className="text-fine text-text-2">{t('ladderSurcharge', { amount: formatRupees(surcharge) })}</p>
      )}
    </section>
  )
}
