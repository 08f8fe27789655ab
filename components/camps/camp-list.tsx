import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { PublicCampDay } from '#lib/camps/list-camp-days.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay, formatWeekdayName } from '#lib/units/display.ts'
import { weekdayOf } from '#lib/units/ist.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { campHours } from './camp-hours.ts'

/** The camps to come, a card a place, its days below each other. `city` is where the places lie. */
export function CampList({ camps, city, locale }: { camps: readonly PublicCampDay[]; city: string; locale: Locale }) {
  const places = [...new Set(camps.map(({ place }) => place.en))]
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2 lg:gap-5">
      {places.map((name) => (
        <Place key={name} days={camps.filter(({ place }) => place.en === name)} city={city} locale={locale} />
      ))}
    </div>
  )
}

function Place({ days, city, locale }: { days: readonly PublicCampDay[]; city: string; locale: Locale }) {
  const t = textsFor(locale, 'camps')
  const [first] = days
  if (!first) return null
  const { place, directions } = first
  return (
    <Card title={inLanguage(place, locale)}>
      <p>{inLanguage(directions, locale)}</p>
      <ul className="mt-2">
        {days.map((day) => (
          <li key={day.heldOn} className="border-b border-line py-2 last:border-b-0">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-semibold">
                {formatWeekdayName(weekdayOf(day.heldOn), locale)}, {formatDay(day.heldOn, locale)}
              </span>
              {day.isToday && (
                <Badge kind="info" icon={null}>
                  {t('today')}
                </Badge>
              )}
            </p>
            <p className="text-small text-text-2">{campHours(day, locale)}</p>
            {day.waiting !== null && <p className="text-small">{t('waiting', { count: day.waiting })}</p>}
          </li>
        ))}
      </ul>
      <a href={mapOf(first, city)} rel="noreferrer" className="link inline-flex min-h-11 items-center gap-1.5">
        <Icon name="pin" className="size-5" />
        {t('map')}
      </a>
    </Card>
  )
}

/** A map at the place: where it lies, or else where its name is found. */
function mapOf({ position, place }: PublicCampDay, city: string): string {
  if (!position) return `https://www.openstreetmap.org/search?${new URLSearchParams({ query: `${place.en}, ${city}` })}`
  const { latitude, longitude } = position
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
}
