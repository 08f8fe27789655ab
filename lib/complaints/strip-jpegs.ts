/**
 * Empties what photos within a PDF say about device, place and author (their EXIF, XMP, IPTC and comments), in place: the
 * segments stay as long as they were, so that the file's offsets hold. Colour profiles (APP2) and what a decoder needs
 * (APP0, APP14) stay. Changes the bytes it is given.
 */
export function stripJpegs(pdf: Uint8Array): void {
  // Each start is looked at, also one that lies in another's segment; the way from a place is walked once, or a file of
  // nothing but starts would take the square of its length.
  const walked = new Uint8Array(pdf.length)
  for (let at = 0; at + 3 < pdf.length; at++) if (isStartOfJpeg(pdf, at)) emptySegments(pdf, at + 2, walked)
}

const isStartOfJpeg = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0xff && bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff

/** Walks the segments (ITU-T T.81, B.1.1.4: marker, length with itself, payload) up to the picture's own data. */
function emptySegments(bytes: Uint8Array, from: number, walked: Uint8Array): void {
  for (let at = from; at + 4 <= bytes.length && bytes[at] === 0xff && walked[at] === 0; ) {
    walked[at] = 1
    const marker = bytes[at + 1] as number
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)
    if (marker === START_OF_SCAN || length < 2) return
    if (isAboutTheAuthor(marker)) bytes.fill(0, at + 4, at + 2 + length)
    at += 2 + length
  }
}

const START_OF_SCAN = 0xda
const COMMENT = 0xfe
const [APP1, APP2, APP14, APP15] = [0xe1, 0xe2, 0xee, 0xef]

const isAboutTheAuthor = (marker: number) =>
  marker === COMMENT || (marker >= APP1 && marker <= APP15 && marker !== APP2 && marker !== APP14)
