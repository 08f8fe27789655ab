import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { Picture } from './bar-picture.tsx'
import { LivelyChart } from './lively-chart.tsx'
import { VoltageBackground, VoltageDay, VoltageForeground, VoltageFrame } from './voltage-plot.tsx'
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
  const { figure, points } = picture
  const t = textsFor(locale, 'common')
  return (
    <LivelyChart kind="voltage" chart={{ ...picture, keys: t('chartKeys') }}>
      <Picture figure={figure}>
        <VoltageFrame {...picture}>
          {(heightClass) => (
            <svg width="100%" className={`block ${heightClass}`} aria-hidden="true">
              <VoltageBackground {...picture} />
              {points.map(({ day }, place) => (
                <VoltageDay key={day} {...picture} place={place} />
              ))}
              <VoltageForeground {...picture} />
            </svg>
          )}
        </VoltageFrame>
      </Picture>
    </LivelyChart>
  )
}
