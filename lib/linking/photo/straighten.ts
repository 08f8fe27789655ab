import { type Grey, greyOf, localMean, rawOf } from './grey.ts'

/** Small enough to try many angles, large enough that lines of text stay apart. */
const SIDE = 1_000
const MOST_DEGREES = 18
const STEP_DEGREES = 1
const FINE_DEGREES = 0.25
/** How much darker than around it a dot is that counts as ink, of 255. */
const INK = 14

/**
 * How far the lines of a picture are turned clockwise, in degrees from -18 to 18, and whether they run up or down the page
 * rather than across. Lines of text make full and empty rows when looked along; the angle at which rows differ most is
 * theirs.
 */
export async function findTilt(grey: Grey): Promise<{ degrees: number; isSideways: boolean }> {
  const fit = { width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true } as const
  const ink = inkOf(await greyOf(rawOf(grey).resize(fit)))
  const across = steepest(ink.x, ink.y)
  // Looked at from the side: a quarter turn clockwise takes (x, y) to (-y, x).
  const sideways = steepest(
    ink.y.map((y) => -y),
    ink.x,
  )
  const isSideways = sideways.score > across.score
  return { degrees: (isSideways ? sideways : across).degrees, isSideways }
}

type Ink = { x: Float32Array; y: Float32Array }

function inkOf(grey: Grey): Ink {
  const means = localMean(grey, Math.round(SIDE / 60))
  const dots: number[] = []
  for (let dot = 0; dot < means.length; dot++)
    if ((grey.data[dot] as number) < (means[dot] as number) - INK) dots.push(dot)
  // A third of the ink tells as much.
  const some = dots.filter((_, index) => index % 3 === 0)
  return {
    x: Float32Array.from(some, (dot) => dot % grey.width),
    y: Float32Array.from(some, (dot) => Math.floor(dot / grey.width)),
  }
}

function steepest(x: Float32Array, y: Float32Array): { degrees: number; score: number } {
  let best = { degrees: 0, score: -1 }
  const tryAngle = (degrees: number) => {
    const score = contrastOfRows(x, y, degrees)
    if (score > best.score) best = { degrees, score }
  }
  for (let degrees = -MOST_DEGREES; degrees <= MOST_DEGREES; degrees += STEP_DEGREES) tryAngle(degrees)
  const coarse = best.degrees
  for (let degrees = coarse - STEP_DEGREES; degrees <= coarse + STEP_DEGREES; degrees += FINE_DEGREES) tryAngle(degrees)
  return best
}

/** How much neighbouring rows differ in ink, when rows are taken at this angle. */
function contrastOfRows(x: Float32Array, y: Float32Array, degrees: number): number {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const rows = new Float64Array(4 * SIDE)
  for (let dot = 0; dot < x.length; dot++) {
    const row = Math.round((y[dot] as number) * cos - (x[dot] as number) * sin) + 2 * SIDE
    rows[row] = (rows[row] as number) + 1
  }
  let score = 0
  for (let row = 1; row < rows.length; row++) score += ((rows[row] as number) - (rows[row - 1] as number)) ** 2
  return score
}

/** The picture turned clockwise by so many degrees; what comes in at the corners is white. */
export async function turned(grey: Grey, degrees: number): Promise<Grey> {
  const clockwise = ((degrees % 360) + 360) % 360
  if (Math.min(clockwise, 360 - clockwise) < FINE_DEGREES) return grey
  return greyOf(rawOf(grey).rotate(clockwise, { background: '#ffffff' }))
}

/** The picture as if lit evenly: each dot against what is around it, so that a shadow is no darker than paper. */
export function evenlyLit(grey: Grey): Grey {
  const means = localMean(grey, Math.max(12, Math.round(grey.width / 50)))
  const data = new Uint8Array(grey.data.length)
  for (let dot = 0; dot < data.length; dot++)
    data[dot] = Math.min(255, ((grey.data[dot] as number) * 235) / Math.max(1, means[dot] as number))
  return { ...grey, data }
}
