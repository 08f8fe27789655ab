import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from './run-program.ts'

/** Recorded readings of real homes, kept outside the project: `SHARED_DATA`, or `../shared/data` beside it. */
export function meterFile(name: string): string {
  const folder = path.resolve(ROOT, process.env.SHARED_DATA ?? '../shared/data')
  const file = path.join(folder, 'meters', name)
  if (!fs.existsSync(file)) {
    throw new Error(
      `${file} is missing. Set SHARED_DATA to the folder with the recorded meter data; this test cannot do without.`,
    )
  }
  return file
}

/** The tariff orders beside the meter data, as an officer would load them. */
export function tariffFile(): string {
  return path.resolve(
    path.dirname(path.dirname(meterFile('bareilly-daily-kwh.csv'))),
    '..',
    'domain',
    'tariff-orders.json',
  )
}

/**
 * Wh of one meter by day, read from the file without any of the portal's code, shifted by whole days.
 * The file has at most three decimals.
 */
export function recordedDays(meter: string, shiftDays: number): Map<string, number> {
  const days = new Map<string, number>()
  for (const line of fs.readFileSync(meterFile('bareilly-daily-kwh.csv'), 'utf8').trim().split('\n').slice(1)) {
    const [name, date, kwh] = line.trim().split(',') as [string, string, string]
    if (name !== meter) continue
    const shifted = new Date(Date.parse(`${date}T00:00:00Z`) + shiftDays * 86_400_000).toISOString().slice(0, 10)
    const [whole, part = ''] = kwh.split('.') as [string, string?]
    days.set(shifted, Number(whole) * 1000 + Number(part.padEnd(3, '0')))
  }
  return days
}

/** The recorded days of one month, by day. */
export function monthOf(days: Map<string, number>, month: string): Map<string, number> {
  return new Map([...days].filter(([day]) => day.startsWith(month)))
}
