/** What was attached in the demo's chat, as WhatsApp keeps it: for a while, by a name of its own. */
const MOST = 20

// Next.js bundles routes apart, each with modules of its own.
const held = globalThis as typeof globalThis & { demoMedia?: Map<string, Buffer> }

export function keepDemoMedia(mediaId: string, bytes: Buffer): void {
  held.demoMedia ??= new Map()
  held.demoMedia.set(mediaId, bytes)
  const [oldest] = held.demoMedia.keys()
  if (held.demoMedia.size > MOST && oldest) held.demoMedia.delete(oldest)
}

export const demoMedia = (mediaId: string): Buffer | undefined => held.demoMedia?.get(mediaId)
