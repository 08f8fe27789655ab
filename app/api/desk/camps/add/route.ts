import { deskForm, noSuchThing } from '#app/desk-page.ts'
import { saveCampDay } from '#lib/camps/save-camp-day.ts'
import { seeOther } from '#lib/platform/http.ts'
import { parseDay } from '#lib/units/ist.ts'

const FIELDS = [
  ...['placeHi', 'placeEn', 'directionsHi', 'directionsEn', 'subdivision'],
  ...['heldOn', 'opens', 'closes', 'latitude', 'longitude'],
]

/** Announces a camp; refused, the form comes back with what was typed, which names a place and nobody. */
export async function POST(request: Request): Promise<Response> {
  const asked = await deskForm(request)
  if (!asked.ok) return asked.answer
  const { services, actor, form } = asked
  const field = (name: string) => (form.get(name) ?? '').slice(0, 200)
  const position = positionOf(field('latitude'), field('longitude'))
  const heldOn = parseDay(field('heldOn'))
  const saved =
    position === 'BAD_POSITION'
      ? ({ ok: false, reason: position } as const)
      : !heldOn
        ? ({ ok: false, reason: 'DAY_IS_PAST' } as const)
        : await saveCampDay(services, actor, {
            ...{ placeHi: field('placeHi'), placeEn: field('placeEn'), position, heldOn },
            ...{ directionsHi: field('directionsHi'), directionsEn: field('directionsEn') },
            subdivision: field('subdivision'),
            ...{ opensAtMinute: minuteOf(field('opens')), closesAtMinute: minuteOf(field('closes')) },
          })
  if (!saved) return noSuchThing()
  if (saved.ok) return seeOther('/desk/camps?done=added')
  const typed = Object.fromEntries(FIELDS.map((name) => [name, field(name)]))
  return seeOther(`/desk/camps?${new URLSearchParams({ error: saved.reason, ...typed })}#add`)
}

/** `09:30` as minutes after midnight; -1 for anything else. */
function minuteOf(text: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hour && minute ? Number(hour) * 60 + Number(minute) : -1
}

function positionOf(latitude: string, longitude: string) {
  if (latitude.trim() === '' && longitude.trim() === '') return null
  const [north, east] = [Number(latitude), Number(longitude)]
  const isOnEarth = latitude.trim() !== '' && longitude.trim() !== '' && Math.abs(north) <= 90 && Math.abs(east) <= 180
  return isOnEarth ? { latitude: north, longitude: east } : 'BAD_POSITION'
}
