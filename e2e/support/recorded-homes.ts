import { expect } from '@playwright/test'
import type { Portal } from './portal.ts'
import { meterFile, tariffFile } from './real-data.ts'
import { takeIn } from './take-in.ts'

/** Recorded days of May 2019 to October 2021, moved to reach up to 22 November 2026. */
export const SHIFT_DAYS = 1848

const FIRST_BILL = '2024-05'
const LAST_BILL = '2026-10'
const loaded = new WeakMap<Portal, Promise<void>>()

/**
 * The utility loads the tariff, 31 recorded homes and their readings, and issues the bills of thirty months. Spec files that
 * share a portal share the load: whichever comes first waits for it.
 */
export function loadRecordedHomes(portal: Portal): Promise<void> {
  const known = loaded.get(portal) ?? load(portal)
  loaded.set(portal, known)
  return known
}

async function load(portal: Portal): Promise<void> {
  await takeIn(portal, 'tariffs', tariffFile())
  await takeIn(portal, 'consumers', meterFile('bareilly-consumers.csv'))
  const reads = ['daily-reads', meterFile('bareilly-daily-kwh.csv')]
  const options = ['--map', 'meter_no=meter', '--shift-days', String(SHIFT_DAYS)]
  expect(await takeIn(portal, ...reads, ...options)).toContain('18493 accepted, 0 unchanged, 0 rejected')
  const months = monthsFrom(FIRST_BILL, LAST_BILL)
  const { output } = await portal.command('e2e/support/issue-months.ts', ...months)
  const issued = months.map((month) => Number(new RegExp(`^${month}: (\\d+) issued`, 'm').exec(output)?.[1]))
  // In the first month one home was read, on too few days for a bill; in the last one 15 homes were read at all.
  expect([issued[0], issued.at(-1)]).toEqual([0, 15])
  expect(issued.slice(1).every((count) => count > 0)).toBe(true)
}

function monthsFrom(first: string, last: string): string[] {
  const months: string[] = []
  for (let [year = 0, month = 1] = first.split('-').map(Number); ; month++) {
    if (month > 12) [year, month] = [year + 1, 1]
    const name = `${year}-${String(month).padStart(2, '0')}`
    months.push(name)
    if (name === last) return months
  }
}
