import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import type { EstimateView } from '#lib/metering/estimate-view.ts'
import type { Locale } from '#lib/units/locale.ts'
import { CliffFigure } from './cliff-figure.tsx'
import { EstimateAnswer } from './estimate-answer.tsx'
import { EstimateTiles } from './estimate-tiles.tsx'
import { LimitAdvice } from './limit-advice.tsx'
import { LineFigure } from './line-figure.tsx'
import { WhyItJumps } from './why-it-jumps.tsx'

/**
 * An estimate in the order of a phone: answer, advice, pictures, figures, why. Wide screens put the advice and the figures
 * beside the answer.
 */
export function EstimateCards(props: { estimate: PeriodEstimate; view: EstimateView; home: string; locale: Locale }) {
  const { estimate, view, home, locale } = props
  const t = textsFor(locale, 'estimate')
  const { money } = estimate
  const hasAdvice = !money || money.ahead !== null || money.passedWh !== null
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-10 lg:grid-rows-[auto_1fr] lg:gap-5">
      <div className="grid lg:col-span-4 lg:row-span-2 lg:row-start-1">
        <EstimateAnswer estimate={estimate} isPrepaid={view.mode === 'PREPAID'} locale={locale} />
      </div>
      {hasAdvice && (
        <div className="lg:col-span-6 lg:row-start-1">
          {money ? <LimitAdvice estimate={estimate} locale={locale} /> : <Alert kind="info">{t('rateUnknown')}</Alert>}
        </div>
      )}
      <div className="grid grid-cols-1 gap-4 md:grid-cols-[repeat(auto-fit,minmax(20rem,1fr))] lg:col-span-10 lg:row-start-3 lg:gap-5">
        <LineFigure estimate={estimate} csvHref={`${home}/consumption/csv?period=${estimate.month}`} locale={locale} />
        <CliffFigure estimate={estimate} locale={locale} />
      </div>
      <div className={`lg:col-span-6 lg:col-start-5 ${hasAdvice ? 'lg:row-start-2' : 'lg:row-span-2 lg:row-start-1'}`}>
        <EstimateTiles estimate={estimate} typical={view.typical} locale={locale} />
      </div>
      <div className="grid grid-cols-1 gap-4 lg:col-span-10 lg:gap-5">
        <WhyItJumps estimate={estimate} view={view} locale={locale} />
        <Card title={t('how')} id="how">
          <p>{t('howText')}</p>
          <p className="mt-2 text-text-2">{t('howError')}</p>
        </Card>
      </div>
    </div>
  )
}
