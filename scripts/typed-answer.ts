import type { ServerResponse } from 'node:http'

/**
 * Has Next.js's redirect for good say what its body is (ASVS 4.1.1): it leaves that out where it leads from `/about/` to
 * `/about`, and the body is the address.
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
