import type { ReactNode } from 'react'
import { ComplainLink } from '#components/complaints/complain-link.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import type { QualityFigures } from '#lib/metering/quality-figures.ts'
import { formatMonthName } from '#lib/units/display.ts'
import { formatDuration, formatHours } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'
import { FactList } from './fact-list.tsx'
import { type FactLine, factLines, findingText, isVoltageWhole, worstText } from './quality-text.ts'

type Props = { view: PowerQualityView; connectionId: string; locale: Locale }

/** What a neighbour would say: of the last day while the month runs, of the whole month once it is over. */
export function FindingCard({ view, connectionId, locale }: Props) {
  const { latest, scale, isYesterday, next } = view
  if (next !== null) return <MonthSentence view={view} connectionId={connectionId} locale={locale} />
  if (!latest) return null
  const { isGood, title, detail, finding } = findingText(latest, { scale, isYesterday }, locale)
  // What the sentence has not said yet.
  const rest = factLines(latest, scale, locale).filter(({ key }) =>
    finding.kind === 'VOLTAGE' ? key !== finding.side.side : finding.kind !== 'OUT' || key !== 'outage',
  )
  const complain = (
    <ComplainLink
      connectionId={connectionId}
      evidence={{ kind: 'QUALITY', from: latest.on, to: latest.on }}
      locale={locale}
    />
  )
  return <Sentence isGood={isGood} title={title} detail={detail} facts={rest} complain={complain} locale={locale} />
}

type SentenceProps = {
  isGood: boolean
  title: string
  detail?: string
  facts: readonly FactLine[]
  /** The way to a complaint; shown where something was not good. */
  complain: ReactNode
  locale: Locale
}

function Sentence({ isGood, title, detail, facts, complain, locale }: SentenceProps) {
  return (
    <Card>
      <div className="flex gap-3">
        <Icon name={isGood ? 'check' : 'warning'} className={`mt-0.5 size-6 ${isGood ? 'text-ok' : 'text-warn'}`} />
        <div className="min-w-0 grow">
          <h2 className="text-h2">{title}</h2>
          {detail && <p className="mt-1 text-text-2">{detail}</p>}
          {facts.length > 0 && (
            <div className="mt-3">
              <FactList facts={facts} locale={locale} />
            </div>
          )}
        </div>
      </div>
      {!isGood && <div className="mt-4">{complain}</div>}
    </Card>
  )
}

/** A whole month: how long voltage was outside, how far, and what else there is to know. */
function MonthSentence({ view, connectionId, locale }: Props) {
  const t = textsFor(locale, 'quality')
  const { month, figures, outages, worst, scale } = view
  const name = formatMonthName(month, locale)
  const complain = (
    <ComplainLink
      connectionId={connectionId}
      evidence={{ kind: 'QUALITY', from: view.from, to: view.to }}
      locale={locale}
    />
  )
  const outside = (figures.voltage?.minutesBelow ?? 0) + (figures.voltage?.minutesAbove ?? 0)
  const duration = formatDuration(outages.minutes, locale)
  const facts: FactLine[] = []
  if (outages.count > 0) {
    const text = t(outages.minutes > 0 ? 'fact_outage' : 'fact_outageOpen', { count: outages.count, duration })
    facts.push({ key: 'outage', isGood: false, text })
  }
  const daysBelow = figures.supply?.daysBelow.length ?? 0
  if (daysBelow > 0 && scale.fullMinutes !== null) {
    const text = t('fact_daysBelow', { count: daysBelow, full: formatHours(scale.fullMinutes) })
    facts.push({ key: 'below', isGood: false, text })
  }
  const quiet = isNothingKnown(figures) ? 'monthUnknown' : isWhollyKnown(view) ? 'monthFine' : 'monthFineKnown'
  if (outside === 0)
    return (
      <Sentence
        isGood={facts.length === 0 && quiet !== 'monthUnknown'}
        title={t(facts.length === 0 ? quiet : 'monthOut', { month: name, count: outages.count })}
        facts={facts.filter(({ key }) => key !== 'outage')}
        complain={complain}
        locale={locale}
      />
    )
  return (
    <Sentence
      isGood={false}
      title={t('monthOutside', { month: name, duration: formatDuration(outside, locale) })}
      detail={worst ? worstText(worst.voltageDv, scale, locale) : ''}
      facts={facts}
      complain={complain}
      locale={locale}
    />
  )
}

const isNothingKnown = ({ voltage, supply }: QualityFigures) => voltage === null && supply === null

/** Every block came, with a voltage on each day, and the supply of each day is known: only then is silence a good sign. */
const isWhollyKnown = (view: PowerQualityView) =>
  isVoltageWhole(view) && view.figures.supply !== null && view.figures.supply.daysKnown >= view.figures.days
