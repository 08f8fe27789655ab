import sharp, { type Sharp } from 'sharp'

/** A picture as it is looked at: a byte of brightness for each dot, row by row. */
export type Grey = { data: Uint8Array; width: number; height: number }

/** A part of a picture, in dots. */
export type Box = { left: number; top: number; width: number; height: number }

export const rawOf = ({ data, width, height }: Grey) => sharp(data, { raw: { width, height, channels: 1 } })

/** What a picture being worked on comes to. */
export async function greyOf(picture: Sharp): Promise<Grey> {
  const { data, info } = await picture.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  if (channels === 1) return { data, width, height }
  // Grey with transparency, or grey said three times: the first of each.
  return {
    data: Uint8Array.from({ length: width * height }, (_, dot) => data[dot * channels] as number),
    width,
    height,
  }
}

/** The part of a box that lies within the picture; null for none of it. */
export function within({ width, height }: Grey, box: Box): Box | null {
  const left = Math.max(0, Math.floor(box.left))
  const top = Math.max(0, Math.floor(box.top))
  const right = Math.min(width, Math.ceil(box.left + box.width))
  const bottom = Math.min(height, Math.ceil(box.top + box.height))
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null
}

/** The mean brightness of the square of `2 radius + 1` dots around each dot. */
export function localMean({ data, width, height }: Grey, radius: number): Uint8Array {
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += data[y * width + x] as number
      sums[(y + 1) * (width + 1) + x + 1] = row + (sums[y * (width + 1) + x + 1] as number)
    }
  }
  const sum = (x: number, y: number) => sums[y * (width + 1) + x] as number
  const means = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)]
      const total = sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top)
      means[y * width + x] = total / ((right - left) * (bottom - top))
    }
  }
  return means
}
