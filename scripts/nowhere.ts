import type { IncomingMessage } from 'node:http'

/** Has a request answered as one of the same kind to an address that no page and no handler has. */
export function leadNowhere(request: IncomingMessage, path: string): void {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const nowhere = encoded.startsWith('/api/') ? encoded.replace('/api/', '/api/missing/') : `/missing${encoded}`
  request.url = nowhere + (/\?.*$/s.exec(request.url ?? '')?.[0] ?? '')
}

/**
 * Nothing lies at a path that cannot be decoded, such as `/c/%FF`: Next.js answers 500 to it where that is the part of an
 * address that differs from one thing to the next, and 404 elsewhere.
 */
export function leadBrokenPathNowhere(request: IncomingMessage): void {
  const [path = ''] = (request.url ?? '').split(/[?#]/)
  try {
    decodeURIComponent(path)
  } catch {
    leadNowhere(request, path)
  }
}
