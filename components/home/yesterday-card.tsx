import { FactList } from '#components/quality/fact-list.tsx'
import { factLines } from '#components/quality/quality-text.ts'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { evidenceText } from '#lib/complaints/evidence-source.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { DayFacts } from '#lib/metering/quality-facts.ts'
import type { QualityScale } from '#lib/metering/quality-source.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { facts: DayFacts; scale: QualityScale; connectionId: string; locale: Locale }

/** What the supply was like yesterday, a line a fact. */
export function YesterdayCard({ facts, scale, connectionId, locale }: Props) {
  const t = textsFor(locale, 'quality')
  const lines = factLines(facts, scale, locale)
  const evidence = evidenceText({ kind: 'QUALITY', from: facts.on, to: facts.on })
  return (
    <Card title={t('yesterdayTitle')}>
      <FactList facts={lines} locale={locale} />
      <a
        href={`/c/${connectionId}/quality`}
        className="mt-2 inline-flex min-h-11 items-center gap-1 font-semibold text-primary"
      >
        {t('seeQuality')}
        <Icon name="right" className="size-5" />
      </a>
      {lines.some(({ isGood }) => !isGood) && (
        <a
          href={`/c/${connectionId}/complaints/new?evidence=${evidence}`}
          className="ml-6 inline-flex min-h-11 items-center gap-1 font-semibold text-primary"
        >
          {textsFor(locale, 'complaints')('complainAbout')}
          <Icon name="right" className="size-5" />
        </a>
      )}
    </Card>
  )
}
