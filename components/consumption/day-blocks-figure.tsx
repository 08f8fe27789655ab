import { DayBars } from '#components/charts/day-bars.tsx'
import type { DayKind, DayPoint } from '#components/charts/day-series.ts'
import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Column, Row } from '#components/ui/data-table.tsx'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { BlockStatus, BlocksOfDay, DayBlock } from '#lib/metering/day-blocks.ts'
import { formatDay, formatHour, formatTime } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { dayFindingText, howText } from './day-blocks-text.ts'

const FIGURE = 'blocks'
const NAMED_HOURS = [0, 6, 12, 18]
/** Half hours need one more than days, and in the table all that the meter sent. */
const DECIMALS = { chart: 2, table: 3 } as const
const KINDS: Record<BlockStatus, DayKind> = {
  READ: 'measured',
  ESTIMATED_BY_SENDER: 'estimated',
  ESTIMATED_LINEAR: 'estimated',
  ESTIMATED_PROFILE: 'estimated',
  MISSING: 'missing',
  FUTURE: 'future',
}

type Props = { on: IstDay; blocks: BlocksOfDay; csvHref: string; locale: Locale }

/** The blocks of a day as bars with what they show, and all of them as a table with their share of the day's cost. */
export function DayBlocksFigure({ on, blocks, csvHref, locale }: Props) {
  const t = textsFor(locale, 'day')
  const date = formatDay(on, locale)
  const interval = String(blocks.intervalMinutes)
  const points = pointsOf(blocks, locale)
  const hasShares = blocks.blocks.some(({ sharePaise }) => sharePaise !== null)
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={dayFindingText(on, blocks, locale)}
        summary={t('summary', {
          ...{ date, interval, known: blocks.blocksKnown, of: blocks.blocks.length },
          units: formatUnits(blocks.energyKnownWh, 1),
        })}
        legend={legendOf(points, locale)}
        table={{
          caption: t('tableCaption', { date, interval }),
          columns: columnsOf(hasShares, locale),
          rows: rowsOf(blocks, locale),
        }}
        csvHref={csvHref}
        csvMostKb={MOST_KB.day}
        note={t(hasShares ? 'shareNote' : 'unitsNote', { interval })}
      >
        <DayBars
          figure={FIGURE}
          locale={locale}
          points={points}
          unit={t('unit', { interval })}
          names={NAMED_HOURS.map((hour) => ({
            place: (hour * 60) / blocks.intervalMinutes,
            label: formatHour(hour, locale),
          }))}
        />
      </Figure>
    </Card>
  )
}

function pointsOf({ blocks }: BlocksOfDay, locale: Locale): DayPoint[] {
  const t = textsFor(locale, 'day')
  const highest = blocks.reduce((most, { energyWh }) => (energyWh !== null && energyWh > most ? energyWh : most), -1n)
  let isNamed = false
  return blocks.map((block): DayPoint => {
    const { startAt, energyWh, status } = block
    const time = formatTime(startAt, locale)
    const how = howText(block, locale)
    const units = energyWh === null ? '' : formatUnits(energyWh, DECIMALS.chart)
    // Only the highest carries its figure: the last of a day says nothing.
    const isHighest = !isNamed && energyWh === highest
    isNamed ||= isHighest
    return {
      day: startAt.toISOString(),
      value: energyWh === null ? null : Number(energyWh) / 1000,
      kind: KINDS[status],
      label: isHighest ? units : '',
      spoken: units ? t('spoken', { time, units, how }) : t('spokenNothing', { time, how }),
    }
  })
}

function columnsOf(hasShares: boolean, locale: Locale): Column[] {
  const t = textsFor(locale, 'day')
  return [
    { key: 'from', title: t('colFrom') },
    { key: 'units', title: t('colUnits'), align: 'right', look: 'strong' },
    ...(hasShares ? [{ key: 'share', title: t('colShare'), align: 'right' } satisfies Column] : []),
    { key: 'how', title: t('colHow'), look: 'quiet' },
  ]
}

function rowsOf({ blocks, restPaise }: BlocksOfDay, locale: Locale): Row[] {
  const rows = blocks.map(
    (block: DayBlock): Row => ({
      key: block.startAt.toISOString(),
      cells: {
        from: formatTime(block.startAt, locale),
        units: block.energyWh === null ? '–' : formatUnits(block.energyWh, DECIMALS.table),
        share: block.sharePaise === null ? '–' : formatRupees(block.sharePaise),
        how: howText(block, locale),
      },
    }),
  )
  if (restPaise === null) return rows
  const t = textsFor(locale, 'day')
  return [...rows, { key: 'rest', cells: { from: t('restRow'), units: '–', share: formatRupees(restPaise), how: '' } }]
}

function legendOf(points: readonly DayPoint[], locale: Locale): LegendItem[] {
  const common = textsFor(locale, 'common')
  return (['measured', 'estimated', 'missing'] as const)
    .filter((kind) => points.some((point) => point.kind === kind))
    .map((mark) => ({ mark, label: common(`legend_${mark}`) }))
}
