import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { PREVIEWED_DAYS_LATE, type PreviewSum, type TariffPreview } from '#lib/billing/preview-tariff.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'
import { categoryName } from './rate-text.ts'

/** What a change would have made of real bills, as one sentence and by category. */
export function PreviewCard({ preview, locale }: { preview: TariffPreview | null; locale: Locale }) {
  const t = textsFor(locale, 'tariffs')
  if (!preview)
    return (
      <Card title={t('previewTitle')}>
        <p className="text-text-2">{t('noPreview')}</p>
      </Card>
    )
  const { month, bills, changed, impossible, isPart, categories } = preview
  const signed = (from: PreviewSum) => formatRupees(paise(from.afterPaise - from.beforePaise), { sign: 'always' })
  const columns: Column[] = [
    { key: 'category', title: t('colCategory') },
    { key: 'difference', title: t('colDifference'), align: 'right', look: 'strong' },
    { key: 'bills', title: t('colBills'), align: 'right' },
    { key: 'before', title: t('colBefore'), align: 'right', look: 'quiet' },
    { key: 'after', title: t('colAfter'), align: 'right' },
  ]
  return (
    <Card title={t('previewTitle')}>
      <p className="font-semibold">{t('previewFinding', { changed, bills, difference: signed(preview) })}</p>
      <p className="mt-1 mb-3 text-small text-text-2">
        {t('previewRange', {
          least: formatRupees(preview.leastPaise, { sign: 'always' }),
          most: formatRupees(preview.mostPaise, { sign: 'always' }),
        })}{' '}
        {t(isPart ? 'previewOfPart' : 'previewOfAll', { month: formatMonth(month, locale), bills })}
        {preview.of !== 'DEMAND' && ` ${t(`previewOf_${preview.of}`, { days: PREVIEWED_DAYS_LATE })}`}
        {impossible > 0 && ` ${t('previewImpossible', { count: impossible })}`}
      </p>
      <DataTable
        caption={t('previewTitle')}
        captionHidden
        columns={columns}
        rows={categories.map((sum) => ({
          key: sum.category,
          cells: {
            category: categoryName(sum.category, locale),
            bills: t('changedOf', { changed: sum.changed, bills: sum.bills }),
            before: formatRupees(sum.beforePaise),
            after: formatRupees(sum.afterPaise),
            // Not broken behind its sign.
            difference: <span className="whitespace-nowrap">{signed(sum)}</span>,
          },
        }))}
      />
    </Card>
  )
}
