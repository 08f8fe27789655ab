import type { Services } from '#lib/platform/services.ts'
import { daysBetween } from '#lib/units/ist.ts'
import { findingsOf, findingsOfRefused, findingsOfRegisters } from './findings-of.ts'
import { writeFlags } from './flag-rows.ts'
import { rangesOf, readRegisters, readTouched, readWindows, type Touched, WINDOW_DAYS } from './meter-window.ts'
import type { ValidationLimits } from './reading-rules.ts'
import { readRefused } from './refused-readings.ts'

/**
 * Days of meters that are held at once, those of some 350 meters, or of fewer where a file brought more days: the process
 * also serves pages, which wait while it judges them.
 */
const MOST_DAYS = 20_000

/**
 * Looks through the days of meters that a file changed, and those around them that may be judged anew: writes what the
 * rules find, and closes what they find no longer. Changes no reading. Takes the file a part at a time, whatever its size;
 * doing it again changes nothing, so that one that was cut short is begun again.
 */
export async function validateBatch(services: Services, batchId: string, limits: ValidationLimits): Promise<void> {
  for (const range of await rangesOf(services.db, batchId))
    for (const touched of pagesOf(await readTouched(services.db, batchId, range)))
      await validateMeters(services, { batchId, touched, limits })
}

async function validateMeters(
  { db, now }: Services,
  { batchId, touched, limits }: { batchId: string; touched: readonly Touched[]; limits: ValidationLimits },
): Promise<void> {
  const days = Map.groupBy(await readWindows(db, touched, limits.spikeFloorW), keyOf)
  const judged = touched.map((meter) => ({ meter, ...findingsOf(meter, days.get(keyOf(meter)) ?? [], limits) }))
  const registers = findingsOfRegisters(await readRegisters(db, batchId, touched))
  const refused = findingsOfRefused(touched, await readRefused(db, touched))
  const found = judged.flatMap(({ meter: { connectionId, meterId }, findings }) =>
    findings.map((finding) => ({ connectionId, meterId, finding })),
  )
  const examined = judged.flatMap((each) => each.examined)
  const all = {
    found: [...found, ...registers.found, ...refused.found],
    examined: [...examined, ...registers.examined, ...refused.examined],
  }
  await writeFlags(db, all, { batchId, at: now() })
}

const keyOf = ({ connectionId, meterId }: { connectionId: string; meterId: string }) => `${connectionId} ${meterId}`

function pagesOf(touched: readonly Touched[]): Touched[][] {
  const pages: Touched[][] = []
  let held = MOST_DAYS
  for (const meter of touched) {
    const days = daysBetween(meter.from, meter.to) + 1 + 2 * WINDOW_DAYS
    if (held + days > MOST_DAYS) pages.push([])
    held = held + days > MOST_DAYS ? days : held + days
    pages.at(-1)?.push(meter)
  }
  return pages
}
