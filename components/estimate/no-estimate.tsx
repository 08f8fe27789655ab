import { Card } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { EstimateOutcome } from '#lib/metering/estimate-period.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

type Refused = Extract<EstimateOutcome, { ok: false }>

/** Why there is no estimate, and what is known all the same. */
export function NoEstimate({ refused, home, locale }: { refused: Refused; home: string; locale: Locale }) {
  const t = textsFor(locale, 'estimate')
  const { reason, daysRead, daysOver, soFarWh } = refused
  const hasBegun = reason === 'JUST_BEGUN'
  return (
    <Card title={t(hasBegun ? 'begunTitle' : 'refusedTitle')}>
      <p>
        {hasBegun
          ? t('begunText')
          : t('refusedText', {
              read: daysRead,
              days: daysOver,
              // Rounded down: what is short of 75 % must not read as 75 %.
              percent: daysOver === 0 ? 0 : Math.floor((daysRead * 100) / daysOver),
            })}
      </p>
      {daysRead > 0 && (
        <p className="mt-2 text-text-2">
          {t.rich('soFarByMeter', { units: formatUnits(soFarWh), b: (text) => <strong>{text}</strong> })}
        </p>
      )}
      <div className="mt-4">
        <LinkList items={[{ href: `${home}/consumption`, icon: 'bars', title: t('seeDays') }]} />
      </div>
    </Card>
  )
}
