import { volts } from '#components/charts/voltage-scale.ts'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { QualityScale } from '#lib/metering/quality-source.ts'
import { formatHours } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What the figures of the page are held against. */
export function MeaningCard({ scale, locale }: { scale: QualityScale; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { band, nominalV, standardPercent, fullMinutes } = scale
  const voltage = {
    ...{ nominal: nominalV, standard: standardPercent, low: volts(band.lowDv), high: volts(band.highDv) },
    ...{ farLow: volts(band.farLowDv), farHigh: volts(band.farHighDv) },
  }
  const b = (text: React.ReactNode) => <strong className="font-bold">{text}</strong>
  return (
    <Card title={t('meaningTitle')}>
      <div className="grid gap-2">
        <p>{t.rich('meaningVoltage', { ...voltage, b })}</p>
        {fullMinutes !== null && <p>{t.rich('meaningSupply', { full: formatHours(fullMinutes), b })}</p>}
        <p className="text-small text-text-2">{t('meaningFrequency')}</p>
      </div>
    </Card>
  )
}
