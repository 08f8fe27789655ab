import { LimitBar } from '#components/charts/on-demand.tsx'
import { kwhNumber, limitText, rangeTexts, wholeRupees } from '#components/estimate/estimate-text.ts'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import type { RunningPeriod } from '#lib/billing/running-period.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import { formatMonthName, formatShortDay } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'

/** The running billing period: units, the bill so far, and how far the State's limit is. */
export function PeriodCard(props: {
  period: RunningPeriod
  /** Null where too little was read to estimate. */
  estimate: PeriodEstimate | null
  estimateHref: string
  locale: Locale
}) {
  const { period, estimate, estimateHref, locale } = props
  const t = textsFor(locale, 'home')
  const { readUntilOn, energyWh, costPaise, daysMissing } = period
  const title = t('monthSoFar', { month: formatMonthName(period.month, locale) })
  if (!readUntilOn)
    return (
      <Card title={title}>
        <p className="text-text-2">{t('noneRead')}</p>
      </Card>
    )
  return (
    <Card
      title={title}
      aside={<span className="text-small text-text-2">{t('upTo', { date: formatShortDay(readUntilOn, locale) })}</span>}
    >
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <p>
          <span className="text-figure">{formatUnits(energyWh)}</span>{' '}
          <span className="text-h2 ml-1 text-text-2">{t('units')}</span>
        </p>
        {costPaise !== null && (
          <p className="text-right">
            <span className="block text-small text-text-2">{t('billSoFar')}</span>
            <span className={`text-h1 ${costPaise === 0n ? 'text-ok' : ''}`}>
              {formatRupees(roundToRupees(costPaise), { whole: true })}
            </span>
          </p>
        )}
      </div>
      {daysMissing > 0 && <p className="text-small text-text-2">{t('missingDays', { count: daysMissing })}</p>}
      {costPaise === null && <p className="text-small text-text-2">{t('rateUnknown')}</p>}
      {estimate ? (
        <Outlook estimate={estimate} href={estimateHref} locale={locale} />
      ) : (
        <Limits period={period} locale={locale} />
      )}
    </Card>
  )
}

/** Where the month ends: loud where the range touches the limit ahead, else one plain line. */
function Outlook({ estimate, href, locale }: { estimate: PeriodEstimate; href: string; locale: Locale }) {
  const t = textsFor(locale, 'home')
  const { money, soFarWh, daysToCome, low, high } = estimate
  const ahead = money?.ahead
  const { expected } = rangeTexts(estimate)
  const link = (key: 'seeEstimate' | 'stayWithin') => (
    <a href={href} className="link">
      {textsFor(locale, 'estimate')(key)}
    </a>
  )
  if (!ahead)
    return (
      <p className="mt-3">
        {money?.passedWh && `${t('pastAll', { limit: formatUnits(money.passedWh, 0) })} `}
        {t('monthEnds', { expected })} {link('seeEstimate')}
      </p>
    )
  const isFree = ahead.kind === 'FULL_WAIVER'
  const limit = limitText(ahead)
  const used = formatUnits(soFarWh)
  const values = { limit, used, left: formatUnits(ahead.leftWh), days: daysToCome }
  return (
    <div className="mt-3 grid gap-3">
      <LimitBar
        done={{ value: kwhNumber(soFarWh), label: t('soFar', { used }) }}
        limit={{ value: kwhNumber(ahead.limitWh), label: t(isFree ? 'freeLimit' : 'subsidyLimit', { limit }) }}
        range={{ from: kwhNumber(low.energyWh), to: kwhNumber(high.energyWh) }}
        description={`${t(isFree ? 'barLabel' : 'barLabelRate', values)} ${t('monthEndsBetween', rangeTexts(estimate))}`}
      />
      {ahead.prospect === 'WITHIN' ? (
        <p>
          {t('endsWithin', { expected, limit })} {link('seeEstimate')}
        </p>
      ) : (
        <Alert kind="warn" lead={t(isFree ? 'nearFreeLead' : 'nearRateLead', values)}>
          {t(isFree ? 'nearFreeText' : 'nearRateText', { limit, amount: wholeRupees(ahead.crossingPaise) })}{' '}
          {link('stayWithin')}
        </Alert>
      )}
    </div>
  )
}

/** How far the limit is, where nothing can be said of the month's end. */
function Limits({ period, locale }: { period: RunningPeriod; locale: Locale }) {
  const t = textsFor(locale, 'home')
  const { limits, nearLimit, energyWh, daysLeft } = period
  if (!limits) return null
  const shown = limits.next ?? limits.limits.at(-1)
  if (!shown) return null
  const isFree = shown.kind === 'FULL_WAIVER'
  const limit = formatUnits(shown.limitWh, 0)
  const used = formatUnits(energyWh)
  const values = { limit, used, left: formatUnits(shown.leftWh), days: daysLeft }
  return (
    <div className="mt-3 grid gap-3">
      <LimitBar
        done={{ value: Number(energyWh) / 1000, label: t('soFar', { used }) }}
        limit={{ value: Number(shown.limitWh) / 1000, label: t(isFree ? 'freeLimit' : 'subsidyLimit', { limit }) }}
        description={t(isFree ? 'barLabel' : 'barLabelRate', values)}
      />
      {!limits.next ? (
        <p>{t('pastAll', values)}</p>
      ) : nearLimit ? (
        <Alert kind="warn" lead={t(isFree ? 'nearFreeLead' : 'nearRateLead', values)}>
          {t(isFree ? 'nearFreeText' : 'nearRateText', {
            limit,
            amount: formatRupees(roundToRupees(limits.next.crossingCostPaise), { whole: true }),
          })}
        </Alert>
      ) : (
        <p>{t(isFree ? 'plainFree' : 'plainRate', values)}</p>
      )}
    </div>
  )
}
