import { Alert } from '#components/ui/alert.tsx'
import type { BillView } from '#lib/billing/get-bill.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatShortDay } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import { addDays, type IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** What is worth knowing about a bill before its lines: estimated days, and what passing a limit cost. */
export function BillNotes({ bill, locale }: { bill: BillView; locale: Locale }) {
  const t = textsFor(locale, 'bills')
  const { insight, estimatedOn } = bill
  const limit = insight && formatUnits(insight.limitWh, 0)
  return (
    <>
      {estimatedOn.length > 0 && (
        <Alert kind="info" lead={t('estimatedLead', { count: estimatedOn.length })}>
          {t('estimatedText', { days: runsText(estimatedOn, locale) })}
        </Alert>
      )}
      {insight && limit && (
        <Alert kind="warn" lead={t('insightLead', { limit, over: formatUnits(insight.overWh) })}>
          {t('insightThen', { limit, amount: formatRupees(insight.atLimitPaise, { whole: true }) })}
        </Alert>
      )}
    </>
  )
}

/** Days as runs: `3 Oct, 7 Oct – 9 Oct`. */
function runsText(days: readonly IstDay[], locale: Locale): string {
  const runs: { from: IstDay; to: IstDay }[] = []
  for (const on of days) {
    const last = runs.at(-1)
    if (last && addDays(last.to, 1) === on) last.to = on
    else runs.push({ from: on, to: on })
  }
  return runs
    .map(({ from, to }) =>
      from === to ? formatShortDay(from, locale) : `${formatShortDay(from, locale)} – ${formatShortDay(to, locale)}`,
    )
    .join(', ')
}
