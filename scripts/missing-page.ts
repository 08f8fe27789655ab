import { IncomingMessage, type ServerResponse } from 'node:http'

/** No page lies below it. `proxy.ts` takes it off again where a page is told its own path. */
const NOWHERE = '/missing'

/**
 * Sees to it that a page that is not found is there without JavaScript. Where a page of Next.js finds nothing for its address,
 * or nothing of the person who asks, its answer is blank but for scripts; for an address of no page at all it is whole. So
 * each 404 of a page is held back until it is written, and asked for again below an address that no page has.
 */
export function replaceMissingPage(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (again: IncomingMessage, response: ServerResponse) => void,
): void {
  const { url = '/', method, headers } = request
  const isPage = (method === 'GET' || method === 'HEAD') && !/^\/(api|_next)\//.test(url) && headers.rsc === undefined
  if (!isPage) return
  const { writeHead, write, end, flushHeaders } = response
  let isHeld = false
  const holds = () => {
    const isHtml = () => String(response.getHeader('Content-Type') ?? '').startsWith('text/html')
    isHeld ||= !response.headersSent && response.statusCode === 404 && isHtml()
    return isHeld
  }
  response.writeHead = ((status: number, ...more: never[]) => {
    response.statusCode = status
    return holds() ? response : writeHead.call(response, status, ...more)
  }) as typeof writeHead
  response.flushHeaders = () => {
    if (!holds()) flushHeaders.call(response)
  }
  response.write = ((...given: Parameters<typeof write>) => holds() || write.apply(response, given)) as typeof write
  response.end = ((...given: Parameters<typeof end>) => {
    if (!holds()) return end.apply(response, given)
    Object.assign(response, { writeHead, write, end, flushHeaders })
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    response.statusCode = 200
    const done = (given as unknown[]).find((value) => typeof value === 'function')
    if (done) response.once('finish', done as () => void)
    // Whoever wrote the held answer has to come to its end first.
    setImmediate(() => handle(sameFor(request, NOWHERE + url), response))
    return response
  }) as typeof end
}

/** The same request for another address; it has no body. */
function sameFor(request: IncomingMessage, url: string): IncomingMessage {
  const { method, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request
  const again = new IncomingMessage(request.socket)
  Object.assign(again, { url, method, headers: { ...headers }, rawHeaders, complete: true })
  Object.assign(again, { httpVersion, httpVersionMajor, httpVersionMinor })
  again.push(null)
  return again
}
