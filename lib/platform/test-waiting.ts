import { expect } from 'vitest'
import type { TestServices } from './test-database.ts'

/** Until so many statements of this test's database wait for a lock that somebody holds. */
export const untilWaiting = (services: Pick<TestServices, 'asOwner'>, least: number): Promise<void> =>
  expect
    .poll(
      async () => {
        const rows = await services.asOwner().$queryRaw<unknown[]>`
          select 1 from pg_stat_activity where "datname" = current_database() and "wait_event_type" = 'Lock'`
        return rows.length
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThanOrEqual(least)
