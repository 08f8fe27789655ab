import fs from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'

/** What only part of a file, or none of it, may be sent for. No page or handler of ours knows them. */
const CONDITIONS = ['range', 'if-range', 'if-match', 'if-unmodified-since']

/**
 * Keeps requests for files of the build and of `folder` to what Next.js can answer: another method than GET and HEAD, or a
 * condition that fails, it answers with 500, since it looks for pages 405, 412 and 416 that nobody has. Conditions are
 * taken away, and the whole file is sent (RFC 9110, 13.1.4 and 14.2, allow it). Returns whether it has answered.
 */
export function keepsToFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = new Set(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')}`),
  )
  return ({ url = '/', method, headers }, response) => {
    for (const name of CONDITIONS) delete headers[name]
    if (method === 'GET' || method === 'HEAD') return false
    const asked = decoded(url.split('?')[0] as string)
    if (!asked.startsWith('/_next/') && !files.has(asked)) return false
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return true
  }
}

/** As Next.js reads it; what cannot be decoded names no file. */
function decoded(asked: string): string {
  try {
    return decodeURIComponent(asked)
  } catch {
    return asked
  }
}
