import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { LivelyChart } from './lively-chart.tsx'
import { VoltagePicture } from './voltage-picture.tsx'
import type { VoltageLines, VoltagePoint } from './voltage-scale.ts'

export type VoltageBarsProps = {
  figure: string
  locale: Locale
  points: readonly VoltagePoint[]
  bands: VoltageLines
  /** Named within the picture where days to come leave room for it. */
  bandLabel: string
}

/** Each day as a bar from its lowest to its highest mean voltage, within the standard band; what lies outside is marked. */
export function VoltageBars({ locale, ...picture }: VoltageBarsProps) {
  const t = textsFor(locale, 'common')
  return (
    <LivelyChart kind="voltage" chart={{ ...picture, keys: t('chartKeys') }}>
      <VoltagePicture {...picture} />
    </LivelyChart>
  )
}
