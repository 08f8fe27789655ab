import fs from 'node:fs'

/**
 * How often a test lets a fault happen: `usual` times in `npm test` and `npm run test:faults`, `all` times with `--full`.
 * The seed decides at which moments; it is fixed, so that what fails can be run again, and `FAULT_SEED` picks another.
 */
export function faults(usual: number, all: number): { count: number; seed: number } {
  return { count: process.env.FAULTS === 'all' ? all : usual, seed: Number(process.env.FAULT_SEED ?? 27_11_2026) }
}

/** One line of the table that `npm run test:faults` prints. */
export type FaultRow = {
  /** With its number in the plan, F1 to F15. */
  fault: string
  seed?: number
  /** What the portal or the gateway said that it has. */
  acknowledged?: number
  /** What of it was there afterwards. */
  found?: number
  /** What `verify-ledger` said; absent where no money moved. */
  ledger?: 'holds'
  /** The longest time after the fault until everything answered again, and the plan's aim. */
  recoveredMs?: number
  recoverWithinMs?: number
  /** The slowest answer while it lasted, and the plan's aim. */
  answeredMs?: number
  answerWithinMs?: number
}

/** Adds a line to the table, where somebody prints it. It is told after all that it says was seen to hold. */
export function tellFault(row: FaultRow): void {
  if (process.env.FAULT_TABLE) fs.appendFileSync(process.env.FAULT_TABLE, `${JSON.stringify(row)}\n`)
}
