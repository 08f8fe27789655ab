import sharp from 'sharp'
import { isPicture, MOST_PIXELS } from '#lib/platform/pictures.ts'
import { type Grey, greyOf } from './grey.ts'
import type { PhotoRefusal } from './photo-facts.ts'

/** Some 250 dots an inch of A4: more only takes longer. */
const LONGEST_SIDE = 2_900
/** Of 255, over the brightest and darkest hundredth: less contrast is a lens that was covered, or a wall. */
const LEAST_CONTRAST = 12
/** Mean brightness, of 255, below which it is too dark rather than empty. */
const DARK = 60

/** A photo upright by what its camera says, in grey, with its contrast stretched. Its metadata end here. */
export async function openPicture(bytes: Uint8Array): Promise<{ ok: true; grey: Grey } | PhotoRefusal> {
  if (!isPicture(bytes)) return { ok: false, reason: 'not-a-picture' }
  try {
    const picture = sharp(bytes, { limitInputPixels: false, failOn: 'error' })
    const { width, height } = await picture.metadata()
    if (width * height > MOST_PIXELS) return { ok: false, reason: 'too-many-pixels' }
    const fit = { width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true } as const
    const grey = await greyOf(picture.autoOrient().resize(fit).flatten({ background: '#ffffff' }))
    return stretched(grey)
  } catch {
    return { ok: false, reason: 'not-a-picture' }
  }
}

function stretched(grey: Grey): { ok: true; grey: Grey } | PhotoRefusal {
  const counts = new Uint32Array(256)
  let sum = 0
  for (const dot of grey.data) {
    counts[dot] = (counts[dot] as number) + 1
    sum += dot
  }
  const dots = grey.data.length
  const [low, high] = [brightnessAt(counts, dots / 100), brightnessAt(counts, dots * 0.99)]
  if (high - low < LEAST_CONTRAST) return { ok: false, reason: sum / dots < DARK ? 'too-dark' : 'unreadable' }
  const table = Uint8ClampedArray.from({ length: 256 }, (_, dot) => ((dot - low) * 255) / (high - low))
  return { ok: true, grey: { ...grey, data: grey.data.map((dot) => table[dot] as number) } }
}

/** The brightness that so many dots do not exceed. */
function brightnessAt(counts: Uint32Array, dots: number): number {
  let seen = 0
  for (const [brightness, count] of counts.entries()) {
    seen += count
    if (seen >= dots) return brightness
  }
  return 255
}
