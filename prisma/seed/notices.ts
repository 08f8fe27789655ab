import { addDays, eachDay, type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { DemoHome } from './homes.ts'
import { clock, cutsOf, plannedWork } from './supply.ts'

/** How long before the day work is announced, and how far ahead of today the demo looks for it. */
const ANNOUNCED_DAYS_BEFORE = 5
const HOUR_ANNOUNCED = 17
/** Cuts from here on have a notice of their own; of shorter ones the utility says nothing. */
const BREAKDOWN_MINUTES = 150
const MINUTE_MS = 60_000

type Notice = Record<string, unknown>

/**
 * What the utility announced of the days up to `to`, and of work to come, as it stands at `now`: planned work with its
 * end once it is over, and the longer breakdowns. The same whenever it is asked for, but for what has happened since.
 */
export function outageNotices(
  homes: readonly DemoHome[],
  { from, to, now }: { from: IstDay; to: IstDay; now: Date },
): Notice[] {
  const subdivisions = [...new Set(homes.map(({ subdivision }) => subdivision))]
  const ahead = addDays(to, ANNOUNCED_DAYS_BEFORE + 1)
  return subdivisions.flatMap((subdivision) => {
    const home = homes.find((one) => one.subdivision === subdivision) as DemoHome
    return [
      ...eachDay(from, ahead).flatMap((on) => plannedNotice(subdivision, on, now)),
      ...eachDay(from, to).flatMap((on) => breakdownNotices(home, on)),
    ]
  })
}

function plannedNotice(subdivision: string, on: IstDay, now: Date): Notice[] {
  const work = plannedWork(subdivision, on)
  if (!work) return []
  const issuedAt = new Date(startOfDay(addDays(on, -ANNOUNCED_DAYS_BEFORE)).getTime() + HOUR_ANNOUNCED * 60 * MINUTE_MS)
  if (issuedAt > now) return []
  const restoredAt = instant(on, work.cut.from + work.cut.minutes)
  const isOver = new Date(restoredAt) <= now
  const [begins, ends] = [clock(work.from), clock(work.from + work.minutes)]
  return [
    {
      ...notice('PLAN', subdivision, on),
      ...{ outageClass: 'PLANNED', status: isOver ? 'RESTORED' : 'SCHEDULED', category: 'MAINTENANCE' },
      cause: { category: 'PLANNED', subcategory: 'MAINTENANCE', text: 'पेड़ों की छँटाई और तार बदलना' },
      issuedAt: issuedAt.toISOString(),
      ...(isOver && { lastUpdatedAt: restoredAt }),
      timing: {
        period: { start: instant(on, work.from), duration: `PT${work.minutes}M` },
        ...(isOver && { actualRestoration: restoredAt }),
      },
      publicInfo: {
        language: 'hi',
        headline: `${subdivision}: ${begins} से ${ends} तक बिजली बंद रहेगी`,
        description: 'तारों की मरम्मत के लिए बिजली बंद रहेगी।',
        instruction: 'पानी पहले भर लें। उपकरणों के प्लग निकाल दें।',
      },
    },
  ]
}

function breakdownNotices(home: DemoHome, on: IstDay): Notice[] {
  if (plannedWork(home.subdivision, on)) return []
  return cutsOf(home, on)
    .filter(({ minutes }) => minutes >= BREAKDOWN_MINUTES)
    .map(({ from, minutes }) => ({
      ...notice('FAULT', home.subdivision, on),
      ...{ outageClass: 'BREAKDOWN', status: 'RESTORED', category: 'FAULT' },
      cause: { category: 'EQUIPMENT', text: 'ट्रांसफ़ॉर्मर में खराबी' },
      issuedAt: instant(on, from + 12),
      lastUpdatedAt: instant(on, from + minutes + 5),
      timing: {
        period: { start: instant(on, from), duration: `PT${minutes}M` },
        estimatedRestoration: instant(on, from + 120),
        actualRestoration: instant(on, from + minutes),
      },
      publicInfo: { language: 'hi', headline: `${home.subdivision}: बिजली वापस आ गई` },
    }))
}

function notice(kind: string, subdivision: string, on: IstDay): Notice {
  return {
    objectType: 'OUTAGE_NOTIFICATION',
    id: { scheme: 'OTHER', value: `DEMO-${kind}-${subdivision}-${on}` },
    network: { subdivision },
    affectedAssets: [{ id: { scheme: 'SUBSTATION', value: `${subdivision} 33/11 kV` }, assetLevel: 'SUBSTATION' }],
    affectedArea: { text: subdivision },
  }
}

const instant = (on: IstDay, minutes: number): string =>
  new Date(startOfDay(on).getTime() + minutes * MINUTE_MS).toISOString()
