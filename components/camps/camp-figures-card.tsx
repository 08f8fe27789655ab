import { Figure } from '#components/charts/figure.tsx'
import { Card } from '#components/ui/card.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import type { CampFigures } from '#lib/camps/camp-figures.ts'
import type { OfficeCamps } from '#lib/camps/list-office-camps.ts'
import { campsKb } from '#lib/export/file-sizes.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatShortDay } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { FiguresLine } from './figures-line.tsx'
import { FiguresPicture } from './figures-picture.tsx'
import { figuresTable } from './figures-table.tsx'
import { OUTCOME_NAMES, OUTCOMES } from './outcomes.ts'

/** What became of what people brought: in a sentence, by day as a picture, and by category and camp as tables. */
export function CampFiguresCard({ found, locale }: { found: OfficeCamps; locale: Locale }) {
  const t = textsFor(locale, 'camps')
  const { total, byCategory, byDay, camps } = found
  if (byDay.length === 0)
    return (
      <Card>
        <FiguresLine figures={total} locale={locale} />
      </Card>
    )
  const table = (caption: string, first: string, rows: { key: string; name: string; figures: CampFigures }[]) =>
    figuresTable({ caption, first, total, rows: rows.filter(({ figures }) => figures.registered > 0) }, locale)
  const categories = byCategory.map(({ name, figures }) => ({ key: name.en, name: inLanguage(name, locale), figures }))
  const held = camps.map(({ id, place, heldOn, figures }) => ({
    ...{ key: id, name: `${inLanguage(place, locale)}, ${formatShortDay(heldOn, locale)}`, figures },
  }))
  const days = byDay.map(({ on, figures }) => ({ key: on, name: formatDay(on, locale), figures }))
  return (
    <>
      <Card>
        <Figure
          id="camps"
          locale={locale}
          finding={t('figure', { ...total })}
          summary={t('figureSummary', { days: byDay.length })}
          legend={OUTCOMES.map((mark) => ({ mark, label: t(OUTCOME_NAMES[mark]) }))}
          table={table(t('byDay'), t('colDay'), days)}
          csvHref="/desk/camps/csv"
          csvMostKb={campsKb(camps.length)}
        >
          <FiguresPicture
            rows={byDay.map(({ on, figures }) => ({ key: on, name: formatShortDay(on, locale), figures }))}
            figure="camps"
          />
        </Figure>
      </Card>
      <Card>
        <DataTable {...table(t('byCategory'), t('category'), categories)} />
      </Card>
      <Card>
        <DataTable {...table(t('byCamp'), t('colCamp'), held)} />
      </Card>
    </>
  )
}
