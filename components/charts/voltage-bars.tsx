import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { LivelyVoltage } from './on-demand.tsx'
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
  return <LivelyVoltage {...picture} keys={textsFor(locale, 'common')('chartKeys')} />
}
