import type { BlockValues } from '../block-sums.ts'
import type { FlagDetail, ValidationLimits } from './reading-rules.ts'

/** With fewer blocks the third-highest says little of the day. */
const KNOWN_SHARE = 0.5
const THIRD = 2

/**
 * The spike check of California's "Standards for Validating, Editing, and Estimating Monthly and Interval Data", which
 * meter data management systems have taken over (Oracle's Interval Spike Check): of each day's blocks the highest may
 * exceed the third-highest by so many percent of it. A kettle or an iron in a small home exceeds every base load, so a
 * block below the floor is never a spike; and a day of which more than half the blocks are missing is not judged.
 */
export function findSpike(
  { intervalMinutes, energyWh }: { intervalMinutes: number; energyWh: BlockValues },
  { spikePercent, spikeFloorW }: Pick<ValidationLimits, 'spikePercent' | 'spikeFloorW'>,
): FlagDetail['SPIKE'] | null {
  const known = energyWh.filter((value) => value !== null)
  if (known.length < energyWh.length * KNOWN_SHARE || known.length <= THIRD) return null
  const highest = known.toSorted((one, two) => two - one)
  const [peakWh, thirdWh] = [highest[0] as number, highest[THIRD] as number]
  if (peakWh * (60 / intervalMinutes) < spikeFloorW) return null
  if ((peakWh - thirdWh) * 100 <= thirdWh * spikePercent) return null
  return { peakWh, thirdWh, block: energyWh.indexOf(peakWh), intervalMinutes }
}
