import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '#lib/platform/clock.ts'
import { answerAsRazorpay } from './demo-api.ts'
import type { Gateway } from './port.ts'
import { razorpay } from './razorpay.ts'

export type TestGateway = { gateway: Gateway; calls: string[]; close: () => Promise<void> }

/**
 * The demo's gateway behind a server of its own on this machine, and the adapter that calls it as it calls Razorpay.
 * `calls` lists what was called, method and path.
 */
export async function testGateway(now: Clock): Promise<TestGateway> {
  const calls: string[] = []
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://localhost')
    calls.push(`${request.method} ${url.pathname}`)
    const key = request.headers['x-refund-idempotency']
    const { status, body } = await answerAsRazorpay(now, {
      method: request.method ?? 'GET',
      path: url.pathname.slice(1),
      query: url.searchParams,
      body: chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : null,
      idempotencyKey: typeof key === 'string' ? key : null,
    })
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    gateway: razorpay({ apiUrl: `http://127.0.0.1:${port}`, keyId: 'test', keySecret: 'test' }),
    calls,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
