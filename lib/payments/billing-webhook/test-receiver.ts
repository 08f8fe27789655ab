import { createHmac, timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = {
  id: string
  at: number
  signatures: string[]
  body: string
  type: string
  sequence: number
  traceparent: string
}
export type TestReceiver = {
  url: string
  received: Received[]
  answerWith: (answer: (response: http.ServerResponse, request: http.IncomingMessage) => void) => void
  close: () => Promise<void>
}

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: http.ServerResponse) =>
    void response.writeHead(code, headers).end()

/** A billing system on this machine: it takes everything until it is told to answer otherwise, and remembers. */
export async function testReceiver(): Promise<TestReceiver> {
  const received: Received[] = []
  let answer: Parameters<TestReceiver['answerWith']>[0] = status(204)
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const header = (name: string) => String(request.headers[name] ?? '')
    const { type, data } = JSON.parse(body)
    received.push({
      ...{ id: header('webhook-id'), at: Number(header('webhook-timestamp')), body, type, sequence: data.sequence },
      ...{ signatures: header('webhook-signature').split(' '), traceparent: header('traceparent') },
    })
    answer(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    answerWith: (next) => {
      answer = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** What docs/integrate.md tells receivers to do, written after the specification and not after our own signing. */
export function isGenuine({ id, at, signatures, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update([id, at, body].join('.'), 'utf8').digest()
  return signatures.some((signature) => {
    const [version, text = ''] = signature.split(',')
    const given = Buffer.from(text, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}
