import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import type { PublicCampDay } from '#lib/camps/list-camp-days.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatShortDay, formatWeekdayName } from '#lib/units/display.ts'
import { weekdayOf } from '#lib/units/ist.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { campHours } from './camp-hours.ts'

/** On the first page: where the utility comes to next, and what to bring there. */
export function NextCampCard({ camp, locale }: { camp: PublicCampDay; locale: Locale }) {
  const t = textsFor(locale, 'landing')
  const { place, heldOn, isToday } = camp
  const day = `${formatWeekdayName(weekdayOf(heldOn), locale)}, ${formatShortDay(heldOn, locale)}`
  return (
    <Card
      title={t('camp')}
      aside={
        <Badge kind="info" icon="calendar">
          {isToday ? textsFor(locale, 'camps')('today') : day}
        </Badge>
      }
    >
      <p>
        {inLanguage(place, locale)}, {campHours(camp, locale)}
      </p>
      <p className="text-small text-text-2">{t('campText')}</p>
      <a href="/camps" className="link inline-flex min-h-11 items-center font-semibold">
        {t('campAll')}
      </a>
    </Card>
  )
}
