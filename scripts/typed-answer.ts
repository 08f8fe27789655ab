import type { ServerResponse } from 'node:http'

/**
 * Has every answer with a body say what its body is (ASVS 4.1.1). Next.js leaves it out where it leads from `/about/` to
 * `/about` for good: the body is the address.
 */
export function nameType(response: ServerResponse): void {
  const { writeHead } = response
  // Not at `end`: whoever compresses has sent the head by then.
  response.writeHead = ((status: number, ...more: never[]) => {
    if (status === 308 && !response.hasHeader('Content-Type'))
      response.setHeader('Content-Type', 'text/plain; charset=utf-8')
    return writeHead.call(response, status, ...more)
  }) as typeof writeHead
}
