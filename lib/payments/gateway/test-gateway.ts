import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '#lib/platform/clock.ts'
import { answerAsRazorpay } from './demo-api.ts'
import type { Gateway } from './port.ts'
import { razorpay } from './razorpay.ts'

/**
 * How a call ends. Those named `…-after` do what was asked and then fail to say so; the others do nothing. `silent`
 * never answers, `half-after` ends in the middle of its answer, `other-after` answers with JSON of another kind.
 */
export const GATEWAY_MOODS = [
  ...(['silent', 'silent-after', 'cut', 'cut-after', 'half-after', 'page', 'other-after'] as const),
  ...([401, 408, 429, 500, 502, 503] as const),
  '500-after',
] as const
export type GatewayMood = 'well' | (typeof GATEWAY_MOODS)[number]

export type TestGateway = {
  gateway: Gateway
  calls: string[]
  /** The `traceparent` that each call carried, or null. */
  traceparents: (string | null)[]
  /** Asked before each call. */
  behave: (mood: () => GatewayMood) => void
  close: () => Promise<void>
}

/**
 * The demo's gateway behind a server of its own on this machine, and the adapter that calls it as it calls Razorpay.
 * `calls` lists what was called, method and path.
 */
export async function testGateway(now: Clock): Promise<TestGateway> {
  const calls: string[] = []
  const traceparents: (string | null)[] = []
  let nextMood = (): GatewayMood => 'well'
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://localhost')
    calls.push(`${request.method} ${url.pathname}`)
    const { traceparent } = request.headers
    traceparents.push(typeof traceparent === 'string' ? traceparent : null)
    const mood = nextMood()
    if (mood === 'silent') return
    if (mood === 'cut') return void request.socket.destroy()
    if (mood === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')
    if (typeof mood === 'number') return void response.writeHead(mood).end('{"error":{}}')
    const key = request.headers['x-refund-idempotency']
    const { status, body } = await answerAsRazorpay(now, {
      method: request.method ?? 'GET',
      path: url.pathname.slice(1),
      query: url.searchParams,
      body: chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : null,
      idempotencyKey: typeof key === 'string' ? key : null,
    })
    if (mood === 'silent-after') return
    if (mood === 'cut-after') return void request.socket.destroy()
    if (mood === '500-after') return void response.writeHead(500).end()
    if (mood === 'other-after') return void response.writeHead(200).end('{"entity":"event"}')
    const text = JSON.stringify(body)
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    if (mood === 'well') return void response.end(text)
    response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    gateway: razorpay({ apiUrl: `http://127.0.0.1:${port}`, keyId: 'test', keySecret: 'test' }),
    calls,
    traceparents,
    behave: (mood) => {
      nextMood = mood
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
