import { Figure } from '#components/charts/figure.tsx'
import { LimitCliff } from '#components/charts/limit-cliff.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Row } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import type { CostPoint } from '#lib/metering/subsidy-cliff.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { aboutUnits, kwhNumber, limitText, rangeTexts, wholeRupees } from './estimate-text.ts'

const FIGURE = 'estimate-cliff'
const ONE_UNIT_WH = 1_000n

/** What one unit past the limit ahead costs, and where today and the estimate stand. */
export function CliffFigure({ estimate, locale }: { estimate: PeriodEstimate; locale: Locale }) {
  const t = textsFor(locale, 'estimate')
  const { money } = estimate
  if (!money?.ahead || !money.cliff) return null
  const { ahead, cliff } = money
  const texts = rangeTexts(estimate)
  const limit = limitText(ahead)
  const amounts = { from: wholeRupees(ahead.atLimitPaise), to: wholeRupees(ahead.abovePaise) }
  const soFar = aboutUnits(cliff.soFar.energyWh, ahead.limitWh)
  const expectedAmount = wholeRupees(money.expectedPaise)
  const rows: [string, CostPoint][] = [
    ['atSoFar', cliff.soFar],
    ['atLimit', { energyWh: ahead.limitWh, costPaise: ahead.atLimitPaise }],
    ['atAbove', { energyWh: wattHours(ahead.limitWh + ONE_UNIT_WH), costPaise: ahead.abovePaise }],
    ['atLow', cliff.low],
    ['atExpected', cliff.expected],
    ['atHigh', cliff.high],
  ]
  const spokenOf = (key: string, { energyWh, costPaise }: CostPoint) =>
    t('spokenAt', { at: t(key), units: formatUnits(energyWh, 1), amount: wholeRupees(costPaise) })
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={t('cliffFinding', { limit, ...amounts })}
        summary={t('cliffSummary', { limit, ...amounts, expected: texts.expected, amount: expectedAmount })}
        legend={[
          { mark: 'today', label: t('legendToday') },
          { mark: 'expected', label: t('legendExpected') },
          { mark: 'range', label: t('legendRange') },
        ]}
        table={{
          caption: t('cliffCaption'),
          columns: [
            { key: 'at', title: t('colAt') },
            { key: 'units', title: t('colUnits'), align: 'right' },
            { key: 'bill', title: t('colBill'), align: 'right', look: 'strong' },
          ],
          rows: rows.map(([key, { energyWh, costPaise }]): Row => {
            const units = formatUnits(energyWh, 1)
            return { key, cells: { at: t(key), units, bill: wholeRupees(costPaise) } }
          }),
        }}
      >
        <LimitCliff
          figure={FIGURE}
          locale={locale}
          from={kwhNumber(cliff.from)}
          to={kwhNumber(cliff.to)}
          strokes={cliff.strokes.map(({ start, end }) => ({ start: plotted(start), end: plotted(end) }))}
          limit={kwhNumber(ahead.limitWh)}
          soFar={{
            ...plotted(cliff.soFar),
            label: t('cliffToday', { units: soFar, amount: wholeRupees(cliff.soFar.costPaise) }),
          }}
          expected={{ ...plotted(cliff.expected), label: texts.expected, amount: expectedAmount }}
          range={{ from: kwhNumber(cliff.low.energyWh), to: kwhNumber(cliff.high.energyWh) }}
          stops={rows
            .map(([key, point]) => ({ ...plotted(point), spoken: spokenOf(key, point) }))
            .toSorted((a, b) => a.units - b.units)}
          unit={t('unitsInMonth')}
        />
      </Figure>
    </Card>
  )
}

const plotted = ({ energyWh, costPaise }: CostPoint) => ({
  units: kwhNumber(energyWh),
  rupees: Number(costPaise) / 100,
})
