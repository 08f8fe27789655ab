import { DayBars } from '#components/charts/day-bars.tsx'
import type { DayKind, DayPoint } from '#components/charts/day-series.ts'
import { Figure } from '#components/charts/figure.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { FlaggedMeter } from '#lib/metering/validation/flagged-day.ts'
import { formatDay, formatHour, formatTime } from '#lib/units/display.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import { type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

const FIGURE = 'flagged'
const NAMED_HOURS = [0, 6, 12, 18]
const KINDS = { READ: 'measured', ESTIMATED: 'estimated', PLANNED: 'estimated', MISSING: 'missing' } as const
type Status = keyof typeof KINDS

type Props = {
  on: IstDay
  blocks: NonNullable<FlaggedMeter['blocks']>
  /** What would be filled in. */
  values: readonly { block: number; energyWh: number }[]
  locale: Locale
}

/** The blocks of a flagged day as they stand, with those that would be estimated in their places. */
export function FlaggedBlocks({ on, blocks: { intervalMinutes, energyWh, estimatedBlocks }, values, locale }: Props) {
  const t = textsFor(locale, 'validation')
  const planned = new Map(values.map((value) => [value.block, value.energyWh]))
  const blocks = energyWh.map((stored, block) => {
    const wh = stored ?? planned.get(block) ?? null
    const isStored = stored !== null
    const status: Status = isStored
      ? estimatedBlocks.includes(block)
        ? 'ESTIMATED'
        : 'READ'
      : wh === null
        ? 'MISSING'
        : 'PLANNED'
    const startAt = new Date(startOfDay(on).getTime() + block * intervalMinutes * 60_000)
    return {
      wh,
      status,
      startAt,
      time: formatTime(startAt, locale),
      units: wh === null ? '–' : formatUnits(wattHours(wh), 3),
    }
  })
  const kinds = [...new Set(blocks.map(({ status }): DayKind => KINDS[status]))]
  const count = (kind: Status) => blocks.filter(({ status }) => status === kind).length
  const summary = {
    date: formatDay(on, locale),
    of: blocks.length,
    missing: count('MISSING'),
    estimated: count('ESTIMATED'),
    planned: count('PLANNED'),
  }
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={t('blocksFinding', summary)}
        summary={t('blocksSummary', summary)}
        legend={(['measured', 'estimated', 'missing'] as const)
          .filter((kind) => kinds.includes(kind))
          .map((mark) => ({ mark, label: textsFor(locale, 'common')(`legend_${mark}`) }))}
        table={{
          caption: t('blocksFinding', summary),
          columns: [
            { key: 'from', title: t('colFrom') },
            { key: 'units', title: t('colUnits'), align: 'right', look: 'strong' },
            { key: 'how', title: t('colHow'), look: 'quiet' },
          ],
          rows: blocks.map(({ startAt, time, units, status }) => ({
            key: startAt.toISOString(),
            cells: { from: time, units, how: t(`how_${status}`) },
          })),
        }}
      >
        <DayBars
          figure={FIGURE}
          locale={locale}
          points={blocks.map(
            ({ startAt, wh, status, time, units }): DayPoint => ({
              ...{ day: startAt.toISOString(), value: wh === null ? null : wh / 1000, kind: KINDS[status], label: '' },
              spoken: t('spoken', { time, units, how: t(`how_${status}`) }),
            }),
          )}
          unit={t('unit', { interval: String(intervalMinutes) })}
          names={NAMED_HOURS.map((hour) => ({ place: (hour * 60) / intervalMinutes, label: formatHour(hour, locale) }))}
        />
      </Figure>
    </Card>
  )
}
