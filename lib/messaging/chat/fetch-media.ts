import { z } from 'zod'
import { env } from '#lib/platform/env.ts'
import { META_FILES } from '#lib/platform/outside-hosts.ts'
import { demoMediaAccess } from './demo-media.ts'

const LIMIT_MS = 10_000
const MOST_BYTES = 5 * 1024 * 1024

const answer = z.object({ url: z.url(), file_size: z.coerce.number().optional() })

/**
 * A file that somebody sent, by WhatsApp's name of it: from the Graph API's own host and Meta's host of files alone, over
 * no redirect, within ten seconds and 5 MB. What it is, its content says to whoever uses it. Null where it cannot be had.
 */
export async function fetchMedia(mediaId: string): Promise<Buffer | 'TOO_BIG' | null> {
  const access = mediaAccess()
  if (!access || !/^[\w-]{1,100}$/.test(mediaId)) return null
  const { graphUrl, token } = access
  const options = { headers: { Authorization: `Bearer ${token}` }, redirect: 'error' } as const
  const signal = AbortSignal.timeout(LIMIT_MS)
  try {
    const named = await fetch(`${graphUrl}/${mediaId}`, { ...options, signal })
    const told = answer.safeParse(named.ok ? await named.json() : null)
    if (!told.success || !isTheirs(told.data.url, graphUrl)) return null
    if ((told.data.file_size ?? 0) > MOST_BYTES) return 'TOO_BIG'
    const file = await fetch(told.data.url, { ...options, signal })
    return file.ok ? await readUpTo(file, MOST_BYTES) : null
  } catch {
    return null
  }
}

/** The demo's own stand-in, where the settings name none. */
function mediaAccess(): { graphUrl: string; token: string } | null {
  const { whatsapp, mode, localUrl } = env()
  return whatsapp.access ?? (mode === 'demo' ? demoMediaAccess(localUrl) : null)
}

/** An address that the API named may still lead anywhere: only the two hosts are asked. */
export function isTheirs(url: string, graphUrl: string): boolean {
  return [new URL(graphUrl).origin, META_FILES].includes(new URL(url).origin)
}

async function readUpTo(response: Response, most: number): Promise<Buffer | 'TOO_BIG'> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > most) return 'TOO_BIG'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
