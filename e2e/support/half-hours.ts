import fs from 'node:fs'
import path from 'node:path'
import { meterFile } from './real-data.ts'

/** Recorded half hours, read and summed without any of the portal's code. */
export type HalfHour = {
  /** The line of the file, with its days moved. */
  line: string
  day: string
  /** `HH:MM` at which it began. */
  time: string
  cells: Record<string, string>
  /** Null where the file has none. */
  wh: number | null
}
export type Recording = { header: string; halfHours: HalfHour[] }

/** A file of `../shared/data/meters`, moved by whole days; `start` names the column with a half hour's beginning. */
export function recording(file: string, start: string, shiftDays: number): Recording {
  const [header = '', ...lines] = fs.readFileSync(meterFile(file), 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  const halfHours = lines.map((line): HalfHour => {
    const cells = Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell]))
    const [date = '', clock = ''] = (cells[start] ?? '').split(' ')
    const day = new Date(Date.parse(`${date}T00:00:00Z`) + shiftDays * 86_400_000).toISOString().slice(0, 10)
    return { line: line.replace(date, day), day, time: clock.slice(0, 5), cells, wh: whOf(cells.kwh ?? '') }
  })
  return { header, halfHours }
}

const whOf = (kwh: string): number | null => (kwh === '' ? null : scaledOf(kwh, 3))

/** A decimal of zero or more in units of its last kept place, a half upwards: `0.7827` to three places is 783. */
export function scaledOf(decimal: string, places: number): number {
  const [whole, part = ''] = decimal.split('.') as [string, string?]
  return Math.floor((Number(whole + part.slice(0, places + 1).padEnd(places + 1, '0')) + 5) / 10)
}

export type Peak = { watts: number; time: string; known: number; wh: number }

/** The half hour with the most energy of each day, the first of equals, as mean power. */
export function peaksByDay(halfHours: readonly HalfHour[]): Map<string, Peak> {
  const days = new Map<string, Peak>()
  for (const { day, time, wh } of halfHours) {
    if (wh === null) continue
    const peak = days.get(day) ?? { watts: -1, time, known: 0, wh: 0 }
    const highest = wh * 2 > peak.watts ? { watts: wh * 2, time } : { watts: peak.watts, time: peak.time }
    days.set(day, { ...highest, known: peak.known + 1, wh: peak.wh + wh })
  }
  return days
}

/** Writes lines below a header as a file that can be taken in. */
export function writeFile(folder: string, name: string, header: string, lines: readonly string[]): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, `${[header, ...lines].join('\n')}\n`)
  return file
}

/** Watts as pages write kW: two decimals, a half upwards. */
export const kw = (watts: number): string => (Math.floor((watts + 5) / 10) / 100).toFixed(2)

/** `20:30` as English pages write it. */
export function clockOf(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
}

/** Days strictly above a load, the highest first. */
export function aboveIn(peaks: Map<string, Peak>, loadW: number): [string, Peak][] {
  return [...peaks]
    .filter(([, { watts }]) => watts > loadW)
    .sort(([dayA, a], [dayB, b]) => b.watts - a.watts || (dayA < dayB ? -1 : 1))
}

/** Mean kW by hour and weekday from Monday, as the table of hours writes it; a triangle where the load was passed. */
export function meanByHour(halfHours: readonly HalfHour[], loadW: number): string[][] {
  return Array.from({ length: 24 }, (_, hour) =>
    Array.from({ length: 7 }, (__, row) => {
      const here = halfHours.filter(
        ({ day, time }) =>
          Number(time.slice(0, 2)) === hour && (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 === row,
      )
      const whs = here.flatMap(({ wh }) => wh ?? [])
      const mean = Math.round((whs.reduce((total, wh) => total + wh, 0) * 2) / whs.length)
      return `${whs.some((wh) => wh * 2 > loadW) ? '▲ ' : ''}${kw(mean)}`
    }),
  )
}

export const monthOf = (peaks: Map<string, Peak>, month: string) =>
  new Map([...peaks].filter(([day]) => day.startsWith(month)))
export const highest = (peaks: Map<string, Peak>) => Math.max(...[...peaks.values()].map(({ watts }) => watts))
export const dayOfMonth = (day: string) => Number(day.slice(8))
