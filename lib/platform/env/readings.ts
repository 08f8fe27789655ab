import { z } from 'zod'
import { type Demand, listOf, whole } from './fields.ts'

/** What comes in, how it is judged, and how long it and other data are kept. */
export const readingFields = {
  INGEST_TOKEN: z.string().optional(),
  INGEST_LARGEST_MB: whole(1, 100_000, 4_000),
  INGEST_MOST_ROWS: whole(1, 1_000_000_000, 60_000_000),
  RETENTION_BLOCK_YEARS: whole(1, 50, 3),
  RETENTION_DAY_YEARS: whole(1, 50, 10),
  RETENTION_COMPLAINT_YEARS: whole(1, 50, 3),
  RETENTION_COMPLAINT_FILE_YEARS: whole(1, 50, 1),
  RETENTION_IDLE_LOGIN_YEARS: whole(1, 50, 3),
  VOLTAGE_NOMINAL: z.coerce.number().positive().max(1_000).default(230),
  VOLTAGE_STANDARD_PERCENT: z.coerce.number().positive().max(50).default(6),
  VOLTAGE_TOLERABLE_PERCENT: z.coerce.number().positive().max(50).default(10),
  READING_SPIKE_PERCENT: whole(1, 100_000, 180),
  READING_SPIKE_FLOOR_W: whole(0, 10_000_000, 3_000),
  READING_STUCK_DAYS: whole(2, 14, 7),
}

type ReadingSettings = z.output<z.ZodObject<typeof readingFields>>

export function demandOfReadings(given: ReadingSettings, demand: Demand): void {
  demand(
    'VOLTAGE_TOLERABLE_PERCENT',
    given.VOLTAGE_TOLERABLE_PERCENT < given.VOLTAGE_STANDARD_PERCENT,
    'is less than VOLTAGE_STANDARD_PERCENT: what is standard is tolerable',
  )
}

export function readingsOf(given: ReadingSettings) {
  return {
    /** Tokens for every kind of ingest, and the most that a file may hold, unpacked. Sources of one kind have their own. */
    ingest: {
      tokens: listOf(given.INGEST_TOKEN ?? ''),
      largestBytes: given.INGEST_LARGEST_MB * 1_000_000,
      mostRows: given.INGEST_MOST_ROWS,
    },
    retention: {
      ...{ blockYears: given.RETENTION_BLOCK_YEARS, dayYears: given.RETENTION_DAY_YEARS },
      ...{ complaintYears: given.RETENTION_COMPLAINT_YEARS, complaintFileYears: given.RETENTION_COMPLAINT_FILE_YEARS },
      idleLoginYears: given.RETENTION_IDLE_LOGIN_YEARS,
    },
    voltage: {
      nominalV: given.VOLTAGE_NOMINAL,
      standardPercent: given.VOLTAGE_STANDARD_PERCENT,
      tolerablePercent: given.VOLTAGE_TOLERABLE_PERCENT,
    },
    /** When readings are flagged. */
    validation: {
      spikePercent: given.READING_SPIKE_PERCENT,
      spikeFloorW: given.READING_SPIKE_FLOOR_W,
      stuckDays: given.READING_STUCK_DAYS,
    },
  } as const
}
