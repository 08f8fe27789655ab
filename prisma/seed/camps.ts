import { isWorkingDay } from '#lib/camps/camp-day-rules.ts'
import { saveCampDay } from '#lib/camps/save-camp-day.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf, daysBetween, dayToColumn, eachDay, type IstDay } from '#lib/units/ist.ts'

/** The fourteen places of the demo; the first four are those that the utility's own announcement names. */
const PLACES: [hi: string, en: string, subdivision: string][] = [
  ['कुसई', 'Kusai', 'Kusai'],
  ['कोकर', 'Kokar', 'Kokar'],
  ['टाटीसिलवे', 'Tatisilwai', 'Tatisilwai'],
  ['एचईसी', 'HEC', 'HEC'],
  ['डोरंडा', 'Doranda', 'Doranda'],
  ['हरमू', 'Harmu', 'Harmu'],
  ['लालपुर', 'Lalpur', 'Lalpur'],
  ['रातू रोड', 'Ratu Road', 'Ratu Road'],
  ['बरियातू', 'Bariatu', 'Lalpur'],
  ['कांके', 'Kanke', 'Ratu Road'],
  ['नामकुम', 'Namkum', 'Tatisilwai'],
  ['अरगोड़ा', 'Argora', 'Harmu'],
  ['हटिया', 'Hatia', 'HEC'],
  ['चुटिया', 'Chutia', 'Kusai'],
]
const DAYS_A_PLACE = 2

/** Announces the demo's camps up to the next 31 January, each place on some working days; what is there already stays. */
export async function seedCamps(services: Services, seed: SystemActor): Promise<void> {
  const today = dayOf(services.now())
  if ((await services.db.campDay.count({ where: { heldOn: { gte: dayToColumn(today) } } })) > 0) return
  const working = eachDay(today, lastDay(today)).filter(isWorkingDay)
  // From the first of them to the last, at even distances.
  const step = (working.length - 1) / (PLACES.length * DAYS_A_PLACE - 1)
  for (const [index, [hi, en, subdivision]] of PLACES.entries())
    for (let turn = 0; turn < DAYS_A_PLACE; turn++) {
      const heldOn = working[Math.round((turn * PLACES.length + index) * step)]
      if (!heldOn) continue
      await saveCampDay(services, seed, {
        ...{ placeHi: hi, placeEn: en, subdivision, heldOn, position: null },
        ...{ directionsHi: `${hi} बिजली कार्यालय (नमूना)`, directionsEn: `${en} electricity office (example)` },
        ...{ opensAtMinute: 10 * 60, closesAtMinute: 16 * 60 },
      })
    }
}

/** The next 31 January that leaves some weeks to hold camps in. */
function lastDay(today: IstDay): IstDay {
  const year = Number(today.slice(0, 4))
  const end = [`${year}-01-31`, `${year + 1}-01-31`].find((day) => daysBetween(today, day as IstDay) >= 7)
  return (end ?? addDays(today, 60)) as IstDay
}
