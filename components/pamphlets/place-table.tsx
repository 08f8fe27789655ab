import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { FileLink, fileNote } from '#components/ui/file-link.tsx'
import { Name } from '#components/ui/name.tsx'
import { MOST_KB } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { CountedPlace } from '#lib/pamphlets/office-places.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { groupIndian } from '#lib/units/paise.ts'

/** Places with how often each was scanned, and their papers to print. */
export function PlaceTable({ places, locale }: { places: readonly CountedPlace[]; locale: Locale }) {
  const t = textsFor(locale, 'pamphlet')
  if (places.length === 0)
    return (
      <Card>
        <p className="text-text-2">{t('none')}</p>
      </Card>
    )
  const size = fileNote({ mostKb: MOST_KB.pamphlet }, locale, 'PDF')
  const count = (visits: number) => groupIndian(String(visits))
  return (
    <Card>
      <DataTable
        caption={t('tableCaption')}
        captionHidden
        columns={[
          { key: 'place', title: t('colPlace'), look: 'strong' },
          { key: 'week', title: t('colWeek'), align: 'right' },
          { key: 'month', title: t('colMonth'), align: 'right' },
          { key: 'ever', title: t('colEver'), align: 'right' },
          { key: 'papers', title: t('colPapers') },
        ]}
        rows={places.map(({ id, code, name, subdivision, week, month, ever }) => ({
          key: id,
          cells: {
            place: (
              <>
                {inLanguage(name, locale)}
                <span className="block text-small font-normal text-text-2">
                  <Name locale={locale}>{subdivision}</Name> · <span lang="en">{code}</span>
                </span>
              </>
            ),
            ...{ week: count(week), month: count(month), ever: count(ever) },
            papers: (
              <span className="flex flex-wrap gap-x-4">
                <FileLink href={`/desk/pamphlets/${id}/pdf?form=a5`} icon={null} name={t('pamphletPdf')} note={size} />
                <FileLink href={`/desk/pamphlets/${id}/pdf?form=a4`} icon={null} name={t('posterPdf')} note={size} />
              </span>
            ),
          },
        }))}
      />
      <p className="mt-3 text-small text-text-2">{t('counted')}</p>
    </Card>
  )
}
