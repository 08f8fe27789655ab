import { LimitBar } from '#components/charts/limit-bar.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'

/** How far the period is from the next limit of the State's subsidy, or that it is above all of them. */
export function LimitCard({ view, locale }: { view: ConsumptionView; locale: Locale }) {
  const t = textsFor(locale, 'consumption')
  const home = textsFor(locale, 'home')
  const { limits, energyWh, isOver, daysLeft } = view
  const shown = limits?.next ?? limits?.limits.at(-1)
  if (!limits || !shown) return null
  const isFree = shown.kind === 'FULL_WAIVER'
  const limit = formatUnits(shown.limitWh, 0)
  const values = { limit, used: formatUnits(energyWh), left: formatUnits(shown.leftWh), days: daysLeft }
  return (
    <Card title={t('limitTitle', { limit })}>
      <LimitBar
        done={{ value: Number(energyWh) / 1000, label: home('soFar', values) }}
        limit={{ value: Number(shown.limitWh) / 1000, label: home(isFree ? 'freeLimit' : 'subsidyLimit', values) }}
        description={home(isFree ? 'barLabel' : 'barLabelRate', values)}
      />
      <p className="mt-2">{t(!limits.next ? 'limitPassed' : isOver ? 'limitWithin' : 'limitLeft', values)}</p>
      {limits.next && !isOver && (
        <p className="text-small text-text-2">
          {t('limitNext', {
            limit,
            amount: formatRupees(roundToRupees(limits.next.crossingCostPaise), { whole: true }),
          })}
        </p>
      )}
    </Card>
  )
}
