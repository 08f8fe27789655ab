import { FactList } from '#components/quality/fact-list.tsx'
import { factLines } from '#components/quality/quality-text.ts'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { evidenceText } from '#lib/complaints/evidence-source.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { DayFacts } from '#lib/metering/quality-facts.ts'
import type { QualityScale } from '#lib/metering/quality-source.ts'
import { formatShortDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { facts: DayFacts; scale: QualityScale; connectionId: string; locale: Locale }

/** What the supply was like yesterday, a line a fact. */
export function YesterdayCard({ facts, scale, connectionId, locale }: Props) {
  const t = textsFor(locale, 'quality')
  const lines = factLines(facts, scale, locale)
  const evidence = evidenceText({ kind: 'QUALITY', from: facts.on, to: facts.on })
  return (
    <Card title={t('yesterdayTitle')} aside={formatShortDay(facts.on, locale)}>
      <FactList facts={lines} locale={locale} />
      <div className="mt-2 flex flex-wrap gap-x-6">
        <WayOn href={`/c/${connectionId}/quality`}>{t('seeQuality')}</WayOn>
        {lines.some(({ isGood }) => !isGood) && (
          <WayOn href={`/c/${connectionId}/complaints/new?evidence=${evidence}`}>
            {textsFor(locale, 'complaints')('complainAbout')}
          </WayOn>
        )}
      </div>
    </Card>
  )
}

function WayOn({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className="inline-flex min-h-11 items-center gap-1 font-semibold text-primary">
      {children}
      <Icon name="right" className="size-5" />
    </a>
  )
}
