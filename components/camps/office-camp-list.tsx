import { Badge } from '#components/ui/badge.tsx'
import type { OfficeCamp } from '#lib/camps/list-office-camps.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatWeekdayName } from '#lib/units/display.ts'
import { weekdayOf } from '#lib/units/ist.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { FiguresLine } from './figures-line.tsx'

/** The camps of an office, each with the way to its queue. */
export function OfficeCampList({ camps, locale }: { camps: readonly OfficeCamp[]; locale: Locale }) {
  const t = textsFor(locale, 'camps')
  return (
    <ul className="-my-2">
      {camps.map(({ id, place, heldOn, isToday, isCancelled, figures }) => (
        <li key={id} className="border-b border-line py-2 last:border-b-0">
          <p className="flex flex-wrap items-center gap-x-3">
            <a href={`/desk/camps/${id}`} className="link inline-flex min-h-11 items-center">
              {inLanguage(place, locale)}
            </a>
            <span className="text-small text-text-2">
              {formatWeekdayName(weekdayOf(heldOn), locale)}, {formatDay(heldOn, locale)}
            </span>
            {isToday && (
              <Badge kind="info" icon={null}>
                {t('today')}
              </Badge>
            )}
            {isCancelled && <Badge kind="quiet">{t('cancelled')}</Badge>}
          </p>
          {figures.registered > 0 && <FiguresLine figures={figures} locale={locale} />}
        </li>
      ))}
    </ul>
  )
}
