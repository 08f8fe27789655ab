import { type CodeFacts, factsInCodes } from './facts-in-codes.ts'
import type { Grey } from './grey.ts'
import { openPicture } from './open-picture.ts'
import type { BillLabels, PhotoReading } from './photo-facts.ts'
import { type FoundCode, readCodes } from './read-codes.ts'
import { NOTHING, readText, type TextFacts } from './read-text.ts'
import { findTilt } from './straighten.ts'

/**
 * Reads a photo of a bill: its codes first, then its letters, which alone tell the meter number. The consumer number of a
 * code outweighs letters. What is not sure is left out.
 */
export async function readPicture(bytes: Uint8Array, labels: BillLabels): Promise<PhotoReading> {
  const opened = await openPicture(bytes)
  if (!opened.ok) return opened
  const codes = await readCodes(opened.grey, (found) => factsOf(found) !== null)
  const coded = factsOf(codes)
  const text = await textOf(opened.grey, { labels, codes, coded })
  const consumerNo = coded?.consumerNo ?? text.consumerNo
  const { meterNo } = text
  if (consumerNo === null && meterNo === null)
    return { ok: false, reason: codes.some(({ isSquare }) => isSquare) ? 'other-code' : 'unreadable' }
  const by = coded ? 'code' : consumerNo === null ? null : 'text'
  return { ok: true, facts: { consumerNo, by, meterNo, amount: coded?.amount ?? null } }
}

const factsOf = (codes: readonly FoundCode[]) => factsInCodes(codes.map(({ text }) => text))

type Known = { labels: BillLabels; codes: readonly FoundCode[]; coded: CodeFacts | null }

/** The letters, looked at the right way up: a QR says which way that is, otherwise the likelier is tried first. */
async function textOf(grey: Grey, { labels, codes, coded }: Known): Promise<TextFacts> {
  const { degrees, isSideways } = await findTilt(grey)
  const upright = isSideways ? [90, 270] : [0, 180]
  const head = codes.find(({ isSquare }) => isSquare)?.turnedDegrees
  const quarters = head === undefined ? upright : [nearest(upright, -head)]
  const expected = coded?.consumerNo ?? null
  for (const quarter of quarters) {
    const text = await readText(grey, { labels, expected, turn: quarter - degrees })
    if (text.consumerNo !== null || text.meterNo !== null || text.isUpright) return text
  }
  return NOTHING
}

/** Of these angles the one nearest to another, all round. */
function nearest(angles: readonly number[], to: number): number {
  const apart = (angle: number) => Math.abs(((((angle - to) % 360) + 540) % 360) - 180)
  return angles.reduce((best, angle) => (apart(angle) < apart(best) ? angle : best))
}
