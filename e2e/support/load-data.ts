import { highest, monthOf, type Peak, peaksByDay, recording } from './half-hours.ts'

/** The recordings behind the tests of load, and what they come to. */
export const HOME = { consumerNo: '047200006', mobile: '9000002006', meter: 'LD06', loadW: 2_000 }
export const SHOP = { consumerNo: '047200007', mobile: '9000002007', meter: 'LD07', loadW: 5_000 }

export const bareilly = recording('bareilly-br06-30min.csv', 'start_ist', 1848)
export const sceaux = recording('sceaux-2008-30min.csv', 'timestamp_start', 5783)
/** Blocks that are over at ten in the morning of the 22nd. */
export const home = bareilly.halfHours.filter(({ day, time }) => `${day} ${time}` < '2024-11-22 10:00')
export const homePeaks = peaksByDay(home)
const shopBlocks = peaksByDay(sceaux.halfHours)
/** What a register of ten-minute means would have said in October. */
export const registers = tenMinutePeaks('2024-10')
export const shopPeaks = new Map([...shopBlocks, ...registers])

export const REGISTER_HEADER = 'meter_no,date,kwh,max_demand_kw,max_demand_at'

export function registerLines(): string[] {
  return [...registers].map(([day, { watts, time, wh }]) =>
    [SHOP.meter, day, (wh / 1000).toFixed(3), (watts / 1000).toFixed(3), `${day} ${time}`].join(','),
  )
}

/** The highest ten-minute mean of each day of a month, at the beginning of its half hour. */
function tenMinutePeaks(month: string): Map<string, Peak> {
  const peaks = new Map<string, Peak>()
  for (const { day, time, cells } of sceaux.halfHours) {
    if (!day.startsWith(month) || !cells.max_kw_10min) continue
    const watts = Math.round(Number(cells.max_kw_10min) * 1000)
    const { wh = 0 } = shopBlocks.get(day) ?? {}
    if (watts > (peaks.get(day)?.watts ?? -1)) peaks.set(day, { watts, time, known: 48, wh })
  }
  return peaks
}

/** Months of the shop with a day above, with their highest demand. */
export function monthsAbove(first: string, last: string): [string, number][] {
  const months = [...new Set([...shopPeaks.keys()].map((day) => day.slice(0, 7)))].filter(
    (of) => of >= first && of <= last,
  )
  return months
    .map((of): [string, number] => [of, highest(monthOf(shopPeaks, of))])
    .filter(([, watts]) => watts > SHOP.loadW)
}
