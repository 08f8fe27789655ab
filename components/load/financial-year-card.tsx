import { withTerms } from '#components/help/with-terms.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { type LoadMonth, MONTHS_FOR_REVISION } from '#lib/metering/load-months.ts'
import type { LoadView } from '#lib/metering/load-view.ts'
import { formatDay, formatFinancialYear, formatList, formatMonthName } from '#lib/units/display.ts'
import { formatKw } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { EffectText } from './effect-text.tsx'
import { MonthStrip } from './month-strip.tsx'

/** In which months of the financial year load went above, what that means by the rule, and what it costs. */
export function FinancialYearCard({ view, isCurrent, locale }: { view: LoadView; isCurrent: boolean; locale: Locale }) {
  const t = textsFor(locale, 'load')
  const { months, above } = view.year
  const april = months[0]?.month
  const count = above.length
  const reached = count >= MONTHS_FOR_REVISION
  return (
    <Card
      title={isCurrent || !april ? t('yearNow') : t('yearOther', { year: formatFinancialYear(april) })}
      aside={
        <Badge kind={count > 0 ? 'warn' : 'quiet'} icon={null}>
          {t(reached ? 'threeReached' : 'ofThree', { count })}
        </Badge>
      }
    >
      <MonthStrip months={months} locale={locale} />
      <p className="mt-3">
        <YearText view={view} isCurrent={isCurrent} locale={locale} />
      </p>
      <YearNotes view={view} locale={locale} />
      <EffectText effect={view.effect} month={view.month} locale={locale} />
      <details className="group mt-1 text-small">
        <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg font-semibold text-primary [&::-webkit-details-marker]:hidden">
          {t('ruleTitle')}
          <Icon name="down" className="size-4.5 group-open:rotate-180" />
        </summary>
        <p className="rounded-xl bg-sunken p-3">{withTerms([t('ruleText')], ['maximumDemand'], locale)}</p>
      </details>
    </Card>
  )
}

function YearText({ view, isCurrent, locale }: { view: LoadView; isCurrent: boolean; locale: Locale }) {
  const t = textsFor(locale, 'load')
  const { above, lowestPeakW, months } = view.year
  const strong = (words: React.ReactNode) => <strong className="font-bold">{words}</strong>
  const count = Math.min(above.length, MONTHS_FOR_REVISION)
  const certain = above.filter((month) => !month.isIndicative)
  const named = above.map(({ month, peakW }) =>
    t('monthPeak', { month: formatMonthName(month, locale), peak: formatKw(peakW ?? 0) }),
  )
  // What only averages tell gives nobody a right to raise a load.
  const isIndicative = count === MONTHS_FOR_REVISION && certain.length < MONTHS_FOR_REVISION
  const isPartly = months.some(({ state }) => state === 'PARTLY' || state === 'NO_DATA')
  const inWhich =
    count > 0 ? t('yearAbove', { months: formatList(named, locale) }) : t(isPartly ? 'yearNonePartly' : 'yearNone')
  return (
    <>
      {withTerms([inWhich], ['sanctionedLoad'], locale)}{' '}
      {isCurrent || count === MONTHS_FOR_REVISION
        ? t.rich(`meaning_${count}${isIndicative ? '_indicative' : ''}`, { strong, lowest: formatKw(lowestPeakW ?? 0) })
        : t('meaningOver')}
    </>
  )
}

/** Months that are not wholly known, that only averages tell, and that lie before the smart meter. */
function YearNotes({ view: { year, countsFrom }, locale }: { view: LoadView; locale: Locale }) {
  const t = textsFor(locale, 'load')
  const named = (months: readonly LoadMonth[]) =>
    formatList(
      months.map(({ month }) => formatMonthName(month, locale)),
      locale,
    )
  const partly = year.months.filter(
    ({ state, days, daysSettled }) =>
      state === 'NO_DATA' || state === 'PARTLY' || (state === 'ABOVE' && daysSettled < days),
  )
  const indicative = year.above.filter(({ isIndicative }) => isIndicative)
  const before = year.months.some(({ state }) => state === 'BEFORE_METER')
  const partlyNamed = partly.map(({ month, days, daysSettled }) =>
    t('yearPartlyMonth', { month: formatMonthName(month, locale), days, known: daysSettled }),
  )
  return (
    <div className="mt-2 grid gap-1 text-small text-text-2">
      {partly.length > 0 && <p>{t('yearPartly', { months: formatList(partlyNamed, locale) })}</p>}
      {indicative.length > 0 && <p>{t('yearIndicative', { months: named(indicative) })}</p>}
      {before && <p>{t('yearBefore', { date: formatDay(countsFrom, locale) })}</p>}
    </div>
  )
}
