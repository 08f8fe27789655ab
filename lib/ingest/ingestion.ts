export type IngestOptions = {
  /** Our column's name to the file's. */
  map?: ReadonlyMap<string, string>
  /** Our column's name to a value for every row. */
  set?: ReadonlyMap<string, string>
  /** Days by which all days and instants of the file are moved. */
  shiftDays?: number
  /** Reads and checks everything and changes nothing. */
  isDryRun?: boolean
  /** When all of the file had come, where it was kept until its turn. */
  stagedAt?: Date
  /** Heard between two batches. Nothing of the file is kept then, except money, which is booked row by row. */
  signal?: AbortSignal
  /**
   * Called for each row that is not taken, in order of lines, with its cells as they stood in the file; for bills of MeterData
   * after all its other rows.
   */
  onRejected?: (rejected: { line: number; reason: string; cells: readonly string[] }) => void | Promise<void>
  /** Called once with the file's header, and the columns of it that are not ours and not read. */
  onHeader?: (cells: readonly string[], passedOver?: readonly string[]) => void | Promise<void>
  /** Called after each batch. */
  onProgress?: (progress: { bytes: number; rows: number }) => void
}

/** How many rejected rows an answer names; `onRejected` hears of all. */
export const ERRORS_REPORTED = 100

/** What is kept of a file that became visible as one, when it was stopped before its end. */
export const NOTHING = { accepted: 0, unchanged: 0, rejected: 0 } as const

/** `errors` are the first hundred rejected rows; `onRejected` hears of all. */
export type Ingested = {
  ok: true
  accepted: number
  unchanged: number
  rejected: number
  errors: { line: number; reason: string }[]
  /** Id of the `IngestBatch`; null when nothing was written. */
  batch: string | null
  /** The signal was raised before the end of the file. */
  isInterrupted: boolean
  /** What the kind says of the whole file; most say nothing. */
  report?: string
  /** JSON paths of what was kept without being used, and how many values stood there. */
  unused?: { path: string; count: number }[]
}
export type NotIngested = { ok: false; reasons: string[] }
