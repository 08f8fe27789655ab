/** More than any phone's camera; a small file that unfolds to more is made to fill memory. */
export const MOST_PIXELS = 120_000_000

/** Begins as JPEG, PNG or WebP does; other formats that the library could read are more than anybody sends. */
export function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12))
  const begins = (text: string, at = 0) => head.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'))
  return begins('\xff\xd8\xff') || begins('\x89PNG\r\n\x1a\n') || (begins('RIFF') && begins('WEBP', 8))
}
