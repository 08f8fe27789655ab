import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import { formatPeriod } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { rangeTexts, wholeRupees } from './estimate-text.ts'

/** Where the month ends, in units and rupees. */
export function EstimateAnswer(props: { estimate: PeriodEstimate; isPrepaid: boolean; locale: Locale }) {
  const { estimate, isPrepaid, locale } = props
  const t = textsFor(locale, 'estimate')
  const { from, to, daysRead, money } = estimate
  const { low, expected, high } = rangeTexts(estimate)
  const lowest = money && wholeRupees(money.lowestPaise)
  const highest = money && wholeRupees(money.highestPaise)
  return (
    <Card>
      <p className="text-small text-text-2">
        {t('basis', { period: formatPeriod(from, to, locale), count: daysRead })}
      </p>
      <h2 className="mt-3 text-label">{t('endOfMonth')}</h2>
      <p>
        <span className="text-figure">{expected}</span> <span className="text-h2 text-text-2">{t('units')}</span>
      </p>
      <p className="mt-1">{t.rich('range', { low, high, b: (text) => <strong>{text}</strong> })}</p>
      {money && (
        <dl className="mt-3 flex flex-wrap justify-between gap-x-6 gap-y-2 border-t border-line pt-3">
          <div>
            <dt className="text-small text-text-2">{t(isPrepaid ? 'fromBalance' : 'bill')}</dt>
            <dd className="text-value">{wholeRupees(money.expectedPaise)}</dd>
          </div>
          {lowest !== null && highest !== null && lowest !== highest && (
            <div className="text-right">
              <dt className="text-small text-text-2">{t('moneyRange')}</dt>
              <dd className="text-value whitespace-nowrap">{t('amounts', { low: lowest, high: highest })}</dd>
            </div>
          )}
        </dl>
      )}
      <p className="mt-3 text-small text-text-2">
        {t('recentDays')} {money && !isPrepaid && `${t('withoutDues')} `}
        <a href="#how" className="link">
          {t('how')}
        </a>
      </p>
    </Card>
  )
}
