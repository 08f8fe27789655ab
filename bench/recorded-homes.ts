import fs from 'node:fs'
import path from 'node:path'
import { parseKwh, type WattHours } from '#lib/units/energy.ts'
import { day, type IstDay } from '#lib/units/ist.ts'

export type RecordedHome = { meter: string; energy: Map<IstDay, WattHours> }

/**
 * Daily readings of 31 real homes, by name: `SHARED_DATA`, or `../shared/data` beside the project, has the file. Null where
 * it is missing.
 */
export function recordedHomes(): { file: string; homes: RecordedHome[] | null } {
  const root = path.dirname(import.meta.dirname)
  const folder = path.resolve(root, process.env.SHARED_DATA ?? '../shared/data')
  const file = path.join(folder, 'meters', 'bareilly-daily-kwh.csv')
  if (!fs.existsSync(file)) return { file, homes: null }
  const byMeter = new Map<string, Map<IstDay, WattHours>>()
  for (const line of fs.readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [meter = '', date = '', kwh = ''] = line.trim().split(',')
    const energyWh = parseKwh(kwh)
    if (energyWh === null) throw new Error(`${file}: "${line}" has no energy.`)
    const energy = byMeter.get(meter) ?? new Map<IstDay, WattHours>()
    byMeter.set(meter, energy.set(day(date), energyWh))
  }
  const homes = [...byMeter].map(([meter, energy]) => ({ meter, energy }))
  return { file, homes: homes.sort((a, b) => (a.meter < b.meter ? -1 : 1)) }
}
