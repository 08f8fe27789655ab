import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { type BlocksOfDay, type DayPart, dayParts } from '#lib/metering/day-blocks.ts'
import { formatHour } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** Night, morning, afternoon and evening: how the day's use and cost spread. */
export function DayPartsCard({ blocks, locale }: { blocks: BlocksOfDay; locale: Locale }) {
  const t = textsFor(locale, 'day')
  const parts = dayParts(blocks)
  const hasShares = parts.some(({ sharePaise }) => sharePaise !== null)
  const columns: Column[] = [
    { key: 'part', title: t('colPart') },
    { key: 'units', title: t('colUnits'), align: 'right', look: 'strong' },
    ...(hasShares ? [{ key: 'share', title: t('colShare'), align: 'right' } satisfies Column] : []),
  ]
  return (
    <Card title={t('partsTitle')}>
      <DataTable
        caption={t('partsTitle')}
        captionHidden
        columns={columns}
        rows={parts.map((part) => ({
          key: String(part.fromHour),
          cells: {
            part: t('part', { from: formatHour(part.fromHour, locale), to: formatHour(part.fromHour + 6, locale) }),
            units: unitsOf(part, locale),
            share: part.sharePaise === null ? '–' : formatRupees(part.sharePaise),
          },
        }))}
      />
    </Card>
  )
}

function unitsOf({ energyWh, isWhole }: DayPart, locale: Locale): string {
  if (energyWh === null) return '–'
  const units = formatUnits(energyWh, 2)
  return isWhole ? units : textsFor(locale, 'day')('partIncomplete', { units })
}
