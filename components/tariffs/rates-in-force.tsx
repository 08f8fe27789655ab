import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { TariffOrder } from '#lib/tariff/tariff-book.ts'
import { formatDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { categoryName, perMonth, perUnit } from './rate-text.ts'

/** The rates of an order, by category. */
export function RatesOfOrder({ order, title, locale }: { order: TariffOrder; title: string; locale: Locale }) {
  const t = textsFor(locale, 'tariffs')
  return (
    <Card title={title}>
      <p className="mb-2 text-small text-text-2">
        {t('orderSince', { order: order.id, day: formatDay(order.effectiveFrom, locale) })}
      </p>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'category', title: t('colCategory') },
          { key: 'energy', title: t('colEnergy'), align: 'right' },
          { key: 'fixed', title: t('colFixed'), align: 'right' },
        ]}
        rows={Object.entries(order.categories).map(([category, rate]) => ({
          key: category,
          cells: {
            category: categoryName(category, locale),
            energy: perUnit(rate.energy, locale),
            fixed: perMonth(rate.fixed, locale),
          },
        }))}
      />
    </Card>
  )
}
