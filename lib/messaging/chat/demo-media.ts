/** What was attached in the demo's chat, as WhatsApp keeps it: for a while, by a name of its own. */
const MOST = 20

// Next.js bundles routes apart, each with modules of its own.
const held = globalThis as typeof globalThis & { portalDemoMedia?: Map<string, Buffer> }

export function keepDemoMedia(mediaId: string, bytes: Buffer): void {
  held.portalDemoMedia ??= new Map()
  held.portalDemoMedia.set(mediaId, bytes)
  const [oldest] = held.portalDemoMedia.keys()
  if (held.portalDemoMedia.size > MOST && oldest) held.portalDemoMedia.delete(oldest)
}

/** Where the demo's own stand-in of the Graph API has them, and the token that it takes. */
export const demoMediaAccess = (localUrl: string) => ({ graphUrl: `${localUrl}/demo/graph`, token: 'demo' })

export const demoMedia = (mediaId: string): Buffer | undefined => held.portalDemoMedia?.get(mediaId)
