import { oneLine } from '#lib/platform/errors.ts'
import { getServices } from '#lib/platform/services.ts'
import { validateReadings } from './validate-readings.ts'

const LOOK_AGAIN_MS = 15_000

/** Looks through readings that have come, as long as this process runs: in a line of its own, since a file may be large. */
export function startValidation(): void {
  const look = async () => {
    await validateReadings(getServices()).catch((error) => console.error(`Validation of readings: ${oneLine(error)}`))
    // The process may end in between.
    setTimeout(look, LOOK_AGAIN_MS).unref()
  }
  setTimeout(look, LOOK_AGAIN_MS).unref()
}
