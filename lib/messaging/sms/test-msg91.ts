import http from 'node:http'
import type { AddressInfo } from 'node:net'

type Asked = { path: string | undefined; key: string | undefined; body: { template_id: string; recipients: object[] } }
export type TestMsg91 = {
  apiUrl: string
  asked: Asked[]
  answerWith: (answer: (response: http.ServerResponse) => void) => void
  close: () => Promise<void>
}

/** A JSON answer of a stand-in. */
export const jsonAnswer = (status: number, body: unknown) => (response: http.ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** A stand-in of MSG91 on this machine: it takes everything until it is told to answer otherwise, and remembers. */
export async function testMsg91(): Promise<TestMsg91> {
  const asked: Asked[] = []
  let answer: (response: http.ServerResponse) => void = jsonAnswer(200, { type: 'success', message: '3565a0' })
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const key = request.headers.authkey
    asked.push({
      ...{ path: request.url, key: typeof key === 'string' ? key : undefined },
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    })
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    apiUrl: `http://127.0.0.1:${port}/api/v5`,
    asked,
    answerWith: (next) => {
      answer = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
