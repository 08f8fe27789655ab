import { LimitBar } from '#components/charts/on-demand.tsx'
import { kwhNumber, rangeTexts } from '#components/estimate/estimate-text.ts'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'

/** How far the period is from the next limit of the State's subsidy, or that it is above all of them. */
export function LimitCard(props: { view: ConsumptionView; estimateHref: string; locale: Locale }) {
  const { view, estimateHref, locale } = props
  const t = textsFor(locale, 'consumption')
  const home = textsFor(locale, 'home')
  const pace = textsFor(locale, 'estimate')
  const { limits, energyWh, isOver, daysLeft, estimate } = view
  const shown = limits?.next ?? limits?.limits.at(-1)
  if (!limits || !shown) return null
  const isFree = shown.kind === 'FULL_WAIVER'
  const limit = formatUnits(shown.limitWh, 0)
  // Days that were not read will be billed: what is left is less by what the estimate counts for them.
  const ahead = estimate?.money?.ahead
  const isLess = ahead?.limitWh === shown.limitWh && ahead.leftWh < shown.leftWh
  const leftWh = isLess ? ahead.leftWh : shown.leftWh
  const values = { limit, used: formatUnits(energyWh), left: formatUnits(leftWh), days: daysLeft }
  return (
    <Card title={t('limitTitle', { limit })}>
      <LimitBar
        done={{ value: Number(energyWh) / 1000, label: home('soFar', values) }}
        limit={{ value: Number(shown.limitWh) / 1000, label: home(isFree ? 'freeLimit' : 'subsidyLimit', values) }}
        range={estimate ? { from: kwhNumber(estimate.low.energyWh), to: kwhNumber(estimate.high.energyWh) } : undefined}
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
      {estimate && (
        <p className="mt-2">
          {pace('pace', rangeTexts(estimate))}{' '}
          <a href={estimateHref} className="link">
            {pace('seeEstimate')}
          </a>
        </p>
      )}
    </Card>
  )
}
