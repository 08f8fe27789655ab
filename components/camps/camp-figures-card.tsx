import { Card } from '#components/ui/card.tsx'
import type { CampFigures } from '#lib/camps/camp-figures.ts'
import type { OfficeCamps } from '#lib/camps/list-office-camps.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatShortDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { FiguresPicture } from './figures-picture.tsx'
import { FiguresTable } from './figures-table.tsx'

/** What became of what people brought: in a sentence, by day as a picture, and by day, category and camp as tables. */
export function CampFiguresCard({ found, locale }: { found: OfficeCamps; locale: Locale }) {
  const t = textsFor(locale, 'camps')
  const { total, byCategory, byDay, camps } = found
  const dayRows = byDay.map(({ on, figures }) => ({ key: on, name: formatDay(on, locale), figures }))
  const held = camps.filter(({ figures }) => figures.registered > 0)
  return (
    <Card>
      <figure>
        <figcaption className="mb-3 text-h2">{t('figure', { ...total })}</figcaption>
        {byDay.length > 0 && (
          <FiguresPicture
            rows={byDay.map(({ on, figures }) => ({ key: on, name: formatShortDay(on, locale), figures }))}
            names={[t('colResolved'), t('colPromised'), t('colRejected'), t('colOpen')]}
            finding={t('figure', { ...total })}
          />
        )}
        {byDay.length > 0 && (
          <div className="mt-4 grid gap-6">
            <FiguresTable caption={t('byDay')} first={t('colDay')} rows={dayRows} total={total} locale={locale} />
            <FiguresTable
              caption={t('byCategory')}
              first={t('category')}
              rows={byCategory
                .filter(({ figures }) => figures.registered > 0)
                .map(({ name, figures }) => ({ key: name.en, name: name[locale], figures }))}
              total={total}
              locale={locale}
            />
            <FiguresTable
              caption={t('byCamp')}
              first={t('colCamp')}
              rows={held.map(({ id, place, heldOn, figures }) => ({
                ...{ key: id, name: `${place[locale]}, ${formatShortDay(heldOn, locale)}`, figures },
              }))}
              total={total}
              locale={locale}
            />
            <a href="/desk/camps/csv" download className="link inline-flex min-h-11 items-center">
              {t('csv')}
            </a>
          </div>
        )}
      </figure>
    </Card>
  )
}

/** One line of figures in words, for a single camp. */
export function FiguresLine({ figures, locale }: { figures: CampFigures; locale: Locale }) {
  return <p>{textsFor(locale, 'camps')('figure', { ...figures })}</p>
}
