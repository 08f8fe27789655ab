import { rateText } from '#components/bills/rates.ts'
import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import type { EstimateView } from '#lib/metering/estimate-view.ts'
import { kwhDecimal, type WattHours, wattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { limitText, wholeUnits } from './estimate-text.ts'

const ONE_UNIT_WH = 1_000n

/** The scheme behind the jump in words, and the whole sums in the calculator. */
export function WhyItJumps(props: { estimate: PeriodEstimate; view: EstimateView; locale: Locale }) {
  const { estimate, view, locale } = props
  const t = textsFor(locale, 'estimate')
  const bills = textsFor(locale, 'bills')
  const { scheme, ahead } = estimate.money ?? {}
  if (!scheme || !ahead) return null
  const sentences = scheme.limits.map((limit, index) => {
    const below = scheme.limits[index - 1]
    const to = limitText(limit)
    if (limit.ratePaise === null) return t('jumpFree', { scheme: scheme.id, limit: to })
    const rate = rateText(limit.ratePaise, bills)
    if (!below) return t('jumpRateFirst', { scheme: scheme.id, to, rate })
    return t('jumpRate', { from: limitText({ limitWh: wattHours(below.limitWh + ONE_UNIT_WH) }), to, rate })
  })
  const last = scheme.limits.at(-1)
  if (last) sentences.push(t('jumpEnd', { limit: limitText(last) }))
  if (scheme.confidence === 'L') sentences.push(t('unverified'))
  const sums = [ahead.limitWh, wholeUnits(estimate.expected.energyWh)]
  return (
    <Card title={t('jumpTitle', { limit: limitText(ahead) })}>
      <p>{sentences.join(' ')}</p>
      <div className="mt-4">
        <LinkList
          items={[...new Set(sums)].map((energyWh) => ({
            href: calculatorHref(view, estimate, energyWh),
            icon: 'calculator',
            title: t('fullSum', { units: limitText({ limitWh: energyWh }) }),
          }))}
        />
      </div>
    </Card>
  )
}

/** The public calculator with the question of this month filled in. */
function calculatorHref(
  { category, mode, sanctionedLoadW }: EstimateView,
  { month }: PeriodEstimate,
  units: WattHours,
) {
  const asked = { units: kwhDecimal(units), category, mode, month, load: String(sanctionedLoadW / 1000) }
  return `/calculator?${new URLSearchParams(asked)}`
}
